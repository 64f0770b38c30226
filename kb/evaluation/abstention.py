"""Whether the answers know when nothing fits: at every threshold, and at the one that is shipped.

What is to be recognised is the unanswerable question: precision and recall are those of refusing it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kb.evaluation.answers import EvaluatedAnswer
from kb.evaluation.intervals import Figure, draws, figure, group_numbers, mean_figure
from kb.evaluation.questions import Question
from kb.model import Record

CURVE_POINTS = 101


class CurvePoint(Record):
    """What would be refused if everything below a confidence were."""

    threshold: float
    refused: float
    """Share of the answerable questions below it."""
    recognised: float
    """Share of the unanswerable questions below it."""


class Abstention(Record):
    """How well questions with and without an answer are told apart."""

    answerable_count: int
    unanswerable_count: int
    auc: Figure
    """Area under the ROC curve: how often an answerable question has more confidence than an
    unanswerable one (a tie counts half)."""
    refused: Figure
    """Share of the answerable questions that were refused (``is_close`` false)."""
    recognised: Figure
    """Share of the unanswerable questions that were refused: recall."""
    precision: Figure | None
    """Share of the refused questions that are unanswerable; None where none was refused."""
    curve: tuple[CurvePoint, ...]
    """Thresholds from low to high, at most CURVE_POINTS."""


def measure_abstention(asked: Sequence[tuple[Question, EvaluatedAnswer]]) -> Abstention | None:
    """Abstention over all questions; None without both answerable and unanswerable ones."""
    answerable = [(question, answer) for question, answer in asked if question.is_answerable]
    unanswerable = [(question, answer) for question, answer in asked if not question.is_answerable]
    if not answerable or not unanswerable:
        return None
    groups = [question.need or question.id for question, _ in answerable]
    refused = [float(not answer.is_close) for _, answer in answerable]
    are_right = [float(not question.is_answerable) for question, answer in asked if not answer.is_close]
    confidences = [answer.confidence for _, answer in answerable]
    unanswerable_confidences = [answer.confidence for _, answer in unanswerable]
    return Abstention(
        answerable_count=len(answerable),
        unanswerable_count=len(unanswerable),
        auc=area(confidences, unanswerable_confidences, groups=groups),
        refused=mean_figure(refused, groups=groups),
        recognised=mean_figure([float(not answer.is_close) for _, answer in unanswerable]),
        precision=mean_figure(are_right) if are_right else None,
        curve=_curve(np.array(confidences), np.array(unanswerable_confidences)),
    )


def area(positive: Sequence[float], negative: Sequence[float], *, groups: Sequence[str]) -> Figure:
    """Area under the ROC curve of the scores `positive` over `negative` (Mann and Whitney's statistic).

    `groups`, one per positive score, are resampled whole, and the negative ones one by one.
    """
    scores = np.concatenate([positive, negative])
    distinct, levels = np.unique(scores, return_inverse=True)
    positive_levels, negative_levels = levels[: len(positive)], levels[len(positive) :]
    members = group_numbers(groups)
    value = _area(np.bincount(positive_levels, minlength=len(distinct)),
                  np.bincount(negative_levels, minlength=len(distinct)))  # fmt: skip
    resampled = [
        _area(
            np.bincount(positive_levels, np.bincount(p, minlength=members.max() + 1)[members], len(distinct)),
            np.bincount(negative_levels, np.bincount(n, minlength=len(negative)), len(distinct)),
        )
        for p, n in zip(_rows(int(members.max()) + 1, 1), _rows(len(negative), 2), strict=True)
    ]
    return figure(value, np.array(resampled), count=len(scores))


def _rows(size: int, stream: int) -> list[NDArray[np.int64]]:
    return [row for rows in draws(size, stream=stream) for row in rows]


def _area(positive: NDArray[np.int64], negative: NDArray[np.int64]) -> float:
    """From how many positive and negative scores there are at each level, levels rising."""
    below = np.cumsum(negative) - negative
    return float((positive * (below + negative / 2)).sum() / (positive.sum() * negative.sum()))


def _curve(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> tuple[CurvePoint, ...]:
    thresholds = np.unique(np.concatenate([positive, negative]))
    if len(thresholds) > CURVE_POINTS:
        thresholds = thresholds[np.linspace(0, len(thresholds) - 1, CURVE_POINTS).round().astype(int)]
    return tuple(
        CurvePoint(
            threshold=float(threshold),
            refused=float((positive < threshold).mean()),
            recognised=float((negative < threshold).mean()),
        )
        for threshold in thresholds
    )
