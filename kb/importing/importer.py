"""Importing: rows are read, checked and resolved, then written in one transaction or not at all."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from indexer import Progress
from kb.errors import ImportRefused
from kb.importing.actor_rows import read_organisation, read_person_record, read_theme
from kb.importing.drafts import Draft
from kb.importing.file_order import in_file_order
from kb.importing.files import read_rows
from kb.importing.initiative_rows import read_initiative
from kb.importing.plan import Plan, make_plan
from kb.importing.report import ImportReport, Notes, Problem
from kb.importing.rows import Row
from kb.kinds import Kind, read_kind
from kb.store import Change, Store, StoreWriting

_READERS: dict[Kind, Callable[[Row, Notes], Draft]] = {
    "initiative": read_initiative,
    "organisation": read_organisation,
    "person": read_person_record,
    "theme": read_theme,
}
_EVERY = 200


def import_file(
    store: Store,
    path: Path,
    *,
    kind: str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Import a .jsonl, .json, .csv or .xlsx file; importing it again changes nothing.

    A row replaces the record of its id, and the participants of an initiative; other records stay.

    Args:
        store: Where to.
        path: The file, in one of the forms of docs/data-format.md.
        kind: Which kind of records the file holds (``initiative``, ``organisation``, ``person``,
            ``theme``), where it does not say itself.
        dry_run: Check everything and report what would change, but write nothing.
        progress: Told how far it is.

    Raises:
        ImportRefused: The file cannot be read or some row cannot be imported; nothing was written. Its
            `report` has every problem.
        StoreError: The store cannot be written.
    """
    notes = Notes()
    rows = read_rows(path, notes, kind=_kind(kind))
    return import_rows(store, rows, notes, name=path.name, dry_run=dry_run, progress=progress)


def import_rows(
    store: Store,
    rows: Sequence[Row],
    notes: Notes,
    *,
    name: str,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Import rows that were read, with what was noted while reading them; errors as in `import_file`.

    `name` is what the report calls the file.
    """
    drafts = _drafts(rows, notes, progress)
    with store.writing() as writing:
        # Bad rows are in the plan too, as far as they can be read: what only the store tells of them, or of
        # the rows that name them, is to be known at once.
        plan = make_plan(drafts, writing, notes)
        if notes.problems:
            problems = in_file_order(notes.problems, [row.place for row in rows])
            raise _refusal(name, dry_run, problems, notes)
        changes = _write(plan, writing, None if dry_run else progress)
        if dry_run:
            writing.abandon()
    return _report(name, dry_run, notes, plan, changes)


def _kind(kind: str | None) -> Kind | None:
    if kind is None:
        return None
    try:
        return read_kind(kind)
    except ValueError as error:
        raise ImportRefused(str(error)) from error


def _drafts(rows: Sequence[Row], notes: Notes, progress: Progress | None) -> list[Draft]:
    drafts = []
    for number, row in enumerate(rows, 1):
        drafts.append(_READERS[row.kind](row, notes))
        if progress and (number % _EVERY == 0 or number == len(rows)):
            progress("checking rows", number, len(rows))
    return drafts


def _write(plan: Plan, writing: StoreWriting, progress: Progress | None) -> dict[Kind, dict[str, Change]]:
    changes: dict[Kind, dict[str, Change]] = {
        "theme": writing.put_all(list(plan.themes.values())),
        "organisation": writing.put_all(list(plan.organisations.values())),
        "person": writing.put_all(list(plan.people.values())),
        "initiative": writing.put_all(list(plan.initiatives.values())),
    }
    for initiative_id in writing.replace_participations(plan.participations):
        if changes["initiative"][initiative_id] is Change.UNCHANGED:
            changes["initiative"][initiative_id] = Change.CHANGED
    if progress:
        written = sum(len(of_kind) for of_kind in changes.values())
        progress("writing records", written, written)
    return changes


def _report(
    name: str, dry_run: bool, notes: Notes, plan: Plan, changes: Mapping[Kind, Mapping[str, Change]]
) -> ImportReport:
    def counted(wanted: Change) -> dict[str, int]:
        return {kind: sum(change is wanted for change in found.values()) for kind, found in changes.items()}

    return ImportReport(
        file=name,
        dry_run=dry_run,
        added=counted(Change.ADDED),
        changed=counted(Change.CHANGED),
        unchanged=counted(Change.UNCHANGED),
        warnings=tuple(notes.warnings),
        suggestions=tuple(notes.suggestions),
        new_organisations=tuple(plan.new_organisations),
        new_people=tuple(plan.new_people),
        new_themes=tuple(plan.new_themes),
    )


def _refusal(name: str, dry_run: bool, problems: Sequence[Problem], notes: Notes) -> ImportRefused:
    first = problems[0]
    rows = len({problem.row for problem in problems})
    where = ", ".join(filter(None, [f"row {first.row}" if first.row else "", first.field]))
    count = f"{rows} {'row' if rows == 1 else 'rows'} cannot be imported, so nothing was"
    report = ImportReport(
        file=name, dry_run=dry_run, problems=tuple(problems), warnings=tuple(notes.warnings)
    )
    return ImportRefused(f"{name}: {count}. First: {where}: {first.reason}.", report=report)
