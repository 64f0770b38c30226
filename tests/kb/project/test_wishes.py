"""Wishes that contradict each other are refused, with what to do."""

import pytest

from kb.answer import Band
from kb.errors import InvalidWishes, KnowledgeBaseError
from kb.project.wishes import Wishes, unknown_organisations, with_known


def test_an_organisation_cannot_be_included_and_excluded() -> None:
    with pytest.raises(InvalidWishes) as refusal:
        Wishes(include=("giga", "imec", "vito"), exclude=("vito", "giga"))
    assert str(refusal.value) == (
        "include and exclude both name giga, vito; take each out of one of the two."
    )
    assert isinstance(refusal.value, KnowledgeBaseError)


def test_more_cannot_be_included_than_may_be_members() -> None:
    assert Wishes(include=("giga", "imec", "giga"), at_most=2).include == ("giga", "imec")
    with pytest.raises(InvalidWishes) as refusal:
        Wishes(include=("giga", "imec"), at_most=1)
    assert str(refusal.value) == (
        "include names 2 organisations, but at_most is 1; raise at_most or include fewer."
    )


@pytest.mark.parametrize("at_most", [0, -3])
def test_a_group_has_a_member(at_most: int) -> None:
    with pytest.raises(
        InvalidWishes, match=f"at_most is {at_most}; a group has 1 member or more, so raise it"
    ):
        Wishes(at_most=at_most)


def test_the_order_of_ids_makes_no_difference() -> None:
    assert Wishes(include=("b", "a"), exclude=("d", "c", "d")) == Wishes(
        include=("a", "b"), exclude=("c", "d")
    )
    assert Wishes().strength == Band.POSSIBLE


def test_ids_that_nobody_has_are_told() -> None:
    wishes = Wishes(include=("imec", "nobody"), exclude=("giga", "anyone"))
    assert unknown_organisations(wishes, {"imec", "giga", "vito"}) == ("anyone", "nobody")
    assert unknown_organisations(wishes, ["imec", "giga", "nobody", "anyone"]) == ()


def test_wishes_about_organisations_that_have_gone_are_left_out() -> None:
    wishes = Wishes(include=("imec", "nobody"), exclude=("giga", "anyone"), at_most=4, together="apart")
    kept = Wishes(include=("imec",), exclude=("giga",), at_most=4, together="apart")
    assert with_known(wishes, {"imec", "giga", "vito"}) == kept
