"""Rows that were read: all that can be known of a record before the store is asked."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kb.model import Organisation, Participation, Person, Role, Theme

_R = TypeVar("_R", Organisation, Person, Theme)


@dataclass(frozen=True, slots=True)
class ParticipantDraft:
    """An organisation that takes part, as a row names it."""

    field: str
    organisation: str
    """Id or name."""
    name: str | None
    """Its name, where `organisation` is an id that may be new."""
    role: Role
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person who takes part, as a row names them."""

    field: str
    person_id: str | None
    name: str
    participation: dict[str, Any]
    """Role, job title, affiliation and period."""

    def of(self, initiative_id: str, person_id: str) -> Participation:
        """The participation, once it is known whose it is."""
        return Participation(
            initiative_id=initiative_id, actor_id=person_id, actor_type="person", **self.participation
        )


@dataclass(frozen=True, slots=True)
class InitiativeDraft:
    """An initiative whose themes and actors are still words."""

    place: str
    id: str | None
    title: str
    values: dict[str, Any]
    """Fields of the record, but for id, title and themes."""
    themes: tuple[str, ...]
    participants: tuple[ParticipantDraft, ...]
    people: tuple[PersonDraft, ...]


@dataclass(frozen=True)
class RecordDraft(Generic[_R]):
    """A row that gives one record of its own."""

    place: str
    record: _R
    has_id: bool
    """Whether the row says its id; otherwise one is made of its name later."""
    above: str | None = None
    """Id or name of the organisation it is part of, or of the broader theme."""


class OrganisationDraft(RecordDraft[Organisation]):
    """An organisation whose parent may still be a name."""


class PersonRecordDraft(RecordDraft[Person]):
    """A person of a row of their own."""


class ThemeDraft(RecordDraft[Theme]):
    """A theme whose broader theme may still be a label."""


Draft = InitiativeDraft | OrganisationDraft | PersonRecordDraft | ThemeDraft
