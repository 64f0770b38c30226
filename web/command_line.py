"""The command line, ``compendium``: results on stdout, messages on stderr, exit 1 on errors."""

import click

from web.data_commands import export_command, import_command, reindex, sample, status
from web.evaluation_command import evaluate
from web.experts_command import experts
from web.matches_command import matches
from web.needs_commands import needs
from web.search_commands import search
from web.serving import serve
from web.session import Session, setting_option
from web.settings import SettingError

INTERRUPTED = 130


class Commands(click.Group):
    """A group whose errors end in one line that says what to do."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; errors meant for people become a line and an exit code."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            ctx.exit(INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except SettingError as error:
            raise click.UsageError(str(error)) from error
        except BrokenPipeError:
            raise
        except Exception as error:
            raise _in_one_line(ctx, error) from error


def _in_one_line(ctx: click.Context, error: Exception) -> Exception:
    from kb.errors import IndexingError, KnowledgeBaseError, ModelError

    if isinstance(error, KnowledgeBaseError | IndexingError | ModelError):
        return click.ClickException(str(error))
    if ctx.ensure_object(Session).arguments.get("log_level") == "debug":
        return error
    what = " ".join(str(error).split()) or "no details"
    return click.ClickException(
        f"{type(error).__name__}: {what}. This is a fault of the program; "
        "`compendium --log-level debug …` shows where."
    )


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@setting_option("data")
@setting_option("model")
@setting_option("runtime")
@setting_option("reranker")
@setting_option("cache")
@setting_option("log_level")
@click.version_option(package_name="compendium", message="%(prog)s %(version)s")
@click.pass_context
def compendium(context: click.Context) -> None:
    """Who is working on what: search initiatives by need, with the evidence.

    Start with `compendium sample`, then `compendium reindex`, then `compendium serve`.
    """
    context.ensure_object(Session)


COMMANDS = (
    sample,
    import_command,
    export_command,
    reindex,
    status,
    search,
    experts,
    needs,
    matches,
    evaluate,
    serve,
)
for command in COMMANDS:
    compendium.add_command(command)


def main() -> None:
    """The entry point of the ``compendium`` script."""
    compendium(prog_name="compendium")
