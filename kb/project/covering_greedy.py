"""A good group at once: always the organisation that adds most, then exchanges while they help.

Its covered weight is at least 1 − 1/e of the most that as many could cover beyond those included
(Nemhauser, Wolsey, Fisher, "An analysis of approximations for maximizing submodular set functions",
Mathematical Programming 14, 1978). Where all is covered, the members added are at most H(d) times the
fewest that would do, H(d) = 1 + 1/2 + … + 1/d, d being the greatest weight that one adds (Chvátal, "A greedy
heuristic for the set-covering problem", Mathematics of Operations Research 4, 1979, for weights of 1; Wolsey,
"An analysis of the greedy algorithm for the submodular set covering problem", Combinatorica 2, 1982).
"""

import math
from collections.abc import Iterator

import numpy as np

from kb.project.covering_problem import CoveringProblem, Numbers, Places
from kb.project.covering_reduction import useful


def greedy_group(problem: CoveringProblem) -> Places:
    """Those included and the organisations that add most, one by one; equal ones as `_most_helpful` says."""
    rows, chosen = useful(problem), problem.included
    while True:
        row = _most_helpful(problem, rows, chosen) if len(chosen) < problem.at_most else None
        if row is not None:
            chosen = tuple(sorted((*chosen, row)))
        elif chosen == (needed := _without_superfluous(problem, chosen)):
            return chosen
        else:
            chosen = needed


def improved(problem: CoveringProblem, group: Places) -> Places:
    """The group after exchanging one member at a time for another as long as that makes it better."""
    while True:
        best = min(neighbours(problem, group), key=problem.rank_key, default=group)
        if problem.rank_key(best) >= problem.rank_key(group):
            return group
        group = best


def neighbours(problem: CoveringProblem, group: Places) -> Iterator[Places]:
    """The groups with one member exchanged that cover as much or more and have the least quality."""
    rows = np.setdiff1d(useful(problem), group)
    weight = problem.covered_weight(group)
    for member in sorted(set(group).difference(problem.included)):
        rest = tuple(place for place in group if place != member)
        best = np.maximum(problem.values[rows], problem.best_values(rest))
        is_enough = ((best > 0) @ problem.weights >= weight) & (best.sum(axis=1) >= problem.least_quality)
        for row in rows[is_enough]:
            yield tuple(sorted((*rest, int(row))))


def most_weight(problem: CoveringProblem, greedy: Places) -> int:
    """What no group of allowed size covers more than, as `greedy`, the greedy group, proves."""
    free = problem.covered_weight(problem.included)
    added = problem.covered_weight(greedy) - free
    by_ratio = free + math.floor(added / (1 - 1 / math.e))
    gains = np.sort(_gains(problem, useful(problem), problem.included))[::-1]
    by_gains = free + int(gains[: problem.at_most - len(problem.included)].sum())
    return min(by_ratio, by_gains, int(problem.weights.sum()))


def fewest_members(problem: CoveringProblem, greedy: Places) -> int:
    """What no group that covers all has fewer members than, as `greedy`, the greedy group, proves."""
    missing = int(problem.weights.sum()) - problem.covered_weight(problem.included)
    if not missing:
        return len(problem.included)
    gains = np.sort(_gains(problem, useful(problem), problem.included))[::-1]
    by_gains = int(np.searchsorted(np.cumsum(gains), missing)) + 1
    by_ratio = 0
    if problem.covered_weight(greedy) == problem.weights.sum():
        harmonic = sum(1 / count for count in range(1, int(gains[0]) + 1))
        by_ratio = math.ceil((len(greedy) - len(problem.included)) / harmonic - 1e-9)
    return len(problem.included) + max(by_gains, by_ratio)


def _gains(problem: CoveringProblem, rows: Numbers, group: Places) -> Numbers:
    """The weight that each of `rows` adds to what the group covers."""
    open_weights = np.where(problem.best_values(group) > 0, 0, problem.weights)
    gains: Numbers = np.matmul(problem.values[rows] > 0, open_weights)
    return gains


def _most_helpful(problem: CoveringProblem, rows: Numbers, group: Places) -> int | None:
    """Who adds most weight, of these who makes the better group; None where nobody adds any."""
    gains = _gains(problem, rows, group)
    if not gains.any():
        return None
    most = (int(row) for row in rows[gains == gains.max()])
    return min(most, key=lambda row: problem.rank_key(tuple(sorted((*group, row)))))


def _without_superfluous(problem: CoveringProblem, group: Places) -> Places:
    """The group without members who cover only what others cover, those with least evidence first."""
    weight = problem.covered_weight(group)
    for member in sorted(set(group).difference(problem.included), reverse=True):
        rest = tuple(place for place in group if place != member)
        if problem.covered_weight(rest) == weight:
            group = rest
    return group
