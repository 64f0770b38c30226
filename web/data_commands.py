"""The commands that bring data in and out, build the index and tell its state."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.session import Decorated, Session, pass_session, setting_option

if TYPE_CHECKING:
    from kb.importing.report import ImportReport
    from kb.knowledge_base import KnowledgeBaseStatus


def _read_kind(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """The kind that the option's word means, checked by the room that knows the kinds."""
    if value is None:
        return None
    from kb.kinds import read_kind

    try:
        return read_kind(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _kind(help_text: str) -> Callable[[Decorated], Decorated]:
    return click.option("--kind", metavar="KIND", callback=_read_kind, help=help_text)


@click.command(short_help="Load the bundled compendium.")
@click.option("--if-empty", is_flag=True, help="Leave a data folder alone that holds initiatives already.")
@setting_option("data")
@pass_session
def sample(session: Session, if_empty: bool) -> None:
    """Load the bundled compendium: Walloon initiatives against Covid-19, from public sources."""
    knowledge_base = session.knowledge_base()
    if if_empty and knowledge_base.store.counts()["initiative"]:
        click.echo("The data folder holds initiatives already; the sample is not loaded.", err=True)
        return
    _import(knowledge_base.load_sample, only_counts=True)
    click.echo("Next: `compendium reindex`, then `compendium serve`.", err=True)


@click.command("import", short_help="Import a .jsonl, .json, .csv or .xlsx file.")
@click.argument("file", type=click.Path(path_type=Path))
@_kind("What the rows are: initiatives, organisations, people or themes.  [default: seen from the columns]")
@click.option("--dry-run", is_flag=True, help="Check every row and say what would change; change nothing.")
@setting_option("data")
@pass_session
def import_command(session: Session, file: Path, kind: str | None, dry_run: bool) -> None:
    """Import initiatives, organisations, people or themes from FILE (.jsonl, .json, .csv, .xlsx).

    All rows are checked first. One bad row stops the import: nothing is changed, every bad row is named.
    Importing the same file twice changes nothing.
    """
    knowledge_base = session.knowledge_base()
    report = _import(partial(knowledge_base.import_file, file, kind=kind, dry_run=dry_run))
    if report.has_changed and not dry_run:
        click.echo("Next: `compendium reindex`.", err=True)


def _import(run: Callable[..., "ImportReport"], *, only_counts: bool = False) -> "ImportReport":
    """Run an import with its progress and show its report; the rows that stopped it come as a table."""
    from kb.errors import ImportRefused
    from web.import_report import show_import_report, show_problems
    from web.terminal import progress_shown

    try:
        with progress_shown() as progress:
            report = run(progress=progress)
    except ImportRefused as error:
        if error.report is not None:
            show_problems(error.report)
        raise
    show_import_report(report, only_counts=only_counts)
    return report


@click.command("export", short_help="Export to a .jsonl, .json, .csv or .xlsx file.")
@click.argument("file", type=click.Path(path_type=Path))
@_kind("What to export: initiatives, organisations, people or themes.  [default: everything]")
@setting_option("data")
@pass_session
def export_command(session: Session, file: Path, kind: str | None) -> None:
    """Export to FILE (.jsonl, .json, .csv, .xlsx); `compendium import` reads it back."""
    from kb.exporting import exported_kinds
    from kb.kinds import KINDS
    from web.import_report import counted

    knowledge_base = session.existing_knowledge_base()
    number = knowledge_base.export_file(file, kind=kind)
    kinds = exported_kinds(file, kind)
    noun = counted(number, kinds[0]) if len(kinds) == 1 else f"{number:,} record{'' if number == 1 else 's'}"
    click.echo(f"Exported {noun}: {file}", err=True)
    counts = knowledge_base.store.counts()
    others = [counted(counts[one], one) for one in KINDS if one not in kinds and counts[one]]
    if kind is None and others:
        click.echo(
            f"Not in it: {', '.join(others)}. A {file.suffix} file holds one kind of record: choose with "
            "--kind, or export all to .jsonl, .json or .xlsx.",
            err=True,
        )


@click.command(short_help="Make what is stored searchable.")
@click.option("--full", is_flag=True, help="Build everything anew, even where nothing has changed.")
@setting_option("data")
@pass_session
def reindex(session: Session, full: bool) -> None:
    """Build the search index from the data; only texts that are new are encoded.

    A running `compendium serve` answers from the new index at once. After Ctrl-C, what was encoded is kept.
    """
    from web.terminal import progress_shown

    with progress_shown() as progress:
        knowledge_base = session.knowledge_base(progress=progress)
        report = knowledge_base.reindex(full=full, progress=progress)
    offering = knowledge_base.store.offering_count()
    click.echo(
        f"Indexed {report.document_count - offering:,} initiatives"
        f"{_and_offers(offering)} in {report.passage_count:,} passages, "
        f"{report.encoded_count:,} of them encoded now ({report.seconds:.1f} s)."
    )
    click.echo(
        f"Added {report.added_count:,}, changed {report.changed_count:,}, removed {report.removed_count:,}, "
        f"unchanged {report.unchanged_count:,}."
    )
    with progress_shown() as progress:
        answers = knowledge_base.matches.new_answers(report.new_ids, progress=progress)
    if answers.need_count or answers.stated_count:
        from web.match_terminal import new_answers_in_words

        click.echo(new_answers_in_words(answers))


def _and_offers(organisation_count: int) -> str:
    """What is indexed beside initiatives; empty where no organisation states an offer."""
    if not organisation_count:
        return ""
    return f" and the offers of {organisation_count:,} organisation{'' if organisation_count == 1 else 's'}"


@click.command(short_help="Show what there is and whether the index is current.")
@click.option("--json", "as_json", is_flag=True, help="Print the status as JSON.")
@click.option("--verify", is_flag=True, help="Read the whole index too and compare it with its checksums.")
@setting_option("data")
@pass_session
def status(session: Session, as_json: bool, verify: bool) -> None:
    """Show what the data folder holds and whether the index is up to date.

    With --verify the exit code is 1 where the index is missing or is not what was built.
    """
    knowledge_base = session.existing_knowledge_base()
    state = knowledge_base.status()
    if as_json:
        click.echo(state.model_dump_json(indent=2))
    else:
        _show_status(state, session.settings().data, offering=knowledge_base.store.offering_count())
    if verify:
        knowledge_base.verify()
        click.echo("Every file of the index is as it was built.", err=True)


def _show_status(state: "KnowledgeBaseStatus", folder: Path, *, offering: int) -> None:
    from web.import_report import counted

    click.echo(f"Compendium {state.version}, data in {folder}")
    click.echo("Holds " + ", ".join(counted(number, kind) for kind, number in state.counts.items()))
    if state.open_need_count:
        click.echo(f"Open needs of visitors: {state.open_need_count:,} (see `compendium needs`)")
    index = state.index
    if index.problem is not None:
        click.echo(f"Index: {index.problem}")
        return
    click.echo(
        f"Index: {'up to date' if state.is_current else 'older than the data; run `compendium reindex`'}"
    )
    built = f"{index.built_at:%Y-%m-%d %H:%M} UTC" if index.built_at else "at an unknown time"
    documents, passages = index.document_count or 0, index.passage_count or 0
    noun = "documents (initiatives and offers of organisations)" if offering else "initiatives"
    click.echo(f"  {documents:,} {noun} in {passages:,} passages, built {built}")
    click.echo(f"  model {index.model}, {index.size_bytes / 1e6:.1f} MB in all")
