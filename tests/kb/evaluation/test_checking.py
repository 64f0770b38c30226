"""Right first, or not."""

from kb.evaluation.checking import FIRST, INITIATIVE, OWN, THREE, check_answer
from tests.kb.evaluation.judged import CATALOGUE, answer, question

QUESTION = question("q", initiatives={"masks": 1}, organisations={"acme": 1})


def test_the_right_ones_are_first() -> None:
    found = answer("masks", "gel", organisations=["acme", "shop"])
    assert check_answer(QUESTION, found, CATALOGUE) == {FIRST: 1, THREE: 1, OWN: 1, INITIATIVE: 1}


def test_another_organisation_of_the_right_initiative_is_its_own_but_not_right() -> None:
    found = answer("gel", "masks", organisations=["ministry", "shop", "acme"])
    assert check_answer(QUESTION, found, CATALOGUE) == {FIRST: 0, THREE: 1, OWN: 1, INITIATIVE: 0}


def test_the_fourth_place_is_too_late() -> None:
    found = answer(organisations=["shop", "lab", "ministry", "acme"])
    assert check_answer(QUESTION, found, CATALOGUE) == {FIRST: 0, THREE: 0, OWN: 0, INITIATIVE: 0}


def test_an_organisation_judged_right_counts_as_own_where_the_store_does_not_link_it() -> None:
    judged = question("q", initiatives={"masks": 1}, organisations={"shop": 1})
    assert check_answer(judged, answer(organisations=["shop"]), CATALOGUE)[OWN] == 1


def test_nothing_found_is_nothing_right() -> None:
    assert check_answer(QUESTION, answer(), CATALOGUE) == {FIRST: 0, THREE: 0, OWN: 0, INITIATIVE: 0}
