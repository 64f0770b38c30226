"""Who is left out beforehand; each table is organisations × needs."""

import pytest

from kb.project.covering_problem import CoveringProblem, Numbers, covering_problem
from kb.project.covering_reduction import seldom_surpassed, useful, widest
from kb.project.wishes import Preference, Wishes
from tests.kb.project.projects import cover, pair

#        masks  tests
# ada     .9     .8
# bea     .8     .8    surpassed by ada
# cleo    .9      –    surpassed by ada
# dora    .7      –    surpassed by ada, bea and cleo
# emma     –     .9    surpassed by none
COVERS = [
    *(
        cover("masks", one, score)
        for one, score in {"ada": 0.9, "bea": 0.8, "cleo": 0.9, "dora": 0.7}.items()
    ),
    *(cover("tests", one, score) for one, score in {"ada": 0.8, "bea": 0.8, "emma": 0.9}.items()),
]
WEIGHTS = {"masks": 1, "tests": 1}


def problem(
    *,
    include: tuple[str, ...] = (),
    together: Preference | None = None,
    pairs: tuple[tuple[str, str], ...] = (),
) -> CoveringProblem:
    wishes = Wishes(include=include, together=together)
    return covering_problem(COVERS, WEIGHTS, wishes, [pair(*both) for both in pairs])


def names(problem: CoveringProblem, places: Numbers) -> set[str]:
    return {problem.organisation_ids[place] for place in places}


@pytest.mark.parametrize(
    ("group_count", "kept"),
    [
        (1, {"ada", "emma"}),
        (2, {"ada", "emma", "bea", "cleo"}),
        (3, {"ada", "emma", "bea", "cleo"}),
        (4, {"ada", "emma", "bea", "cleo", "dora"}),
    ],
)
def test_who_is_surpassed_by_as_many_as_groups_are_looked_for_is_left_out(
    group_count: int, kept: set[str]
) -> None:
    assert names(problem(), seldom_surpassed(problem(), group_count=group_count)) == kept


@pytest.mark.parametrize(
    ("together", "kept"),
    [
        (None, {"ada", "emma"}),
        ("together", {"ada", "emma", "dora"}),  # dora alone worked with emma
        (
            "apart",
            {"ada", "emma", "bea", "cleo"},
        ),  # ada worked with cara, bea and cleo did not; nor dora, as bea
    ],
)
def test_who_suits_the_preference_better_is_not_surpassed(
    together: Preference | None, kept: set[str]
) -> None:
    asked = problem(include=("cara",), together=together, pairs=(("dora", "emma"), ("ada", "cara")))
    assert names(asked, seldom_surpassed(asked, group_count=1)) == kept


def test_who_covers_only_what_the_included_cover_is_of_no_use() -> None:
    asked = problem(include=("cleo",))
    assert names(asked, useful(asked)) == {"ada", "bea", "emma"}
    # For tests alone: emma .9 surpasses nobody in all, for ada and bea have masks beside it.
    assert names(asked, widest(asked)) == {"ada"}


def test_one_who_covers_what_others_cover_suffices_to_know_how_much_can_be_covered() -> None:
    assert names(problem(), widest(problem())) == {"ada"}
