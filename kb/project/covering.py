"""The smallest group of organisations that covers most of a project's needs."""

from collections.abc import Iterable, Mapping

import numpy as np

from kb.project.cover import Cover
from kb.project.covering_amount import most_by_fewest
from kb.project.covering_choice import choose
from kb.project.covering_problem import THOUSAND, CoveringProblem, Flags, Places, covering_problem
from kb.project.group import Alternative, Bound, Group
from kb.project.group_changes import changes
from kb.project.group_composition import GroupComposition, Member
from kb.project.togetherness import WorkedTogether
from kb.project.wishes import Wishes

MOST_ALTERNATIVES = 3
"""Other groups that are told beside the best."""
COVERING_STEPS = 2_000
"""Steps to find out how much can be covered by how few; measured in docs/decisions/0010-smallest-group.md."""
CHOOSING_STEPS = 2_000
"""Steps to find the best groups that do."""


def best_group(
    covers: Iterable[Cover],
    weights: Mapping[str, int],
    wishes: Wishes | None = None,
    pairs: Iterable[WorkedTogether] = (),
    *,
    covering_steps: int = COVERING_STEPS,
    choosing_steps: int = CHOOSING_STEPS,
) -> Group:
    """The best group that grants the wishes, and up to three others that cover as much with as few.

    One group is better than another that grants the wishes, too, if it

    1. covers a greater weight of needs;
    2. else has fewer members;
    3. else, where together or apart is preferred, has more pairs, or fewer, who worked together; only among
       groups with 90 % of the greatest evidence that 1 and 2 leave;
    4. else has more evidence: the sum over the covered needs of weight × best score of a member;
    5. else has the members that come first, compared one by one, in the order of the organisations'
       evidence for all needs, then of their ids.

    So no two groups are equal, and the answer depends neither on the order of the arguments nor on the
    machine: scores count to three decimals, and all is computed with whole numbers.

    Args:
        covers: who answers which need; of several for one need and organisation the best counts.
        weights: need id → weight, a whole number from 1, of all needs.
        wishes: what the group has to be like; None for no wishes.
        pairs: who worked together, as `worked_together` finds them.
        covering_steps: after so many the size and covered weight are what was found, proved or not.
        choosing_steps: after so many the group is the best that was found, proved or not.

    Raises:
        ValueError: A cover's need has no weight, or a weight is less than 1.
    """
    wishes, covers = wishes or Wishes(), list(covers)
    problem = covering_problem(covers, weights, wishes, pairs)
    amount = most_by_fewest(problem, step_limit=covering_steps)
    choice = choose(problem, amount.group, group_count=1 + MOST_ALTERNATIVES, step_limit=choosing_steps)
    best, *others = (_composition(problem, group) for group in choice.groups)
    coverable = {cover.need_id for cover in covers if cover.is_at_least(wishes.strength)}
    uncovered = coverable.difference(best.covered)
    return Group(
        **dict(best),
        uncovered=tuple(sorted(uncovered)),
        only_excluded=tuple(sorted(uncovered.difference(problem.need_ids))),
        uncoverable=tuple(sorted(set(weights) - coverable)),
        total_weight=sum(weights.values()),
        is_exact=amount.is_proved and choice.is_proved,
        bound=Bound(covered_weight=amount.weight_bound, member_count=amount.count_bound),
        alternatives=tuple(Alternative(**dict(other), changes=changes(best, other)) for other in others),
    )


def _composition(problem: CoveringProblem, group: Places) -> GroupComposition:
    covers = problem.values > 0
    ordered = sorted(
        group, key=lambda place: (-int(covers[place] @ problem.weights), problem.organisation_ids[place])
    )
    return GroupComposition(
        members=tuple(
            Member(
                organisation_id=problem.organisation_ids[place],
                need_ids=_need_ids(problem, covers[place]),
                is_included_by_wish=place in problem.included,
            )
            for place in ordered
        ),
        covered=_need_ids(problem, problem.best_values(group) > 0),
        covered_weight=problem.covered_weight(group),
        evidence=problem.quality(group) / THOUSAND,
        together_count=problem.pair_count(group),
    )


def _need_ids(problem: CoveringProblem, is_covered: Flags) -> tuple[str, ...]:
    return tuple(problem.need_ids[place] for place in np.flatnonzero(is_covered))
