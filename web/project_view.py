"""The answer to a project as its page shows it: numbers for needs, names for ids, evidence beside needs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.answer import Band, RankedOrganisation
from kb.model import Initiative, Organisation
from kb.project.answer import NeedAnswer, ProjectAnswer
from kb.project.group_changes import GroupChanges
from web.wording import beginning

SHORT = 110
"""Characters of a need where its whole text stands elsewhere on the page."""


@dataclass(frozen=True, slots=True)
class NeedShown:
    """A need with all that the page says of it."""

    number: int
    answer: NeedAnswer
    organisations: tuple[RankedOrganisation, ...]
    """Those listed for it, and those that the table has for it as more than weak; best first."""
    short: str
    percent: int | None
    """How far into the description it stands; None where it was added by hand."""
    members: tuple[Organisation, ...]
    """Of the group, who meet it."""
    is_uncoverable: bool
    """Whether no organisation meets it at the strength that was wished for."""
    only_excluded: bool
    """Whether those that meet it were all left out by wish."""

    @property
    def ranks(self) -> frozenset[int]:
        """Ranks of the organisations that the page lists for it."""
        return frozenset(one.rank for one in self.organisations)

    @property
    def likely(self) -> tuple[RankedOrganisation, ...]:
        """The organisations that meet it more than weakly."""
        return tuple(one for one in self.organisations if one.band is not Band.WEAK)

    @property
    def weak(self) -> tuple[RankedOrganisation, ...]:
        """Those that meet it weakly at most."""
        return tuple(one for one in self.organisations if one.band is Band.WEAK)


@dataclass(frozen=True, slots=True)
class Covered:
    """A need that a member of the group meets, and what says so."""

    need: NeedShown
    ranked: RankedOrganisation | None


@dataclass(frozen=True, slots=True)
class MemberShown:
    """A member of the group."""

    organisation: Organisation
    covered: tuple[Covered, ...]
    is_included_by_wish: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """Who enters and who leaves, and which needs that changes."""

    entered: tuple[Organisation, ...]
    left: tuple[Organisation, ...]
    newly_covered: tuple[int, ...]
    """Numbers of needs."""
    no_longer_covered: tuple[int, ...]

    @property
    def is_none(self) -> bool:
        """Whether nothing differs."""
        return not (self.entered or self.left or self.newly_covered or self.no_longer_covered)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organisations and what they share, or which needs they meet."""

    one: Organisation
    other: Organisation
    shared: tuple[Initiative, ...] = ()
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole answer as the page shows it."""

    answer: ProjectAnswer
    needs: tuple[NeedShown, ...]
    members: tuple[MemberShown, ...]
    changes: Exchange | None
    alternatives: tuple[Exchange, ...]
    included: tuple[Organisation, ...]
    excluded: tuple[Organisation, ...]
    together: tuple[Pair, ...]
    never: tuple[Pair, ...]

    @property
    def met(self) -> tuple[NeedShown, ...]:
        """The needs that the group meets."""
        return tuple(need for need in self.needs if need.members)

    @property
    def uncoverable(self) -> tuple[NeedShown, ...]:
        """The needs that nobody meets."""
        return tuple(need for need in self.needs if need.is_uncoverable)

    @property
    def left_open(self) -> tuple[NeedShown, ...]:
        """The needs that somebody meets, but no member."""
        return tuple(need for need in self.needs if not need.members and not need.is_uncoverable)

    @property
    def is_none_allowed(self) -> bool:
        """Whether no organisation at all meets the conditions for all partners."""
        has_conditions = self.answer.conditions is not None and bool(self.answer.conditions.constraints)
        return has_conditions and not any(need.organisations for need in self.needs)


def shown(
    answer: ProjectAnswer, changes: GroupChanges | None, organisations: Mapping[str, Organisation]
) -> Shown:
    """What the page shows of `answer`.

    Args:
        answer: to the project.
        changes: since the group before; None where there was none.
        organisations: by id, those that the wishes or the changes name, where they are known.
    """
    by_id = {**organisations, **answer.organisations}
    needs = _needs(answer, by_id)
    numbers = {need.answer.id: need.number for need in needs}
    wishes = answer.project.wishes
    return Shown(
        answer=answer,
        needs=needs,
        members=_members(answer, needs, by_id),
        changes=None if changes is None else _exchange(changes, by_id, numbers),
        alternatives=tuple(_exchange(one.changes, by_id, numbers) for one in answer.group.alternatives),
        included=_known(wishes.include, by_id),
        excluded=_known(wishes.exclude, by_id),
        together=tuple(
            Pair(*both, shared=_initiatives(pair.initiative_ids, answer))
            for pair in answer.worked_together
            if (both := _both(pair.organisation_ids, by_id))
        ),
        never=tuple(
            Pair(*both, numbers=_numbers(pair.need_ids, numbers))
            for pair in answer.never_together
            if (both := _both(pair.organisation_ids, by_id))
        ),
    )


def _needs(answer: ProjectAnswer, by_id: Mapping[str, Organisation]) -> tuple[NeedShown, ...]:
    group = answer.group
    covering: dict[str, list[str]] = {}
    for member in group.members:
        for need_id in member.need_ids:
            covering.setdefault(need_id, []).append(member.organisation_id)
    return tuple(
        NeedShown(
            number=number,
            answer=need,
            organisations=_organisations(need, [row.cells[number - 1] for row in answer.matrix]),
            short=beginning(need.need.text, length=SHORT),
            percent=_percent(need.need.start, answer.project.description_length),
            members=_known(covering.get(need.id, ()), by_id),
            is_uncoverable=need.id in group.uncoverable,
            only_excluded=need.id in group.only_excluded,
        )
        for number, need in enumerate(answer.needs, start=1)
    )


def _organisations(
    need: NeedAnswer, cells: Iterable[RankedOrganisation | None]
) -> tuple[RankedOrganisation, ...]:
    listed = {one.rank: one for one in need.organisations}
    listed |= {one.rank: one for one in cells if one is not None and one.band is not Band.WEAK}
    return tuple(listed[rank] for rank in sorted(listed))


def _members(
    answer: ProjectAnswer, needs: Sequence[NeedShown], by_id: Mapping[str, Organisation]
) -> tuple[MemberShown, ...]:
    cells = {row.organisation.id: row.cells for row in answer.matrix}
    none: tuple[None, ...] = (None,) * len(needs)
    return tuple(
        MemberShown(
            organisation=by_id[member.organisation_id],
            covered=tuple(
                Covered(need, cell)
                for need, cell in zip(needs, cells.get(member.organisation_id, none), strict=True)
                if need.answer.id in member.need_ids
            ),
            is_included_by_wish=member.is_included_by_wish,
        )
        for member in answer.group.members
        if member.organisation_id in by_id
    )


def _exchange(
    changes: GroupChanges, by_id: Mapping[str, Organisation], numbers: Mapping[str, int]
) -> Exchange:
    return Exchange(
        entered=_known((member.organisation_id for member in changes.entered), by_id),
        left=_known((member.organisation_id for member in changes.left), by_id),
        newly_covered=_numbers(changes.newly_covered, numbers),
        no_longer_covered=_numbers(changes.no_longer_covered, numbers),
    )


def _percent(start: int | None, length: int | None) -> int | None:
    return None if start is None or not length else min(100, max(0, round(100 * start / length)))


def _known(ids: Iterable[str], by_id: Mapping[str, Organisation]) -> tuple[Organisation, ...]:
    return tuple(by_id[id_] for id_ in ids if id_ in by_id)


def _both(
    ids: tuple[str, str], by_id: Mapping[str, Organisation]
) -> tuple[Organisation, Organisation] | None:
    one, other = by_id.get(ids[0]), by_id.get(ids[1])
    return (one, other) if one and other else None


def _numbers(need_ids: Iterable[str], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(numbers[id_] for id_ in need_ids if id_ in numbers)


def _initiatives(ids: Collection[str], answer: ProjectAnswer) -> tuple[Initiative, ...]:
    return tuple(answer.initiatives[id_] for id_ in ids if id_ in answer.initiatives)
