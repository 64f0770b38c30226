"""Bootstrap intervals against distributions that are known."""

from math import sqrt

import numpy as np
import pytest

from kb.evaluation.intervals import RESAMPLES, draws, group_numbers, mean_figure


def test_equal_values_have_no_width() -> None:
    figure = mean_figure([0.7] * 12)
    assert (figure.value, figure.low, figure.high) == pytest.approx((0.7, 0.7, 0.7))
    assert figure.count == 12


def test_one_value_is_its_own_interval() -> None:
    figure = mean_figure([0.25])
    assert (figure.value, figure.low, figure.high, figure.count) == (0.25, 0.25, 0.25, 1)


def test_the_interval_of_a_share_is_that_of_the_binomial() -> None:
    # Half of 400 are 1: the resampled mean is normal around .5 with sqrt(.25 / 400) = .025,
    # so 95 % lie within .5 ± 1.96 × .025 = .451 to .549.
    figure = mean_figure([0.0, 1.0] * 200)
    assert figure.value == 0.5
    assert figure.low == pytest.approx(0.5 - 1.96 * sqrt(0.25 / 400), abs=0.004)
    assert figure.high == pytest.approx(0.5 + 1.96 * sqrt(0.25 / 400), abs=0.004)


def test_translations_are_resampled_together() -> None:
    # 100 needs, four equal values each: as wide as 100 questions, not as 400.
    values = [float(need % 2) for need in range(100) for _ in range(4)]
    needs = [need for need in range(100) for _ in range(4)]
    together, apart = mean_figure(values, groups=needs), mean_figure(values)
    assert together.value == apart.value == 0.5
    assert together.high - together.low == pytest.approx(2 * (apart.high - apart.low), rel=0.1)


def test_groups_of_unequal_size_weigh_by_their_size() -> None:
    # Groups (1, 1, 1) and (0): resamples are both (3/4), twice the first (1), twice the second (0).
    figure = mean_figure([1, 1, 1, 0], groups=["a", "a", "a", "b"])
    assert (figure.value, figure.low, figure.high) == (0.75, 0.0, 1.0)


def test_the_same_values_always_have_the_same_interval() -> None:
    values = [0.1, 0.9, 0.4, 0.3, 0.8]
    assert mean_figure(values) == mean_figure(values)


def test_draws_are_two_thousand_rows_whatever_the_blocks() -> None:
    assert sum(len(rows) for rows in draws(3)) == RESAMPLES == 2000
    blocks = list(draws(30_000))
    assert len(blocks) > 1
    assert sum(len(rows) for rows in blocks) == RESAMPLES
    assert all(rows.min() >= 0 and rows.max() < 30_000 for rows in blocks)


def test_groups_are_numbered_as_they_appear() -> None:
    assert np.array_equal(group_numbers(["b", "a", "b"]), [0, 1, 0])
