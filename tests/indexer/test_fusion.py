import numpy as np
import pytest

from indexer.fusion import blend, fuse


def test_fused_is_half_dense_and_half_lexical() -> None:
    """By row:  4: .5 x .4 + .5 x .8 = .6    9: .5 x 1 = .5, its cosine below 0    7: .5 x .6 = .3."""
    candidates = fuse(
        np.array([9, 4, 7]),
        np.array([-0.3, 0.4, 0.6], dtype=np.float32),
        np.array([1.0, 0.8, 0.0], dtype=np.float32),
    )
    assert candidates.rows.tolist() == [4, 9, 7]
    assert candidates.fused.tolist() == [0.6, 0.5, 0.3]
    assert candidates.dense.tolist() == pytest.approx([0.4, -0.3, 0.6])
    assert candidates.lexical.tolist() == pytest.approx([0.8, 1, 0])


def test_ties_break_on_the_row() -> None:
    same = np.full(3, 0.5, dtype=np.float32)
    assert fuse(np.array([8, 2, 5]), same, same).rows.tolist() == [2, 5, 8]


def test_a_difference_below_a_millionth_is_a_tie() -> None:
    dense = np.array([0.5, 0.5000001], dtype=np.float32)
    assert fuse(np.array([1, 2]), dense, np.zeros(2, dtype=np.float32)).rows.tolist() == [1, 2]


def test_the_blend_is_three_parts_fused_and_seven_late_and_late_scores_below_zero_count_as_zero() -> None:
    scores = blend(np.array([0.5, 0.3, 0.2]), np.array([0.7, -0.4, 0], dtype=np.float32))
    assert scores.tolist() == [0.64, 0.09, 0.06]
