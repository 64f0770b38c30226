"""What one answer is worth, by hand."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.evaluation.projects.measures import (
    NeedResult,
    busiest,
    is_same_place,
    measure_project,
    smallest_cover,
)
from tests.kb.evaluation.projects.judged import (
    FREEZERS,
    LAB,
    MASKS,
    PROJECT,
    need,
    need_answer,
    project,
    project_answer,
)


def test_an_answer_is_measured_need_by_need() -> None:
    answer = project_answer(
        need_answer(LAB, "shop", "ministry", "x", "acme", "lab"),
        need_answer("We have money.", "ministry"),
        need_answer(FREEZERS, "shop"),
        group=["acme", "ministry"],
    )
    result = measure_project(PROJECT, answer)
    assert (result.id, result.language) == ("p1", "en")
    assert result.needs == (
        # A right one at 4; acme is in the group.
        NeedResult(
            id="p1.1",
            is_coverable=True,
            is_found=True,
            first=("shop", "ministry", "x"),
            rank=4,
            is_covered=True,
        ),
        # Not found, and yet a member could meet it.
        NeedResult(id="p1.2", is_coverable=True, is_found=False, is_covered=True),
        # Nobody could meet it: what is graded 1 is near at best.
        NeedResult(id="p1.3", is_coverable=False, is_found=True, first=("shop",), rank=None),
    )
    assert result.spurious == ("We have money.",)
    assert result.group == ("acme", "ministry")
    assert result.smallest == 1  # acme alone


def test_of_several_places_that_state_a_need_the_surest_answer_counts() -> None:
    answer = project_answer(
        need_answer(MASKS, "shop", confidence=0.4),
        need_answer("A pilot would help.", "acme", confidence=0.6),
    )
    result = measure_project(PROJECT, answer)
    assert (result.needs[1].first, result.needs[1].rank) == (("acme",), 1)
    assert result.spurious == ()


def test_a_refused_text_has_nothing_found() -> None:
    result = measure_project(PROJECT, None)
    assert [one.is_found for one in result.needs] == [False, False, False]
    assert [one.is_covered for one in result.needs] == [False, False, False]
    assert (result.spurious, result.group, result.smallest) == ((), (), 1)


def test_a_need_that_is_the_whole_text_is_found_wherever_it_is_stated() -> None:
    """A short description is one need as a whole, which has no place within it."""
    judged = project("p3", "For the spring: masks for nurses", need("p3.1", "masks for nurses", acme=2))
    result = measure_project(judged, project_answer(need_answer("", "acme")))
    assert (result.needs[0].is_found, result.needs[0].rank, result.spurious) == (True, 1, ())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((0, 10), (0, 10), True),
        ((0, 10), (5, 30), True),  # half of the shorter
        ((0, 10), (6, 30), False),
        ((0, 10), (10, 20), False),
        ((0, 100), (40, 44), True),  # the shorter lies within
        ((0, 10), (30, 40), False),
    ],
)
def test_places_are_the_same_from_half_of_the_shorter(
    one: tuple[int, int], other: tuple[int, int], same: bool
) -> None:
    assert is_same_place(one, other) == is_same_place(other, one) == same


@given(st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=1), max_size=6))
def test_the_smallest_cover_is_that_of_trying_every_set(sets: list[frozenset[str]]) -> None:
    every = (chosen for size in range(7) for chosen in combinations("abcdef", size))
    covering = [chosen for chosen in every if all(one & set(chosen) for one in sets)]
    assert smallest_cover(sets) == min(map(len, covering))


def test_the_smallest_cover_by_hand() -> None:
    assert smallest_cover([]) == 0
    assert smallest_cover([frozenset("ab"), frozenset("bc"), frozenset("cd")]) == 2
    assert smallest_cover([frozenset("a"), frozenset("b"), frozenset("c")]) == 3
    with pytest.raises(ValueError, match="empty set"):
        smallest_cover([frozenset()])


def test_the_busiest_take_part_in_most() -> None:
    assert busiest({"a": 1, "c": 5, "b": 5, "d": 2}, 3) == ("b", "c", "d")
