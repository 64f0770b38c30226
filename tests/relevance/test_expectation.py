"""What counts as a difference from the stored figures."""

import pytest

from tests.relevance.expectation import differences


@pytest.mark.parametrize("figure", [0.79, 0.8, 0.81])
def test_a_hundredth_up_or_down_is_no_difference(figure: float) -> None:
    assert differences({"nDCG@10": 0.8}, {"nDCG@10": figure}) == []


def test_a_drop_and_a_rise_are_named_with_both_figures() -> None:
    assert differences({"a": 0.8, "b": 0.8}, {"a": 0.78, "b": 0.82}) == [
        "a: fell from 0.8000 to 0.7800",
        "b: rose from 0.8000 to 0.8200",
    ]


def test_a_figure_that_appears_or_disappears_is_named() -> None:
    assert differences({"old": 0.5}, {"new": 0.6}) == [
        "new: 0.6000, not stored yet",
        "old: stored as 0.5000, not measured any more",
    ]
