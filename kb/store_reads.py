"""Reading records: each method is one statement or a few, and gives frozen records, ordered by id."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, TypeVar

from sqlalchemy import ColumnElement, Connection, Result, Select, func, select

from kb.errors import NotFound
from kb.kinds import Kind
from kb.model import ActorType, Initiative, NeedStatus, OpenNeed, Organisation, Participation, Person, Theme
from kb.schema import (
    TABLES,
    change,
    initiative,
    initiative_theme,
    open_need,
    organisation,
    participation,
    person,
    theme,
)

_R = TypeVar("_R")
_Id = TypeVar("_Id", str, int)

_MOST_IDS = 500
"""Ids bound in one statement; older SQLite allows 999 parameters."""
_ACTORS: dict[ActorType, ColumnElement[str]] = {
    "organisation": participation.c.organisation_id,
    "person": participation.c.person_id,
}
"""Where a participation has the id of its actor."""


class StoreReads:
    """What can be asked of a store; how it connects is left to the subclasses."""

    def _connection(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def change_counter(self) -> int:
        """How many transactions have changed something since the store was made."""
        with self._connection() as connection:
            return int(connection.execute(select(change.c.counter)).scalar_one())

    def counts(self) -> dict[str, int]:
        """How many records there are of each kind, and under ``participation`` how many of those."""
        tables = {**TABLES, "participation": participation}
        with self._connection() as connection:
            return {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in tables.items()
            }

    def offering_count(self) -> int:
        """How many organisations state what they offer."""
        offering = select(func.count()).where(func.json_array_length(organisation.c.offers) > 0)
        with self._connection() as connection:
            return int(connection.execute(offering).scalar_one())

    def revision(self, kind: Kind, record_id: str) -> int:
        """How often the content of this record was written; 1 when it was added.

        Raises:
            NotFound: There is no such record.
        """
        table = TABLES[kind]
        with self._connection() as connection:
            found = connection.execute(select(table.c.revision).where(table.c.id == record_id)).scalar()
        if found is None:
            raise _not_found(kind, record_id)
        return int(found)

    def days_of_change(self, kind: Literal["initiative", "organisation"]) -> dict[str, str]:
        """Id → the day, ISO 8601, on which the record was last written with something new.

        Those of which it is not known are left out: organisations stored before schema 0003.
        """
        table = TABLES[kind]
        with self._connection() as connection:
            found = connection.execute(select(table.c.id, table.c.updated_at))
            return {record_id: day for record_id, day in found if day}

    def initiative(self, record_id: str) -> Initiative:
        """The initiative with this id; NotFound if there is none."""
        return _only(self.initiatives([record_id]), "initiative", record_id)

    def organisation(self, record_id: str) -> Organisation:
        """The organisation with this id; NotFound if there is none."""
        return _only(self.organisations([record_id]), "organisation", record_id)

    def person(self, record_id: str) -> Person:
        """The person with this id; NotFound if there is none."""
        return _only(self.people([record_id]), "person", record_id)

    def theme(self, record_id: str) -> Theme:
        """The theme with this id; NotFound if there is none."""
        return _only(self.themes([record_id]), "theme", record_id)

    def initiatives(self, ids: Iterable[str] | None = None) -> list[Initiative]:
        """All initiatives, or those of `ids` that exist, ordered by id."""
        with self._connection() as connection:
            rows = _rows(connection, select(initiative), initiative.c.id, ids)
            tagged = select(initiative_theme).order_by(initiative_theme.c.position)
            themes = defaultdict[str, list[str]](list)
            for row in _rows(connection, tagged, initiative_theme.c.initiative_id, ids):
                themes[row["initiative_id"]].append(row["theme_id"])
        found = [Initiative(**_content(row), themes=tuple(themes[row["id"]])) for row in rows]
        return sorted(found, key=lambda record: record.id)

    def organisations(self, ids: Iterable[str] | None = None) -> list[Organisation]:
        """All organisations, or those of `ids` that exist, ordered by id."""
        with self._connection() as connection:
            rows = _rows(connection, select(organisation), organisation.c.id, ids)
        return sorted((_organisation(row) for row in rows), key=lambda record: record.id)

    def people(self, ids: Iterable[str] | None = None) -> list[Person]:
        """All people, or those of `ids` that exist, ordered by id."""
        with self._connection() as connection:
            rows = _rows(connection, select(person), person.c.id, ids)
        return sorted((Person(**_content(row)) for row in rows), key=lambda record: record.id)

    def themes(self, ids: Iterable[str] | None = None) -> list[Theme]:
        """All themes, or those of `ids` that exist, ordered by id."""
        with self._connection() as connection:
            rows = _rows(connection, select(theme), theme.c.id, ids)
        return sorted((Theme(**_content(row)) for row in rows), key=lambda record: record.id)

    def initiative_ids_by_theme(self, theme_ids: Iterable[str] | None = None) -> dict[str, set[str]]:
        """Theme id → ids of the initiatives tagged with it, of all themes or of `theme_ids`.

        Themes without initiatives are left out.
        """
        found = defaultdict[str, set[str]](set)
        with self._connection() as connection:
            for row in _rows(connection, select(initiative_theme), initiative_theme.c.theme_id, theme_ids):
                found[row["theme_id"]].add(row["initiative_id"])
        return dict(found)

    def participations(
        self,
        *,
        initiative_ids: Iterable[str] | None = None,
        actor_ids: Iterable[str] | None = None,
        actor_type: ActorType | None = None,
    ) -> list[Participation]:
        """Who takes part in what: all, or what meets every condition that is given.

        Ordered by initiative, and within it as they were written down. An organisation and a person
        may have the same id: with `actor_ids`, give the `actor_type` too.
        """
        wanted = None if initiative_ids is None else set(initiative_ids)
        actors = None if actor_ids is None else set(actor_ids)
        rows: list[dict[str, Any]] = []
        with self._connection() as connection:
            if actors is None:
                found = select(participation)
                if actor_type:
                    found = found.where(_ACTORS[actor_type].is_not(None))
                rows = _rows(connection, found, participation.c.initiative_id, wanted)
            else:
                for column in [_ACTORS[actor_type]] if actor_type else _ACTORS.values():
                    rows += _rows(connection, select(participation), column, actors)
        kept = [row for row in rows if wanted is None or row["initiative_id"] in wanted]
        kept.sort(key=lambda row: (row["initiative_id"], row["position"], row["id"]))
        return [_participation(row) for row in kept]

    def open_needs(
        self,
        *,
        ids: Iterable[int] | None = None,
        status: NeedStatus | None = None,
        text: str | None = None,
    ) -> list[OpenNeed]:
        """Open needs, first recorded first: all, or what meets every condition that is given."""
        wanted = select(open_need)
        if status is not None:
            wanted = wanted.where(open_need.c.status == status.value)
        if text is not None:
            wanted = wanted.where(open_need.c.text == text)
        with self._connection() as connection:
            rows = _rows(connection, wanted, open_need.c.id, ids)
        return sorted((OpenNeed(**row) for row in rows), key=lambda need: need.id)

    def open_need_count(
        self, *, status: NeedStatus | None = None, recorded_at: datetime.datetime | None = None
    ) -> int:
        """How many open needs meet every condition that is given."""
        counted = select(func.count()).select_from(open_need)
        if status is not None:
            counted = counted.where(open_need.c.status == status.value)
        if recorded_at is not None:
            counted = counted.where(open_need.c.recorded_at == hour_text(recorded_at))
        with self._connection() as connection:
            return int(connection.execute(counted).scalar_one())


def hour_text(hour: datetime.datetime) -> str:
    """An hour as it is written in the store: ``2026-11-23T14:00Z``."""
    return f"{hour.astimezone(datetime.UTC):%Y-%m-%dT%H:%MZ}"


def _content(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "revision"}


def _organisation(row: dict[str, Any]) -> Organisation:
    content = _content(row)
    content.pop("updated_at")
    return Organisation(**content)


def _participation(row: dict[str, Any]) -> Participation:
    content = _content(row)
    content.pop("position")
    organisation_id, person_id = content.pop("organisation_id"), content.pop("person_id")
    return Participation(
        **content,
        actor_id=organisation_id or person_id,
        actor_type="organisation" if organisation_id else "person",
    )


def _rows(
    connection: Connection, statement: Select[Any], column: ColumnElement[_Id], ids: Iterable[_Id] | None
) -> list[dict[str, Any]]:
    """Rows of the statement by column, all or those whose `column` is among `ids`."""
    if ids is None:
        return _named(connection.execute(statement))
    rows: list[dict[str, Any]] = []
    for some in _batches(sorted(set(ids))):
        rows += _named(connection.execute(statement.where(column.in_(some))))
    return rows


def _named(result: Result[Any]) -> list[dict[str, Any]]:
    """The rows as plain dicts: SQLAlchemy's own mappings take several times as long to read."""
    names = tuple(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result]


def _batches(ids: Sequence[_Id]) -> Iterator[Sequence[_Id]]:
    for start in range(0, len(ids), _MOST_IDS):
        yield ids[start : start + _MOST_IDS]


def _only(found: list[_R], kind: str, record_id: str) -> _R:
    if not found:
        raise _not_found(kind, record_id)
    return found[0]


def _not_found(kind: str, record_id: str) -> NotFound:
    return NotFound(f"There is no {kind} with id {record_id!r}.")
