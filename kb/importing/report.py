"""What an import did, or why it did nothing: every row that needs a person's eye is in here."""

from pydantic import Field

from kb.kinds import Kind
from kb.model import Organisation, Person, Record


class Problem(Record):
    """Why one field of one row cannot be imported."""

    row: str
    """The line of a .jsonl or .csv file, ``sheet!row`` of a workbook, the place in a .json array; empty
    where it is the whole file."""
    field: str
    """The key or the column, as the file writes it; empty where it is the whole row."""
    reason: str
    hint: str = ""
    """What to write instead."""


class Notice(Record):
    """Something that was imported differently from how it was written, or not at all."""

    row: str
    field: str
    message: str


class Suggestion(Record):
    """Two records that may be the same; a person decides, nothing was merged."""

    kind: str
    row: str
    name: str
    record_id: str
    """The record of this name."""
    resembles_id: str
    resembles_name: str
    similarity: float
    """Of the two names, 0 to 1."""


class NewRecord(Record):
    """A record that was made because a row named it."""

    id: str
    name: str
    row: str


class ImportReport(Record):
    """What an import did, or would do."""

    file: str
    dry_run: bool = False
    """True where nothing was written because that was asked."""
    added: dict[str, int] = Field(default_factory=dict)
    """How many records, by kind (``initiative``, ``organisation``, ``person``, ``theme``)."""
    changed: dict[str, int] = Field(default_factory=dict)
    unchanged: dict[str, int] = Field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    """In the order of the file; if there is any, nothing was written."""
    warnings: tuple[Notice, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    new_organisations: tuple[NewRecord, ...] = ()
    """Organisations that only participants named."""
    new_people: tuple[NewRecord, ...] = ()
    new_themes: tuple[NewRecord, ...] = ()

    @property
    def has_changed(self) -> bool:
        """Whether the store differs from before (in a dry run: would differ)."""
        return any(self.added.values()) or any(self.changed.values())


_Named = Organisation | Person


class Notes:
    """Collects problems and the rest while rows are read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[Notice] = []
        self.suggestions: list[Suggestion] = []

    def problem(self, row: str, field: str, reason: str, hint: str = "") -> None:
        """Remember why this row cannot be imported."""
        self.problems.append(Problem(row=row, field=field, reason=reason, hint=hint))

    def warn(self, row: str, field: str, message: str) -> None:
        """Remember what a person should know of this row."""
        notice = Notice(row=row, field=field, message=message)
        if notice not in self.warnings[-50:]:
            self.warnings.append(notice)

    def suggest(self, kind: Kind, row: str, record: _Named, resembled: _Named, similarity: float) -> None:
        """Remember two records of one kind that may be the same, and how much their names are (0 to 1)."""
        self.suggestions.append(
            Suggestion(
                kind=kind,
                row=row,
                name=record.name,
                record_id=record.id,
                resembles_id=resembled.id,
                resembles_name=resembled.name,
                similarity=similarity,
            )
        )
