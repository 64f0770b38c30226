"""Telling answerable from unanswerable questions, by hand and against scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from kb.evaluation.abstention import CURVE_POINTS, area, measure_abstention
from tests.kb.evaluation.judged import answer, question

YES = {"initiatives": {"masks": 3}}


def test_the_area_is_the_share_of_pairs_in_the_right_order() -> None:
    # .9 and .4 against .5 and .4: .9 beats both (2), .4 loses to .5 (0) and ties with .4 (½): 2.5 of 4.
    assert area([0.9, 0.4], [0.5, 0.4], groups=["a", "b"]).value == 2.5 / 4


@pytest.mark.parametrize(("positive", "negative", "expected"), [([2], [1], 1.0), ([1], [2], 0.0)])
def test_the_area_of_one_pair(positive: list[float], negative: list[float], expected: float) -> None:
    figure = area(positive, negative, groups=["a"])
    assert (figure.value, figure.low, figure.high, figure.count) == (expected, expected, expected, 2)


def test_the_area_is_that_of_scikit_learn() -> None:
    generator = np.random.default_rng(3)
    positive = generator.normal(1, 1, 80).round(1).tolist()
    negative = generator.normal(0, 1, 50).round(1).tolist()
    figure = area(positive, negative, groups=[str(n) for n in range(80)])
    assert figure.value == pytest.approx(roc_auc_score([1] * 80 + [0] * 50, positive + negative))
    # Hanley and McNeil's standard error for these numbers is near .042, so the interval is near ±.08.
    assert 0.05 < (figure.high - figure.low) / 2 < 0.11


def test_translations_of_one_need_are_resampled_together() -> None:
    scores = [0.1, 0.1, 0.9, 0.9]
    assert area(scores, [0.5], groups=["a", "a", "b", "b"]).low == 0.0
    apart = area(scores * 25, [0.5] * 100, groups=[str(n) for n in range(100)])
    together = area(scores * 25, [0.5] * 100, groups=[str(n // 2) for n in range(100)])
    assert together.high - together.low > 1.2 * (apart.high - apart.low)


def test_the_shipped_point() -> None:
    # Four answerable, one refused; two unanswerable, both refused: refused 1/4, recall 2/2, precision 2/3.
    asked = [
        (question("a", **YES), answer("masks", confidence=0.9)),
        (question("b", **YES), answer("masks", confidence=0.8)),
        (question("c", **YES), answer("masks", confidence=0.7)),
        (question("d", **YES), answer(confidence=0.2, is_close=False)),
        (question("e"), answer(confidence=0.3, is_close=False)),
        (question("f"), answer(confidence=0.1, is_close=False)),
    ]
    abstention = measure_abstention(asked)
    assert abstention is not None
    assert (abstention.answerable_count, abstention.unanswerable_count) == (4, 2)
    assert abstention.refused.value == 1 / 4
    assert abstention.recognised.value == 1.0
    assert abstention.precision is not None
    assert abstention.precision.value == pytest.approx(2 / 3)
    # Of 8 pairs only (.2, .3) is the wrong way round.
    assert abstention.auc.value == 7 / 8


def test_the_curve_names_what_each_threshold_would_refuse() -> None:
    asked = [
        (question("a", **YES), answer(confidence=0.9)),
        (question("b", **YES), answer(confidence=0.2)),
        (question("c"), answer(confidence=0.5)),
    ]
    abstention = measure_abstention(asked)
    assert abstention is not None
    # Below .2: none. Below .5: b of (a, b). Below .9: b, and c of the unanswerable.
    points = [(point.threshold, point.refused, point.recognised) for point in abstention.curve]
    assert points == [(0.2, 0.0, 0.0), (0.5, 0.5, 0.0), (0.9, 0.5, 1.0)]


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    asked = [(question(f"a{n}", **YES), answer(confidence=n)) for n in range(1, 301)]
    abstention = measure_abstention([*asked, (question("z"), answer(confidence=0))])
    assert abstention is not None
    assert len(abstention.curve) == CURVE_POINTS
    assert (abstention.curve[0].threshold, abstention.curve[-1].threshold) == (0, 300)


def test_nothing_refused_has_no_precision() -> None:
    abstention = measure_abstention([(question("a", **YES), answer()), (question("b"), answer())])
    assert abstention is not None
    assert abstention.precision is None
    assert abstention.recognised.value == 0.0


def test_without_both_sorts_of_question_there_is_nothing_to_tell_apart() -> None:
    assert measure_abstention([(question("a", **YES), answer())]) is None
    assert measure_abstention([(question("a"), answer())]) is None
