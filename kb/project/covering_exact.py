"""The best groups for a covering problem, with a proof that none is better unless the search was cut short."""

from dataclasses import dataclass

from kb.project.covering_problem import CoveringProblem, Places

COVERING_STEPS = 3_000
"""Steps to find out how much can be covered by how many; measured in docs/decisions/0010-smallest-group.md."""
CHOOSING_STEPS = 1_000
"""Steps to find the best of the groups that do."""
EVIDENCE_KEPT = 90
"""Per cent of the best group's evidence that a preference for together or apart must leave."""
_ANY = (-(10**9), 0)


@dataclass(frozen=True, slots=True)
class BestGroups:
    """The best group and the next ones that cover as much with as few."""

    groups: tuple[Places, ...]
    is_exact: bool
    weight_bound: int
    count_bound: int


@dataclass(frozen=True, slots=True)
class _Coverage:
    """A group that covers the most with the fewest, as far as was found."""

    group: Places
    weight_bound: int
    count_bound: int
    is_proved: bool


def best_groups(
    problem: CoveringProblem,
    *,
    group_count: int,
    covering_steps: int = COVERING_STEPS,
    choosing_steps: int = CHOOSING_STEPS,
) -> BestGroups:
    """At most `group_count` groups, best first, all of the size and covered weight of the first.

    With a preference for together or apart, those that leave `EVIDENCE_KEPT` of the evidence come first by
    it, and others not at all.
    """
    coverage = _most_with_fewest(problem, covering_steps)
    choosing = _Choosing(problem, coverage.group, choosing_steps)
    groups = choosing.best(group_count)
    return BestGroups(
        groups=groups,
        is_exact=coverage.is_proved and choosing.is_complete,
        weight_bound=coverage.weight_bound,
        count_bound=coverage.count_bound,
    )
