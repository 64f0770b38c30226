"""The commands that answer questions: one on the command line, or many from a file."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.session import Session, examples, pass_session, setting_option

if TYPE_CHECKING:
    from kb.runs import RunReport

DEFAULT_TOP = 10
DEFAULT_RUN_TOP = 100
_MAX_TOP = 10_000

_top = click.option(
    "--top",
    type=click.IntRange(1, _MAX_TOP),
    help=f"How many at most.  [default: {DEFAULT_TOP}; {DEFAULT_RUN_TOP} with --queries]",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
_queries = click.option(
    "--queries",
    type=click.Path(path_type=Path),
    help='Many questions: a file with {"_id", "text"} on each line. Needs --run.',
)
_run = click.option("--run", "run_file", type=click.Path(path_type=Path), help="TREC run file to write.")


_EXAMPLES = {
    "search": (
        'compendium search "We need someone who can sterilise used masks"',
        "compendium search @need.txt --top 20",
        "compendium search --queries questions.jsonl --run answers.trec",
    ),
    "experts": ('compendium experts "rapid antigen tests"', "compendium experts @project.txt --top 20"),
}


def _joined(_context: click.Context, _parameter: click.Parameter, words: tuple[str, ...]) -> str | None:
    """The words as one text, whether there were quotes around them or not; None without any."""
    return " ".join(words) if words else None


_text = click.argument("text", nargs=-1, callback=_joined)


@click.command(short_help="Show the initiatives closest to a need.", epilog=examples(*_EXAMPLES["search"]))
@_text
@_top
@_json
@_queries
@_run
@setting_option("data")
@pass_session
def search(
    session: Session,
    text: str | None,
    top: int | None,
    as_json: bool,
    queries: Path | None,
    run_file: Path | None,
) -> None:
    """Show the initiatives closest to TEXT, who runs them, and the evidence.

    @FILE reads TEXT from a file, @- from standard input.
    """
    if _is_run(text, queries, run_file, as_json):
        _write_run(session.current_knowledge_base().run_search, queries, run_file, top)
        return
    question = _text_of(text or "")
    answer = session.current_knowledge_base().search(question, top=top or DEFAULT_TOP)
    if as_json:
        click.echo(answer.model_dump_json(indent=2))
        return
    from web.terminal import show_initiatives

    show_initiatives(answer, top=top or DEFAULT_TOP)


@click.command(
    short_help="Show the organisations that work on something.", epilog=examples(*_EXAMPLES["experts"])
)
@_text
@_top
@_json
@_queries
@_run
@setting_option("data")
@pass_session
def experts(
    session: Session,
    text: str | None,
    top: int | None,
    as_json: bool,
    queries: Path | None,
    run_file: Path | None,
) -> None:
    """Show the organisations that work on TEXT, with the evidence.

    TEXT may be long; @FILE reads it from a file, @- from standard input.
    """
    if _is_run(text, queries, run_file, as_json):
        _write_run(session.current_knowledge_base().run_experts, queries, run_file, top)
        return
    description = _text_of(text or "")
    answer = session.current_knowledge_base().experts(description, top=top or DEFAULT_TOP)
    if as_json:
        click.echo(answer.model_dump_json(indent=2))
        return
    from web.terminal import show_organisations

    show_organisations(answer, top=top or DEFAULT_TOP)


def _is_run(text: str | None, queries: Path | None, run_file: Path | None, as_json: bool) -> bool:
    """Whether many questions are asked; UsageError where the options do not go together."""
    if queries is None and run_file is None:
        if text is None:
            raise click.UsageError("Give a TEXT, or --queries FILE with --run FILE.")
        return False
    if queries is None or run_file is None:
        raise click.UsageError("--queries and --run go together.")
    if text is not None or as_json:
        raise click.UsageError("--queries takes its questions from the file: leave TEXT and --json out.")
    return True


def _text_of(text: str) -> str:
    """`text` itself, or what the file after the @ holds."""
    if not text.startswith("@"):
        return text
    name = text[1:]
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise click.ClickException(
            f"Cannot read {name or 'a file without a name'}: {error.strerror}; "
            "give @ with the name of a text file, or the text itself."
        ) from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{name} is not UTF-8 text; save it as UTF-8.") from error


def _write_run(
    run: Callable[..., "RunReport"], queries: Path | None, run_file: Path | None, top: int | None
) -> None:
    from web.terminal import progress_shown

    with progress_shown() as progress:
        report = run(queries, run_file, top=top or DEFAULT_RUN_TOP, progress=progress)
    counts = f"{report.query_count:,} queries in {report.line_count:,} lines"
    click.echo(f"Answered {counts}: {run_file}", err=True)
