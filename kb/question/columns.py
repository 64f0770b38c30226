"""The records as the filters read them: columns prepared once per change of the store, never changed."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kb.model import Initiative, Organisation, OrganisationKind, Participation, Role, Status
from kb.question.constraints import PeriodConstraint, PlaceConstraint
from kb.question.seats import is_there, seat_of
from kb.question.told_places import told_places
from kb.store import StoreReads

Mask = NDArray[np.bool_]
_KINDS = {kind: code for code, kind in enumerate(OrganisationKind)}
_ROLES = {role: code for code, role in enumerate(Role)}
_STATUSES = {status: code for code, status in enumerate(Status)}
_UNKNOWN_START = 0
_FOR_EVER = 9999_12_31


class TakingPart(NamedTuple):
    """An organisation in an initiative, in one of its roles there."""

    organisation_id: str
    initiative_id: str
    role: Role


class Columns:
    """Initiatives, and who takes part in them, where and how. Safe to share between threads.

    Masks are boolean arrays: of initiatives, in the order of `initiative_ids`; of rows, one for each
    organisation in each initiative; of people's rows.
    """

    def __init__(
        self,
        *,
        initiatives: Iterable[Initiative],
        organisations: Iterable[Organisation],
        participations: Iterable[Participation],
    ) -> None:
        known, actors, taking_part = list(initiatives), list(organisations), list(participations)
        self.initiative_ids = np.array([initiative.id for initiative in known], dtype=object)
        self.organisation_ids = np.array([organisation.id for organisation in actors], dtype=object)
        self.offering = np.array([bool(organisation.offers) for organisation in actors], dtype=np.bool_)
        """A mask of organisations that state what they offer."""
        self._place = {id_: place for place, id_ in enumerate(self.initiative_ids)}
        self.all_initiatives = frozenset(self._place)
        """The ids of all initiatives."""
        self._actor = {id_: place for place, id_ in enumerate(self.organisation_ids)}
        self._tagged = defaultdict[str, list[int]](list)
        for place, initiative in enumerate(known):
            for theme_id in initiative.themes:
                self._tagged[theme_id].append(place)
        self._statuses = np.array([_STATUSES[initiative.status] for initiative in known], dtype=np.int8)
        self._dates = _dates(known)
        self._seats = [seat_of(organisation) for organisation in actors]
        self._known_seats: dict[str, Mask] = {}
        self._told = told_places(known)
        self._add_rows(taking_part, actors)

    @classmethod
    def of(cls, store: StoreReads) -> "Columns":
        """The columns of everything in `store`."""
        return cls(
            initiatives=store.initiatives(),
            organisations=store.organisations(),
            participations=store.participations(),
        )

    def no_initiative(self) -> Mask:
        """A mask of initiatives with none set."""
        return np.zeros(len(self.initiative_ids), dtype=np.bool_)

    def no_organisation(self) -> Mask:
        """A mask of organisations with none set."""
        return np.zeros(len(self.organisation_ids), dtype=np.bool_)

    def every_row(self) -> Mask:
        """A mask of rows with all set."""
        return np.ones(len(self._row_actor), dtype=np.bool_)

    def of_kinds(self, kinds: Collection[OrganisationKind]) -> Mask:
        """Rows of organisations of any of these kinds."""
        return np.isin(self._kind_of_actor[self._row_actor], [_KINDS[kind] for kind in kinds])

    def with_roles(self, roles: Collection[Role]) -> Mask:
        """Rows with any of these roles."""
        return np.isin(self._row_role, [_ROLES[role] for role in roles])

    def seated(self, constraint: PlaceConstraint) -> Mask:
        """Rows of organisations whose record puts them where `constraint` says."""
        return self._is_seated(constraint)[self._row_actor]

    def organisations_of_kinds(self, kinds: Collection[OrganisationKind]) -> Mask:
        """Organisations of any of these kinds."""
        return np.isin(self._kind_of_actor, [_KINDS[kind] for kind in kinds])

    def organisations_seated(self, constraint: PlaceConstraint) -> Mask:
        """Organisations whose record puts them where `constraint` says."""
        return self._is_seated(constraint)

    def of_organisations(self, ids: Iterable[str]) -> Mask:
        """Rows of these organisations."""
        wanted = self.no_organisation()
        wanted[[self._actor[id_] for id_ in ids if id_ in self._actor]] = True
        return wanted[self._row_actor]

    def of_people(self, ids: Collection[str], roles: Collection[Role] | None) -> Mask:
        """Initiatives these people take part in, with any of `roles` where given."""
        found = self.no_initiative()
        for person_id in ids:
            for place, role in self._of_person.get(person_id, ()):
                found[place] |= roles is None or role in roles
        return found

    def with_ids(self, ids: Iterable[str]) -> Mask:
        """These initiatives, where they exist."""
        found = self.no_initiative()
        found[[self._place[id_] for id_ in ids if id_ in self._place]] = True
        return found

    def holds(self, initiatives: Mask, initiative_id: str) -> bool:
        """Whether this initiative is one of `initiatives`."""
        place = self._place.get(initiative_id)
        return place is not None and bool(initiatives[place])

    def initiatives_of(self, rows: Mask) -> Mask:
        """Initiatives with any of these rows."""
        found = self.no_initiative()
        found[self._row_initiative[rows]] = True
        return found

    def organisations_of(self, rows: Mask) -> Mask:
        """Organisations with any of these rows."""
        found = self.no_organisation()
        found[self._row_actor[rows]] = True
        return found

    def taking_part(self, initiative_ids: Iterable[str]) -> Iterator[TakingPart]:
        """Every organisation in each of these initiatives, once for each of its roles."""
        for initiative_id in initiative_ids:
            yield from self._taking_part.get(initiative_id, ())

    def initiative_count(self, organisation_id: str) -> int:
        """How many initiatives this organisation takes part in."""
        return self._initiative_counts[organisation_id]

    def rows_of(self, initiatives: Mask) -> Mask:
        """Rows of these initiatives."""
        return initiatives[self._row_initiative]

    def themed(self, theme_ids: Collection[str]) -> Mask:
        """Initiatives tagged with any of these themes."""
        found = self.no_initiative()
        for theme_id in theme_ids:
            found[self._tagged.get(theme_id, [])] = True
        return found

    def with_statuses(self, statuses: Collection[Status]) -> Mask:
        """Initiatives that stand so."""
        return np.isin(self._statuses, [_STATUSES[status] for status in statuses])

    def told(self, constraint: PlaceConstraint) -> Mask:
        """Initiatives whose title or description names a town, province or area of `constraint`."""
        parts = [part for place in constraint.places for part in (place, *place.members)]
        named = [self._told.get((place.scope, place.name), set()) for place in parts]
        return self.with_ids(set[str]().union(*named))

    def dated(self, initiatives: Mask) -> Mask:
        """Those of `initiatives` whose start is known."""
        has_start: Mask = self._dates["start_first"] != _UNKNOWN_START
        return np.logical_and(initiatives, has_start)

    def within(self, period: PeriodConstraint) -> Mask:
        """Initiatives whose dates, as far as they are known, allow that they meet `period`.

        Without a start, an initiative is not excluded. One that has ended, nobody wrote when, is taken
        to have lasted until the end of the year it started in; one that has not, to last still.
        """
        dates = self._dates
        match period.of:
            case "end":
                first, last = dates["end_first"], dates["end_last"]
            case "start":
                first, last = dates["start_first"], dates["start_last"]
            case _:
                first, last = dates["start_first"], dates["active_last"]
        met: Mask = np.ones(len(first), dtype=np.bool_)
        if period.last is not None:
            met &= first <= _number(period.last)
        if period.first is not None:
            met &= last >= _number(period.first)
        if period.of == "end":
            met &= first != _UNKNOWN_START
            return met
        met |= dates["start_first"] == _UNKNOWN_START
        return met

    def _is_seated(self, constraint: PlaceConstraint) -> Mask:
        key = constraint.model_dump_json(exclude={"start", "end", "is_certain"})
        found = self._known_seats.get(key)
        if found is None:
            found = np.array([is_there(seat, constraint) for seat in self._seats], dtype=np.bool_)
            self._known_seats[key] = found
        return found

    def _add_rows(self, participations: Sequence[Participation], actors: Sequence[Organisation]) -> None:
        self._kind_of_actor = np.array([_KINDS[actor.kind] for actor in actors], dtype=np.int8)
        found = [
            TakingPart(p.actor_id, p.initiative_id, p.role)
            for p in participations
            if p.actor_type == "organisation" and p.actor_id in self._actor and p.initiative_id in self._place
        ]
        self._taking_part: dict[str, list[TakingPart]] = {}
        for one in found:
            self._taking_part.setdefault(one.initiative_id, []).append(one)
        self._initiative_counts = Counter(
            organisation_id for organisation_id, _ in {one[:2] for one in found}
        )
        rows = [(self._place[i], self._actor[o], _ROLES[role]) for o, i, role in found]
        table = np.array(rows, dtype=np.int64).reshape(-1, 3)
        self._row_initiative, self._row_actor, self._row_role = table.T
        self._of_person: dict[str, list[tuple[int, Role]]] = {}
        for p in participations:
            if p.actor_type == "person" and p.initiative_id in self._place:
                self._of_person.setdefault(p.actor_id, []).append((self._place[p.initiative_id], p.role))


def _dates(initiatives: Sequence[Initiative]) -> dict[str, NDArray[np.int64]]:
    """First and last day each date may mean, as numbers (20200315); 0 where it is unknown."""
    starts = [(_first(i.start), _last(i.start)) for i in initiatives]
    ends = [(_first(i.end), _last(i.end)) for i in initiatives]
    active = [_last_active(i) for i in initiatives]
    columns = [
        [a for a, _ in starts],
        [b for _, b in starts],
        [a for a, _ in ends],
        [b for _, b in ends],
        active,
    ]
    names = ("start_first", "start_last", "end_first", "end_last", "active_last")
    return {name: np.array(column, dtype=np.int64) for name, column in zip(names, columns, strict=True)}


def _last_active(initiative: Initiative) -> int:
    if initiative.end is not None:
        return _last(initiative.end)
    has_ended = initiative.status in (Status.COMPLETED, Status.STOPPED)
    return _last(initiative.start[:4]) if has_ended and initiative.start else _FOR_EVER


def _first(date: str | None) -> int:
    return _number(date + "-01-01"[len(date) - 4 :]) if date else _UNKNOWN_START


def _last(date: str | None) -> int:
    # The 31st stands for the end of any month: only the order matters.
    return _number(date + ("" if len(date) == 10 else "-12-31"[len(date) - 4 :])) if date else _UNKNOWN_START


def _number(day: str) -> int:
    return int(day[:10].replace("-", ""))
