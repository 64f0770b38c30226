"""Writing records, inside one transaction; only what differs from the stored content is written."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, literal_column, select, update

from kb.errors import NotFound
from kb.kinds import Kind
from kb.model import Initiative, NeedStatus, OpenNeed, Organisation, Participation, Person, Theme
from kb.schema import TABLES, change, initiative, initiative_theme, metadata, open_need, participation
from kb.store_reads import StoreReads, hour_text

Stored = Initiative | Organisation | Person | Theme
_R = TypeVar("_R", Initiative, Organisation, Person, Theme)
_KIND_OF: dict[type[Any], Kind] = {
    Initiative: "initiative",
    Organisation: "organisation",
    Person: "person",
    Theme: "theme",
}


class Change(StrEnum):
    """What writing a record came to."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class StoreWriting(StoreReads):
    """An open transaction: what it reads includes what it wrote."""

    def __init__(self, connection: Connection, today: Callable[[], str]) -> None:
        self._open_connection = connection
        self._today = today
        self._dated: set[str] = set()
        """Initiatives whose day and revision this transaction already set."""
        self.has_changed = False
        """Whether anything was written so far."""
        self.is_abandoned = False

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        yield self._open_connection

    def abandon(self) -> None:
        """Undo everything when the block ends, as if it had never run (for a trial)."""
        self.is_abandoned = True

    def put(self, record: Stored | Participation) -> Change:
        """Add the record, or replace the one with its id; tells what that came to.

        A participation without an id is added at the end of its initiative's participants.
        """
        if isinstance(record, Participation):
            return self._put_participation(record)
        return self._put_all([record])[record.id]

    def put_all(self, records: Sequence[_R]) -> dict[str, Change]:
        """Write records of one kind, with different ids; tells for each id what that came to.

        A new initiative keeps the day of change it comes with; a changed one gets today's.
        """
        return self._put_all(records) if records else {}

    def _put_all(self, records: Sequence[Stored]) -> dict[str, Change]:
        kind = _KIND_OF[type(records[0])]
        stored = {record.id: record for record in self._stored(kind, [record.id for record in records])}
        changes = {record.id: _compared(stored.get(record.id), record) for record in records}
        for wanted in (Change.ADDED, Change.CHANGED):
            self._write(kind, [record for record in records if changes[record.id] is wanted], wanted)
        return changes

    def replace_participations(self, by_initiative: Mapping[str, Sequence[Participation]]) -> set[str]:
        """Make these the participants of each initiative, in this order; tells which initiatives changed.

        A participation that says the same as a stored one keeps that one's id.
        """
        stored = defaultdict[str, list[Participation]](list)
        for record in self.participations(initiative_ids=by_initiative):
            stored[record.initiative_id].append(record)
        changed = {
            initiative_id
            for initiative_id, wanted in by_initiative.items()
            if [_said(record) for record in wanted] != [_said(record) for record in stored[initiative_id]]
        }
        for initiative_id in sorted(changed):
            self._replace(by_initiative[initiative_id], stored[initiative_id])
        self._date(changed)
        return changed

    def remove(self, kind: Kind, record_id: str) -> None:
        """Delete a record, and with an initiative or a person also their participations.

        Raises:
            NotFound: There is no such record.
        """
        table = TABLES[kind]
        touched = set()
        if kind == "person":
            touched = {record.initiative_id for record in self.participations(actor_ids=[record_id])}
        if self._open_connection.execute(delete(table).where(table.c.id == record_id)).rowcount == 0:
            raise NotFound(f"There is no {kind} with id {record_id!r}.")
        self.has_changed = True
        self._date(touched)

    def add_open_need(self, text: str, *, language: str, recorded_at: datetime.datetime) -> OpenNeed:
        """Keep the need as an open one; returns it with the id it was given.

        Like all that is done to open needs it leaves the change counter alone: they are not searched.
        """
        added = insert(open_need).values(
            text=text, language=language, recorded_at=hour_text(recorded_at), status=NeedStatus.OPEN.value
        )
        need_id = self._open_connection.execute(added.returning(open_need.c.id)).scalar_one()
        return OpenNeed(
            id=need_id, text=text, language=language, recorded_at=recorded_at, status=NeedStatus.OPEN
        )

    def set_need_status(self, need_id: int, status: NeedStatus) -> None:
        """Close the open need with this id, or open it again."""
        chosen = update(open_need).where(open_need.c.id == need_id)
        self._open_connection.execute(chosen.values(status=status.value))

    def remove_open_need(self, need_id: int) -> None:
        """Delete the open need with this id; its id is not given again.

        The log beside the file holds its text until `Store.empty_log`.
        """
        self._open_connection.execute(delete(open_need).where(open_need.c.id == need_id))

    def count_the_change(self) -> None:
        """Raise the change counter, if anything was written; the store calls this before it commits."""
        if self.has_changed:
            self._open_connection.execute(update(change).values(counter=change.c.counter + 1))

    def _stored(self, kind: Kind, ids: Iterable[str]) -> Sequence[Stored]:
        if kind == "initiative":
            return self.initiatives(ids)
        if kind == "organisation":
            return self.organisations(ids)
        return self.people(ids) if kind == "person" else self.themes(ids)

    def _write(self, kind: Kind, records: Sequence[Stored], wanted: Change) -> None:
        if not records:
            return
        table = TABLES[kind]
        rows = [self._row(record, wanted) for record in records]
        if wanted is Change.ADDED:
            self._open_connection.execute(insert(table), [{**row, "revision": 1} for row in rows])
        else:
            row_id: BindParameter[str] = bindparam("row_id")
            columns: dict[str, BindParameter[Any]] = {
                name: bindparam(f"new_{name}") for name in rows[0] if name != "id"
            }
            self._open_connection.execute(
                update(table).where(table.c.id == row_id).values(**columns, revision=table.c.revision + 1),
                [
                    {"row_id": row.pop("id"), **{f"new_{n}": value for n, value in row.items()}}
                    for row in rows
                ],
            )
        if kind == "initiative":
            self._tag([record for record in records if isinstance(record, Initiative)])
            self._dated.update(record.id for record in records)
        self.has_changed = True

    def _row(self, record: Stored, wanted: Change) -> dict[str, Any]:
        row = record.model_dump(mode="json", exclude={"themes"})
        if isinstance(record, Organisation) or (
            isinstance(record, Initiative) and (wanted is Change.CHANGED or record.updated_at is None)
        ):
            row["updated_at"] = self._today()
        return row

    def _tag(self, records: Sequence[Initiative]) -> None:
        ids = [{"of_initiative": record.id} for record in records]
        tagged = initiative_theme.c.initiative_id == bindparam("of_initiative")
        self._open_connection.execute(delete(initiative_theme).where(tagged), ids)
        rows = [
            {"initiative_id": record.id, "theme_id": theme_id, "position": position}
            for record in records
            for position, theme_id in enumerate(dict.fromkeys(record.themes))
        ]
        if rows:
            self._open_connection.execute(insert(initiative_theme), rows)

    def _put_participation(self, record: Participation) -> Change:
        present = self.participations(initiative_ids=[record.initiative_id])
        others = [other for other in present if record.id is None or other.id != record.id]
        if record.id is None:
            self.replace_participations({record.initiative_id: [*present, record]})
            return Change.ADDED
        if len(others) == len(present):
            raise NotFound(f"{record.initiative_id!r} has no participation with id {record.id}.")
        if record in present:
            return Change.UNCHANGED
        row = {**_participation_row(record), "revision": participation.c.revision + 1}
        self._open_connection.execute(
            update(participation).where(participation.c.id == record.id).values(**row)
        )
        self._date({record.initiative_id})
        return Change.CHANGED

    def _replace(self, wanted: Sequence[Participation], stored: Sequence[Participation]) -> None:
        ids = defaultdict[Participation, list[int]](list)
        for record in reversed(stored):
            ids[_said(record)].append(record.id or 0)
        new = []
        for position, record in enumerate(wanted):
            known = ids[_said(record)]
            if known:
                place = update(participation).where(participation.c.id == known.pop())
                self._open_connection.execute(place.values(position=position))
            else:
                new.append({**_participation_row(record), "position": position, "revision": 1})
        gone = [{"gone": row_id} for left in ids.values() for row_id in left]
        if gone:
            self._open_connection.execute(
                delete(participation).where(participation.c.id == bindparam("gone")), gone
            )
        if new:
            self._open_connection.execute(insert(participation), new)

    def _date(self, initiative_ids: set[str]) -> None:
        """Whoever joins or leaves an initiative changes it: its revision and its day say so."""
        if initiative_ids:
            self.has_changed = True
        for initiative_id in sorted(initiative_ids - self._dated):
            self._open_connection.execute(
                update(initiative)
                .where(initiative.c.id == initiative_id)
                .values(updated_at=self._today(), revision=initiative.c.revision + 1)
            )
            self._dated.add(initiative_id)


