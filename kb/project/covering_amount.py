"""How much can be covered, and by how few."""

from dataclasses import dataclass

from kb.project.covering_greedy import fewest_members, greedy_group, most_weight
from kb.project.covering_problem import CoveringProblem, Places
from kb.project.covering_reduction import widest
from kb.project.group_search import GroupSearch


@dataclass(frozen=True, slots=True)
class CoveringAmount:
    """A group that covers the most with the fewest members, as far as was found."""

    group: Places
    weight_bound: int
    """What no group covers more than; the weight of this one where it is proved."""
    count_bound: int
    """What no group that covers the most has fewer members than; the size of this one where it is proved."""
    is_proved: bool


def most_by_fewest(problem: CoveringProblem, *, step_limit: int) -> CoveringAmount:
    """The greedy group, made better until it is proved that nothing is, or until `step_limit` is reached."""
    greedy = group = greedy_group(problem)
    rows, total = widest(problem), int(problem.weights.sum())
    while True:
        weight = problem.covered_weight(group)
        is_all = weight == total
        search = GroupSearch(problem, rows, step_limit)
        better = next(
            # A group that leaves something open has all members it may have: one more would cover more.
            search.groups(member_count=len(group) - 1, weight=weight)
            if is_all
            else search.groups(member_count=problem.at_most, weight=weight + 1),
            None,
        )
        step_limit -= search.step_count
        if better is None:
            break
        group = better
    is_proved = search.is_complete
    return CoveringAmount(
        group=group,
        weight_bound=weight if is_proved or is_all else most_weight(problem, greedy),
        count_bound=len(group) if is_proved else min(problem.at_most, fewest_members(problem, greedy)),
        is_proved=is_proved,
    )
