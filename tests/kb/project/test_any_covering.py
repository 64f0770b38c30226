"""Whatever the project and the wishes, the group is the one that looking at all groups finds."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.project.covering import MOST_ALTERNATIVES, best_group
from kb.project.covering_greedy import fewest_members, greedy_group, most_weight
from kb.project.covering_problem import covering_problem
from kb.project.covering_reduction import seldom_surpassed
from kb.project.group_composition import GroupComposition
from kb.project.group_search import GroupSearch
from tests.kb.project.every_group import EveryGroup
from tests.kb.project.projects import Project, projects


def ids(group: GroupComposition) -> frozenset[str]:
    return frozenset(member.organisation_id for member in group.members)


@settings(max_examples=250, deadline=None)
@given(projects())
def test_the_group_and_its_alternatives_are_the_best_of_all_groups(project: Project) -> None:
    every, group = EveryGroup(*project), best_group(*project)
    assert group.is_exact
    assert [ids(group), *map(ids, group.alternatives)] == every.best()[: 1 + MOST_ALTERNATIVES]


@settings(max_examples=60, deadline=None)
@given(projects())
def test_what_is_said_of_the_group_is_so(project: Project) -> None:
    every, group = EveryGroup(*project), best_group(*project)
    members, covered = ids(group), set(group.covered)
    assert covered == every.covered(members)
    assert group.covered_weight == every.covered_weight(members) == group.bound.covered_weight
    assert len(members) == len(group.members) == group.bound.member_count
    assert group.evidence == every.evidence(members) / 1000
    assert group.together_count == every.together_count(members)
    for member in group.members:
        assert set(member.need_ids) == every.covered(frozenset([member.organisation_id]))
        assert member.is_included_by_wish == (member.organisation_id in project.wishes.include)
    anyone = {one.need_id for one in project.covers if one.is_at_least(project.wishes.strength)}
    allowed = {need_id for _, need_id in every.scores}
    assert set(group.uncovered) == anyone - covered
    assert set(group.only_excluded) == anyone - allowed
    assert set(group.uncoverable) == set(project.weights) - anyone
    for other in group.alternatives:
        assert {one.organisation_id for one in other.changes.entered} == ids(other) - members
        assert {one.organisation_id for one in other.changes.left} == members - ids(other)


@settings(max_examples=60, deadline=None)
@given(projects(), st.integers(0, 2**32))
def test_the_order_of_what_is_given_changes_nothing(project: Project, seed: int) -> None:
    shuffling = random.Random(seed)
    covers, pairs, weights = list(project.covers), list(project.pairs), list(project.weights.items())
    for one in (covers, pairs, weights):
        shuffling.shuffle(one)
    assert best_group(covers, dict(weights), project.wishes, pairs) == best_group(*project)


@settings(max_examples=100, deadline=None)
@given(projects())
def test_a_search_cut_short_grants_the_wishes_and_tells_a_bound(project: Project) -> None:
    best = EveryGroup(*project).best()[0]
    group = best_group(*project, covering_steps=0, choosing_steps=0)
    members = ids(group)
    assert members in set(EveryGroup(*project).all())
    assert group.covered_weight <= EveryGroup(*project).covered_weight(best) <= group.bound.covered_weight
    assert group.bound.member_count <= len(best)
    assert not group.is_exact or members == best
    weight = group.covered_weight
    assert all(
        other.covered_weight == weight and len(other.members) == len(members) for other in group.alternatives
    )


@settings(max_examples=100, deadline=None)
@given(projects(), st.integers(1, 4))
def test_nobody_is_left_out_who_is_in_one_of_the_best_groups(project: Project, group_count: int) -> None:
    problem = covering_problem(*project)
    kept = {*seldom_surpassed(problem, group_count=group_count).tolist(), *problem.included}
    for members in EveryGroup(*project).best()[:group_count]:
        assert members <= {problem.organisation_ids[place] for place in kept}


@settings(max_examples=100, deadline=None)
@given(projects())
def test_a_search_meets_each_group_of_the_floor_once(project: Project) -> None:
    problem, best = covering_problem(*project), EveryGroup(*project).best()
    places = [tuple(sorted(map(problem.organisation_ids.index, members))) for members in best]
    floor = problem.standing(places[len(places) // 2])
    search = GroupSearch(problem, np.arange(len(problem.values)), 10**6, floor)
    met = list(search.groups(member_count=len(places[0]), weight=problem.covered_weight(places[0])))
    assert len(met) == len(set(met))
    assert {group for group in places if problem.standing(group) >= floor} <= set(met)
    assert search.is_complete


@settings(max_examples=100, deadline=None)
@given(projects())
def test_greedy_is_as_near_as_its_bounds_say(project: Project) -> None:
    """1 − 1/e of the weight beyond the included, and H(d) times the members beyond them."""
    problem, every = covering_problem(*project), EveryGroup(*project)
    greedy, best = greedy_group(problem), every.best()[0]
    free, most = problem.covered_weight(problem.included), every.covered_weight(best)
    assert problem.covered_weight(greedy) - free >= (1 - 1 / np.e) * (most - free) - 1e-9
    assert most <= most_weight(problem, greedy)
    if problem.covered_weight(greedy) == problem.weights.sum():
        gains = [
            problem.covered_weight((*problem.included, one)) - free for one in range(len(problem.values))
        ]
        harmonic = sum(1 / count for count in range(1, max(gains, default=0) + 1))
        included = len(problem.included)
        assert len(greedy) - included <= harmonic * (len(best) - included) + 1e-9
        assert fewest_members(problem, greedy) <= len(best)
