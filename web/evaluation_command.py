"""``compendium evaluate``: how good the answers are, on judged questions."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.session import Session, examples, pass_session, setting_option

if TYPE_CHECKING:
    from kb.evaluation import Evaluation, Halves

QUESTIONS = Path("tests/relevance")
"""Where the questions about the bundled compendium are, for who works in the project's folder."""
HALVES = ("develop", "report", "all")


@click.command(
    short_help="Measure the answers on judged questions.",
    epilog=examples(
        "compendium evaluate", "compendium evaluate --questions my-questions --half all --html report.html"
    ),
)
@click.option(
    "--questions",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=f"Folder of judged questions.  [default: {QUESTIONS}, where there is one]",
)
@click.option(
    "--half",
    type=click.Choice(HALVES),
    default="report",
    show_default=True,
    help="Which half of the questions: develop to make choices on, report for figures to publish.",
)
@click.option("--json", "as_json", is_flag=True, help="Print all figures and every question as JSON.")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Report page to write, failures first.")
@click.option(
    "--runs", type=click.Path(path_type=Path), metavar="DIR", help="Folder for TREC runs and qrels."
)
@click.option(
    "--projects",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Evaluate judged projects instead: a folder with projects.jsonl and projects.qrels.",
)
@setting_option("data")
@pass_session
def evaluate(
    session: Session,
    projects: Path | None,
    questions: Path | None,
    half: "Halves",
    as_json: bool,
    page: Path | None,
    runs: Path | None,
) -> None:
    """Ask judged questions and show how good the answers are, each figure with its 95 % interval."""
    if projects is not None:
        if questions is not None or page is not None or runs is not None:
            raise click.UsageError("--projects goes with --half and --json only.")
        _evaluate_projects(session, projects, half, as_json=as_json)
        return
    from kb.evaluation import to_json

    evaluation = _evaluated(session, _folder(questions), half)
    if as_json:
        click.echo(to_json(evaluation))
    else:
        _show(evaluation)
    _write(evaluation, page, runs)


def _folder(questions: Path | None) -> Path:
    if questions is None and not QUESTIONS.is_dir():
        raise click.UsageError(
            f"There is no folder {QUESTIONS} here: name one with judged questions, --questions DIR. "
            "It holds <set>.queries.jsonl and <set>.qrels."
        )
    return questions or QUESTIONS


def _evaluated(session: Session, folder: Path, half: "Halves") -> "Evaluation":
    from kb.evaluation import evaluate, read_catalogue, read_question_sets
    from web.terminal import progress_shown

    knowledge_base = session.current_knowledge_base()
    judged = read_question_sets(folder, catalogue=read_catalogue(knowledge_base.store))
    with progress_shown() as progress:
        return evaluate(judged, knowledge_base.evaluated_answers, half=half, progress=progress)


def _evaluate_projects(session: Session, folder: Path, half: "Halves", *, as_json: bool) -> None:
    from kb.evaluation import read_catalogue
    from kb.evaluation.projects import evaluate_projects, project_tables, read_projects
    from web.terminal import progress_shown, show_table

    knowledge_base = session.current_knowledge_base()
    catalogue = read_catalogue(knowledge_base.store)
    judged = read_projects(folder, catalogue=catalogue)
    counts = catalogue.initiative_counts()
    with progress_shown() as progress:
        evaluation = evaluate_projects(
            judged, knowledge_base.answer_description, counts, half=half, progress=progress
        )
    if as_json:
        click.echo(evaluation.model_dump_json(indent=2))
        return
    count = len(evaluation.projects)
    click.echo(f"{count:,} project{'' if count == 1 else 's'}, half: {evaluation.half}")
    for table in project_tables(evaluation):
        click.echo(f"\n{table.title}")
        show_table(table.columns, table.rows)


def _show(evaluation: "Evaluation") -> None:
    from kb.evaluation import tables
    from web.terminal import show_table

    count = evaluation.question_count
    click.echo(f"{count:,} question{'' if count == 1 else 's'}, half: {evaluation.half}")
    for table in tables(evaluation):
        click.echo(f"\n{table.title}")
        show_table(table.columns, table.rows)


def _write(evaluation: "Evaluation", page: Path | None, runs: Path | None) -> None:
    """Write the files that were asked for, after the figures: they are not lost where a file cannot be."""
    from kb.evaluation import write_page, write_runs

    if page is not None:
        write_page(evaluation, page)
        click.echo(f"Report page: {page}", err=True)
    if runs is not None:
        written = write_runs(evaluation, runs)
        click.echo(f"Runs and judgments: {len(written)} files in {runs}", err=True)
