"""All groups that cover enough, one by one, leaving out early what cannot become one."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from kb.project.covering_problem import CoveringProblem, Flags, Numbers, Places

_ROUNDING = 1e-9


@dataclass(slots=True, eq=False)
class GroupSearch:
    """A search by branch and bound, which ends after so many steps: after a time it would not end alike."""

    problem: CoveringProblem
    rows: Numbers
    """Places of the organisations that may be added to those included."""
    step_limit: int
    floor: tuple[int, int] | None = None
    """The least standing of the groups looked for, which may be raised meanwhile; None for any."""
    step_count: int = field(default=0, init=False)

    @property
    def is_complete(self) -> bool:
        """Whether no group was missed; only once the search has ended."""
        return self.step_count <= self.step_limit

    def groups(self, *, member_count: int, weight: int) -> Iterator[Places]:
        """Groups of at most `member_count` that cover at least `weight`; each member added covers more."""
        problem = self.problem
        best = problem.best_values(problem.included)
        room = member_count - len(problem.included)
        if room >= 0:
            yield from self._extend(problem.included, self.rows, best, room, weight)

    def _extend(
        self, group: Places, rows: Numbers, best: Numbers, room: int, weight: int
    ) -> Iterator[Places]:
        self.step_count += 1
        if not self.is_complete:
            return
        weights = np.where(best > 0, 0, self.problem.weights)
        missing = weight - int(self.problem.weights.sum() - weights.sum())
        if missing <= 0:
            yield tuple(sorted(group))
            return
        values = self.problem.values[rows]
        covers = values > 0
        gains: Numbers = np.matmul(covers, weights)
        slack = int(weights[covers.any(axis=0)].sum()) - missing
        if (
            slack < 0
            or _greatest(gains, room) < missing
            or (not slack and _least_count(covers, weights) > room)
        ):
            return
        added = np.maximum(values - best, 0).sum(axis=1)
        if self.floor is not None and not self._may_reach(self.floor, group, rows, best, added, room):
            return
        branches = np.flatnonzero(_branches(covers, weights, slack) & (gains > 0))
        first = gains if self.floor is None else added
        remaining = np.ones(len(rows), dtype=np.bool_)
        for at in branches[np.argsort(-first[branches], kind="stable")]:
            # Groups with this organisation now, groups without it later: none is met twice.
            remaining[at] = False
            best_with = np.maximum(best, values[at])
            yield from self._extend((*group, int(rows[at])), rows[remaining], best_with, room - 1, weight)

    def _may_reach(
        self, floor: tuple[int, int], group: Places, rows: Numbers, best: Numbers, added: Numbers, room: int
    ) -> bool:
        """Whether a group completed from `rows`, each of which adds so much, could have such a standing."""
        each_best = self.problem.values[rows].max(axis=0, initial=0)
        quality = min(int(np.maximum(each_best, best).sum()), int(best.sum()) + _greatest(added, room))
        return (
            quality >= self.problem.least_quality and (self._most_pairs(group, rows, room), quality) >= floor
        )

    def _most_pairs(self, group: Places, rows: Numbers, room: int) -> int:
        """What the first part of the standing of a group completed from `rows` can be at most."""
        problem = self.problem
        if problem.together is None:
            return 0
        pairs = problem.pair_count(group)
        with_group = problem.has_worked_with[rows][:, list(group)].sum(axis=1)
        if problem.together == "apart":
            return _greatest(-with_group, room) - pairs
        with_each_other = problem.has_worked_with[rows][:, rows].sum(axis=1)
        return pairs + _greatest(2 * with_group + np.minimum(with_each_other, room - 1), room) // 2


def _greatest(numbers: Numbers, count: int) -> int:
    """Sum of the greatest `count` of them."""
    if count <= 0:
        return 0
    if count < len(numbers):
        numbers = np.partition(numbers, len(numbers) - count)[-count:]
    return int(numbers.sum())


def _least_count(covers: Flags, weights: Numbers) -> int:
    """What fewer organisations cannot cover all needs with a weight than; needs that nobody covers left out.

    Each need asks whoever covers it for its share of the most needs that one of those covers. Nobody is
    asked for more than 1, so as many are needed as the shares sum up to: a dual solution of the problem.
    """
    asked = covers[:, (weights > 0) & covers.any(axis=0)]
    most = (asked * asked.sum(axis=1)[:, np.newaxis]).max(axis=0, initial=1)
    return int(np.ceil((1 / most).sum() - _ROUNDING))


def _branches(covers: Flags, weights: Numbers, slack: int) -> Flags:
    """Those of whom every group has one: who covers the indispensable need that fewest cover, else all."""
    counts = covers.sum(axis=0)
    indispensable = np.flatnonzero((weights > slack) & (counts > 0))
    if not indispensable.size:
        return np.ones(len(covers), dtype=np.bool_)
    column: Flags = covers[:, indispensable[counts[indispensable].argmin()]]
    return column
