"""Which of the groups that cover as much with as few are the best."""

from dataclasses import dataclass, replace

from kb.project.covering_greedy import improved, neighbours
from kb.project.covering_problem import CoveringProblem, Places
from kb.project.covering_reduction import seldom_surpassed
from kb.project.group_search import GroupSearch

EVIDENCE_KEPT = 90
"""Per cent of the best group's evidence that a preference for together or apart has to leave."""
_ANY = (-(10**9), 0)


@dataclass(frozen=True, slots=True)
class CoveringChoice:
    """The best groups found."""

    groups: tuple[Places, ...]
    """Best first, at least one; all cover the weight of the first with as many members."""
    is_proved: bool
    """Whether no others are better."""


def choose(problem: CoveringProblem, start: Places, *, group_count: int, step_limit: int) -> CoveringChoice:
    """The best `group_count` groups, or all there are, of those that cover what `start` covers.

    With a preference for together or apart: those that have `EVIDENCE_KEPT` of the most evidence, and of
    these the ones that suit the preference best.
    """
    if problem.together is None:
        return _best(problem, start, group_count, step_limit)
    indifferent = _best(replace(problem, together=None), start, 1, step_limit // 2)
    most = problem.quality(indifferent.groups[0])
    kept = replace(problem, least_quality=-(-most * EVIDENCE_KEPT // 100))
    choice = _best(kept, indifferent.groups[0], group_count, step_limit - step_limit // 2)
    return CoveringChoice(choice.groups, choice.is_proved and indifferent.is_proved)


def _best(problem: CoveringProblem, start: Places, group_count: int, step_limit: int) -> CoveringChoice:
    """The best groups of the least quality, `start` being one of them."""
    start = improved(problem, start)
    weight = problem.covered_weight(start)
    best = sorted({start, *neighbours(problem, start)}, key=problem.rank_key)[:group_count]
    search = GroupSearch(problem, seldom_surpassed(problem, group_count=group_count), step_limit, _ANY)
    for group in search.groups(member_count=len(start), weight=weight):
        if len(best) == group_count:
            search.floor = problem.standing(best[-1])
        if group not in best and problem.quality(group) >= problem.least_quality:
            best = sorted([*best, group], key=problem.rank_key)[:group_count]
    first = problem.rank_key(best[0])[:2]
    return CoveringChoice(
        groups=tuple(group for group in best if problem.rank_key(group)[:2] == first),
        is_proved=search.is_complete,
    )
