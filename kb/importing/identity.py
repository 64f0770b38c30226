"""The id of each row: its own, or one made of its name that stays the same from import to import."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from kb.importing.drafts import InitiativeDraft, RecordDraft
from kb.importing.report import Notes
from kb.model import Organisation, Person, Theme
from kb.names import fold, slug

_R = TypeVar("_R", Organisation, Person, Theme)


class Identities:
    """Gives each row its id, and reports ids that two rows have."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._id_of_place: dict[str, str] = {}

    def id_of(self, draft: RecordDraft[_R]) -> str:
        """The id of a row that was settled."""
        return self._id_of_place[draft.place]

    def settle(
        self, drafts: Sequence[RecordDraft[_R]], stored: Mapping[str, _R], name: Callable[[_R], str]
    ) -> dict[str, _R]:
        """The records of these rows, all of one kind, by id."""
        names = {record_id: name(record) for record_id, record in stored.items()}
        given = [
            (draft.place, draft.record.id if draft.has_id else None, name(draft.record)) for draft in drafts
        ]
        settled: dict[str, _R] = {}
        for draft, record_id in zip(drafts, self._ids(given, names), strict=True):
            self._id_of_place[draft.place] = record_id
            settled[record_id] = draft.record.model_copy(update={"id": record_id})
        return settled

    def settle_initiatives(self, drafts: Sequence[InitiativeDraft], titles: Mapping[str, str]) -> list[str]:
        """The ids of these rows; `titles` are those of the stored initiatives, by id."""
        return list(self._ids([(draft.place, draft.id, draft.title) for draft in drafts], titles))

    def _ids(self, rows: Sequence[tuple[str, str | None, str]], stored: Mapping[str, str]) -> Iterator[str]:
        place_of: dict[str, str] = {}
        taken = {record_id for _, record_id, _ in rows if record_id}
        for place, given, name in rows:
            record_id = given or _made_id(name, taken, stored)
            if record_id in place_of:
                hint = "give one of the two another id, or delete it"
                self._notes.problem(
                    place, "id", f"{record_id!r} is the id of row {place_of[record_id]} too", hint
                )
            elif given is None and record_id != slug(name):
                self._notes.warn(
                    place, "id", f"is blank; {record_id!r} was made, as {slug(name)!r} is another's"
                )
            place_of.setdefault(record_id, place)
            taken.add(record_id)
            yield record_id


def _made_id(name: str, taken: set[str], stored: Mapping[str, str]) -> str:
    """The slug of the name; with a number behind it where another record has that id already."""
    first = slug(name)
    record_id, number = first, 2
    while record_id in taken or fold(stored.get(record_id, name)) != fold(name):
        record_id, number = f"{first}-{number}", number + 1
    return record_id
