import numpy as np
import pytest

from indexer.feedback import near_the_best, raised


def test_the_cosine_with_the_first_three_weighted_by_their_scores() -> None:
    """(0.8, 0, 0) + (0, 0.6, 0) + (0, 0, 0) has the length 1; the fourth document is not fed back."""
    vectors = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.6, 0.8, 0]], dtype=np.float32)
    near = near_the_best(np.array([0.8, 0.6, 0.0, -1.0]), vectors)
    assert near.tolist() == pytest.approx([0.8, 0.6, 0.0, 0.96], abs=1e-6)


def test_what_lies_the_other_way_is_not_near_and_not_below_nothing() -> None:
    vectors = np.array([[1, 0], [-1, 0]], dtype=np.float32)
    assert near_the_best(np.array([1.0, 0.1]), vectors).tolist() == [1, 0]


def test_without_a_positive_score_nothing_is_fed_back() -> None:
    vectors = np.eye(2, dtype=np.float32)
    assert near_the_best(np.array([0.0, -0.5]), vectors).tolist() == [0, 0]
    assert near_the_best(np.zeros(0), np.zeros((0, 2), dtype=np.float32)).tolist() == []


def test_thirteen_hundredths_of_a_score_are_feedback() -> None:
    assert raised(np.array([0.5, 0.5]), np.array([1.0, 0.0])).tolist() == pytest.approx([0.565, 0.435])
