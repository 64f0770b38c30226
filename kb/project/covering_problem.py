"""Needs, organisations and wishes as whole numbers, so that groups compare alike on every machine."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.project.cover import Cover
from kb.project.togetherness import WorkedTogether
from kb.project.wishes import Preference, Wishes

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Places = tuple[int, ...]
"""A group: places of its organisations in `CoveringProblem.organisation_ids`, ascending."""

THOUSAND = 1000
"""Scores are taken to three decimals; what differs by less is equal."""


@dataclass(frozen=True, slots=True, eq=False)
class CoveringProblem:
    """The needs that allowed organisations cover, and these and the included organisations."""

    need_ids: tuple[str, ...]
    organisation_ids: tuple[str, ...]
    """Those with most evidence for all needs first, then by id: this order decides between equal groups."""
    weights: Numbers
    """Of each need."""
    values: Numbers
    """Organisations × needs: weight × score in thousandths (1 or more); 0 where a need is not covered."""
    included: Places
    at_most: int
    """Most members, those included counted."""
    has_worked_with: Flags
    """Organisations × organisations, symmetric."""
    together: Preference | None
    least_quality: int = 0
    """Groups of a lesser quality than this are not looked for."""

    def best_values(self, group: Places) -> Numbers:
        """Of each need, the greatest value of a member; 0 where none covers it."""
        best: Numbers = self.values[list(group)].max(axis=0, initial=0)
        return best

    def covered_weight(self, group: Places) -> int:
        """Weight of the needs that the group covers."""
        return int(self.weights[self.best_values(group) > 0].sum())

    def pair_count(self, group: Places) -> int:
        """Pairs of members who have worked together."""
        return int(self.has_worked_with[np.ix_(group, group)].sum()) // 2

    def quality(self, group: Places) -> int:
        """Sum of the best values, the evidence in thousandths."""
        return int(self.best_values(group).sum())

    def standing(self, group: Places) -> tuple[int, int]:
        """How good a group is among those of one size that cover one weight; greater is better."""
        sign = {None: 0, "together": 1, "apart": -1}[self.together]
        return sign * self.pair_count(group), self.quality(group)

    def rank_key(self, group: Places) -> tuple[int, int, tuple[int, int], Places]:
        """Sorts the best group first; no two groups have the same."""
        pairs, quality = self.standing(group)
        return -self.covered_weight(group), len(group), (-pairs, -quality), group


def covering_problem(
    covers: Iterable[Cover],
    weights: Mapping[str, int],
    wishes: Wishes,
    pairs: Iterable[WorkedTogether] = (),
) -> CoveringProblem:
    """The problem that these covers, weights (need id → weight) and wishes pose.

    Raises:
        ValueError: A cover's need has no weight, or a weight is less than 1.
    """
    for need_id, weight in weights.items():
        if weight < 1:
            raise ValueError(f"need {need_id} has the weight {weight}; at least 1 is needed")
    scores = _scores(covers, weights, wishes)
    evidence = dict.fromkeys(wishes.include, 0)
    for (organisation_id, _), value in scores.items():
        evidence[organisation_id] = evidence.get(organisation_id, 0) + value
    organisation_ids = sorted(evidence, key=lambda one: (-evidence[one], one))
    need_ids = sorted({need_id for _, need_id in scores})
    place = {organisation_id: at for at, organisation_id in enumerate(organisation_ids)}
    need_place = {need_id: at for at, need_id in enumerate(need_ids)}
    values = np.zeros((len(place), len(need_place)), dtype=np.int64)
    for (organisation_id, need_id), value in scores.items():
        values[place[organisation_id], need_place[need_id]] = value
    return CoveringProblem(
        need_ids=tuple(need_ids),
        organisation_ids=tuple(organisation_ids),
        weights=np.array([weights[need_id] for need_id in need_ids], dtype=np.int64),
        values=values,
        included=tuple(sorted(place[organisation_id] for organisation_id in wishes.include)),
        # Each member but those included covers a need that no other does.
        at_most=min(len(wishes.include) + len(need_ids), wishes.at_most or len(place)),
        has_worked_with=_has_worked_with(place, pairs),
        together=wishes.together,
    )


def _scores(
    covers: Iterable[Cover], weights: Mapping[str, int], wishes: Wishes
) -> Mapping[tuple[str, str], int]:
    """Organisation and need → value, for the covers that the wishes allow."""
    scores: dict[tuple[str, str], int] = defaultdict(int)
    excluded = set(wishes.exclude)
    for cover in covers:
        if cover.need_id not in weights:
            raise ValueError(f"{cover.organisation_id} covers need {cover.need_id}, which has no weight")
        if cover.organisation_id not in excluded and cover.is_at_least(wishes.strength):
            value = weights[cover.need_id] * max(1, round(cover.score * THOUSAND))
            key = cover.organisation_id, cover.need_id
            scores[key] = max(scores[key], value)
    return scores


def _has_worked_with(place: Mapping[str, int], pairs: Iterable[WorkedTogether]) -> Flags:
    flags = np.zeros((len(place), len(place)), dtype=np.bool_)
    for pair in pairs:
        one, other = (place.get(organisation_id) for organisation_id in pair.organisation_ids)
        if one is not None and other is not None:
            flags[one, other] = flags[other, one] = True
    return flags
