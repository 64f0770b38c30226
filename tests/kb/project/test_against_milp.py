"""Projects too large for looking at all groups: a solver for integer programs finds the same figures."""

import random

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from kb.project.cover import Cover
from kb.project.covering import best_group
from kb.project.covering_problem import CoveringProblem, Numbers, covering_problem
from kb.project.wishes import Wishes
from tests.kb.project.projects import cover


def project(seed: int) -> tuple[list[Cover], dict[str, int]]:
    """12 needs, 40 organisations, 6 covers for each need."""
    chance = random.Random(seed)
    weights = {f"need {number:02}": chance.randint(1, 3) for number in range(12)}
    covers = [
        cover(need_id, f"org {number:02}", chance.randint(250, 990) / 1000)
        for need_id in weights
        for number in chance.sample(range(40), 6)
    ]
    return covers, weights


def solved(problem: CoveringProblem) -> tuple[int, int, int]:
    """Covered weight, members and quality of the best group without preference."""
    needs, organisations = len(problem.need_ids), len(problem.organisation_ids)
    row, column = np.nonzero(problem.values)
    chosen = np.concatenate([np.ones(organisations), np.zeros(len(row))])
    # One variable for each organisation, then one for each cover: that it is its need's best, for which its
    # organisation must be chosen; one best for each need.
    needs_chosen = np.zeros((len(row), organisations + len(row)))
    needs_chosen[np.arange(len(row)), organisations + np.arange(len(row))] = 1
    needs_chosen[np.arange(len(row)), row] = -1
    one_best = np.zeros((needs, organisations + len(row)))
    one_best[column, organisations + np.arange(len(row))] = 1
    rules = [LinearConstraint(needs_chosen, ub=0), LinearConstraint(one_best, ub=1)]
    weight = np.concatenate([np.zeros(organisations), problem.weights[column]])
    quality = np.concatenate([np.zeros(organisations), problem.values[row, column]])

    def greatest(objective: Numbers, rules: list[LinearConstraint]) -> Numbers:
        answer = milp(
            -objective,
            integrality=np.ones(len(objective)),
            bounds=Bounds(0, 1),
            constraints=rules,
            options={"mip_rel_gap": 0},
        )
        found: Numbers = np.round(answer.x).astype(np.int64)
        return found

    rules.append(LinearConstraint(chosen[np.newaxis], ub=problem.at_most))
    best = greatest(weight * (needs + 1) - chosen, rules)
    covered, size = int(weight @ best), int(chosen @ best)
    rules += [LinearConstraint(weight[np.newaxis], lb=covered), LinearConstraint(chosen[np.newaxis], ub=size)]
    return covered, size, int(quality @ greatest(quality, rules))


@pytest.mark.parametrize("at_most", [None, 3])
@pytest.mark.parametrize("seed", range(4))
def test_weight_size_and_evidence_are_those_of_the_integer_program(seed: int, at_most: int | None) -> None:
    covers, weights = project(seed)
    wishes = Wishes(at_most=at_most)
    group = best_group(covers, weights, wishes)
    assert group.is_exact
    found = group.covered_weight, len(group.members), round(group.evidence * 1000)
    assert found == solved(covering_problem(covers, weights, wishes))