def missing_references(connection: Connection) -> list[str]:
    """What refers to records that do not exist: ``initiative_theme 'x' → theme``; at most five."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    found = []
    for name, rowid, parent, _ in broken[:5]:
        table = metadata.tables[name]
        keys = {"id", "initiative_id", "theme_id", "organisation_id", "person_id", "parent_id", "broader_id"}
        columns = [column for column in table.columns if column.name in keys]
        row = connection.execute(select(*columns).where(literal_column("rowid") == rowid)).mappings().one()
        said = ", ".join(f"{key} {value!r}" for key, value in row.items() if value is not None)
        found.append(f"the {name} with {said} names a {parent} that does not exist")
    return found


def _compared(stored: Stored | None, record: Stored) -> Change:
    if stored is None:
        return Change.ADDED
    if isinstance(record, Initiative):
        themes = tuple(dict.fromkeys(record.themes))
        record = record.model_copy(
            update={"updated_at": getattr(stored, "updated_at", None), "themes": themes}
        )
    return Change.UNCHANGED if stored == record else Change.CHANGED


def _said(record: Participation) -> Participation:
    return record.model_copy(update={"id": None})


def _participation_row(record: Participation) -> dict[str, Any]:
    row = record.model_dump(mode="json", exclude={"id", "actor_id", "actor_type"})
    of_person = record.actor_type == "person"
    return {
        **row,
        "organisation_id": None if of_person else record.actor_id,
        "person_id": record.actor_id if of_person else None,
    }
