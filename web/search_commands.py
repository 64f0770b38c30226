"""The commands that answer questions: one on the command line, or many from a file."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.session import Decorated, Session, examples, pass_session, setting_option

if TYPE_CHECKING:
    from kb.runs import RunReport

DEFAULT_TOP = 10
DEFAULT_RUN_TOP = 100
_MAX_TOP = 10_000


def top_option(default: str) -> Callable[[Decorated], Decorated]:
    """How many to show; `default` tells how many without it."""
    return click.option(
        "--top", type=click.IntRange(1, _MAX_TOP), help=f"How many at most.  [default: {default}]"
    )


as_json_option = click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
queries_option = click.option(
    "--queries",
    type=click.Path(path_type=Path),
    help='Many questions: a file with {"_id", "text"} on each line. Needs --run.',
)
run_option = click.option(
    "--run", "run_file", type=click.Path(path_type=Path), help="TREC run file to write."
)


_EXAMPLES = (
    'compendium search "We need someone who can sterilise used masks"',
    "compendium search @need.txt --top 20",
    "compendium search --queries questions.jsonl --run answers.trec",
)


def _joined(_context: click.Context, _parameter: click.Parameter, words: tuple[str, ...]) -> str | None:
    """The words as one text, whether there were quotes around them or not; None without any."""
    return " ".join(words) if words else None


text_argument = click.argument("text", nargs=-1, callback=_joined)


@click.command(short_help="Show the initiatives closest to a need.", epilog=examples(*_EXAMPLES))
@text_argument
@top_option(f"{DEFAULT_TOP}; {DEFAULT_RUN_TOP} with --queries")
@as_json_option
@queries_option
@run_option
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
    if is_run(text, queries, run_file, as_json):
        write_run(session.current_knowledge_base().run_search, queries, run_file, top)
        return
    question = text_of(text or "")
    answer = session.current_knowledge_base().search(question, top=top or DEFAULT_TOP)
    if as_json:
        click.echo(answer.model_dump_json(indent=2))
        return
    from web.terminal import show_initiatives

    show_initiatives(answer, top=top or DEFAULT_TOP)


def is_run(text: str | None, queries: Path | None, run_file: Path | None, as_json: bool) -> bool:
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


def text_of(text: str) -> str:
    """`text` itself, or what the file after the @ holds."""
    if not text.startswith("@"):
        return text
    name = text[1:]
    data = sys.stdin.buffer.read() if name == "-" else content_of(name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{name} is not UTF-8 text; save it as UTF-8.") from error


def content_of(name: str) -> bytes:
    """The bytes of a file that somebody named; ClickException where it cannot be read."""
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise click.ClickException(
            f"Cannot read {name or 'a file without a name'}: {error.strerror}; "
            "give @ with the name of a text file, or the text itself."
        ) from error


def write_run(
    run: Callable[..., "RunReport"], queries: Path | None, run_file: Path | None, top: int | None
) -> None:
    """Answer the queries of one file into another, with progress."""
    from web.terminal import progress_shown

    with progress_shown() as progress:
        report = run(queries, run_file, top=top or DEFAULT_RUN_TOP, progress=progress)
    counts = f"{report.query_count:,} queries in {report.line_count:,} lines"
    click.echo(f"Answered {counts}: {run_file}", err=True)
