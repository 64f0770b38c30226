"""Who has worked together, and which strong organisations never have."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice

from kb.answer import Band
from kb.model import Record
from kb.project.cover import Cover

Parts = Mapping[str, Sequence[str]]
"""Organisation id → itself, its parts and theirs, as `kb.question.parts.with_parts` gives them."""


class WorkedTogether(Record):
    """Two organisations that share initiatives."""

    organisation_ids: tuple[str, str]
    """Ascending."""
    initiative_ids: tuple[str, ...]
    """Ascending, at least one."""


class NeverTogether(Record):
    """Two organisations that answer different needs of a project and share no initiative."""

    organisation_ids: tuple[str, str]
    """Who answers its need better first."""
    need_ids: tuple[str, str]
    """What the first and the second answer."""
    score: float
    """The smaller of their two scores."""


def worked_together(
    organisation_ids: Iterable[str], taking_part: Iterable[tuple[str, str]], *, parts: Parts | None = None
) -> tuple[WorkedTogether, ...]:
    """The pairs among the organisations that share an initiative, most initiatives first, then by ids.

    A whole has done what its parts did; an organisation is not paired with its own whole, its own part or
    another part of its whole.

    Args:
        organisation_ids: the organisations.
        taking_part: ids of an organisation and an initiative it takes part in; others' rows are ignored.
        parts: which organisations are parts of which; None where none is.
    """
    given, families = set(organisation_ids), _Families(parts or {})
    members: dict[str, set[str]] = defaultdict(set)
    for organisation_id, initiative_id in taking_part:
        members[initiative_id].update(given & families.wholes(organisation_id))
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for initiative_id in sorted(members):
        for one, other in combinations(sorted(members[initiative_id]), 2):
            if not families.are_one(one, other):
                shared[one, other].append(initiative_id)
    return tuple(
        WorkedTogether(organisation_ids=pair, initiative_ids=tuple(shared[pair]))
        for pair in sorted(shared, key=lambda pair: (-len(shared[pair]), pair))
    )


def never_together(
    covers: Iterable[Cover],
    taking_part: Iterable[tuple[str, str]],
    *,
    at_most: int,
    strength: Band = Band.POSSIBLE,
    parts: Parts | None = None,
) -> tuple[NeverTogether, ...]:
    """The strongest pairs of organisations for different needs that never shared an initiative.

    By the smaller of their two scores; equal ones by the need and organisation that it belongs to, then
    by the larger score, then by the other's need and organisation. Each pair once, for the two needs that
    rank it highest. An organisation, its whole and all parts of that are one here: they know each other,
    and whoever worked with one of them knows them all.

    Args:
        covers: who answers which need.
        taking_part: ids of an organisation and an initiative it takes part in.
        at_most: the most pairs to return.
        strength: the weakest band of both.
        parts: which organisations are parts of which; None where none is.
    """
    families, done = _Families(parts or {}), defaultdict[str, set[str]](set)
    for organisation_id, initiative_id in taking_part:
        done[organisation_id].add(initiative_id)
    ranked = sorted(
        {cover for cover in covers if cover.is_at_least(strength)},
        key=lambda cover: (-cover.score, cover.need_id, cover.organisation_id),
    )
    by_family = {
        cover.organisation_id: frozenset[str]().union(
            *(done[one] for one in families.relatives(cover.organisation_id) if one in done)
        )
        for cover in ranked
    }

    def are_strangers(one: str, other: str) -> bool:
        return not families.are_one(one, other) and by_family[one].isdisjoint(by_family[other])

    pairs = (
        NeverTogether(
            organisation_ids=(better.organisation_id, lesser.organisation_id),
            need_ids=(better.need_id, lesser.need_id),
            score=lesser.score,
        )
        for better, lesser in _pairs_for_different_needs(ranked)
        if are_strangers(better.organisation_id, lesser.organisation_id)
    )
    return tuple(islice(pairs, at_most))


def _pairs_for_different_needs(ranked: Sequence[Cover]) -> Iterator[tuple[Cover, Cover]]:
    """Each pair of organisations once; `ranked` has the best first, and so the pairs have."""
    seen: set[frozenset[str]] = set()
    for place, lesser in enumerate(ranked):
        for better in ranked[:place]:
            pair = frozenset((better.organisation_id, lesser.organisation_id))
            if better.need_id != lesser.need_id and len(pair) == 2 and pair not in seen:
                seen.add(pair)
                yield better, lesser


class _Families:
    """Which organisations are one with which: a whole and all that is part of it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._wholes: dict[str, set[str]] = defaultdict(set)
        for whole in parts:
            for part in parts[whole]:
                self._wholes[part].add(whole)

    def wholes(self, organisation_id: str) -> set[str]:
        """The organisation and all that it is a part of."""
        return {organisation_id} | self._wholes.get(organisation_id, set())

    def relatives(self, organisation_id: str) -> set[str]:
        """The organisation and all that share a whole with it."""
        wholes = self.wholes(organisation_id)
        return wholes.union(*(self._parts.get(whole, ()) for whole in wholes))

    def are_one(self, one: str, other: str) -> bool:
        """Whether they share a whole, or one is the other's."""
        return not self.wholes(one).isdisjoint(self.wholes(other))
