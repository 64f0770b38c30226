"""How sure an answer is: the probability that an initiative answers a question, and bands to read.

A logistic model. Similarities enter as deviations from the late score of the best *other* document on this
corpus with this model (measured at build, without labels), so the weights carry over to another corpus and
model. They are fitted to the develop half of the judged questions; how far they hold is in
docs/decisions/0004-confidence-and-bands.md.
"""

import math
from collections.abc import Iterable

from indexer.passage import Calibration, Hit, Spread
from kb.answer import Band
from kb.interpreter import Interpretation

CLOSE = 0.08
"""Below this for every hit, the answer says that nothing is close; chosen, as the bands, in decision 4."""
POSSIBLE = 0.25
STRONG = 0.6

COVERED = -0.7
"""Deviations from which a word counts as answered (decision 4); a cosine of .45 with the bundled model."""
UNCOVERED = -1.95
"""Deviations below which a word counts as left out (decision 4); a cosine of .35."""

# Weights of the logistic model, fitted as decision 4 tells.
_INTERCEPT = -5.24
_LATE = 0.55
_LENGTH = 1.49
"""For each e-fold of the words searched for: long questions match no passage as a whole."""
_COVERED = 3.27
"""For the share of the question's words that the initiative answers."""
_UNCOVERED = -0.09
"""For each word that it leaves out."""
_NARROWING = 1.04
"""For each e-fold by which certain constraints narrow the choice: the best of few is less near by chance."""
_NARROWEST = 5
"""Times fewer initiatives from where narrowing counts no more: what meets a constraint need not be meant."""
_ONLY_CONSTRAINTS = 4.03


def confidence(hit: Hit, interpretation: Interpretation, calibration: Calibration) -> float:
    """The probability that the initiative of `hit` answers the question, 0 to 1."""
    covered, uncovered = _coverage(hit, calibration.late)
    evidence = (
        _INTERCEPT
        + _LATE * _deviations(hit.signals.late, calibration.late)
        + _LENGTH * math.log1p(interpretation.length)
        + _COVERED * covered
        + _UNCOVERED * uncovered
        + _NARROWING * _narrowing(interpretation)
        + _ONLY_CONSTRAINTS * interpretation.question.is_only_constraints
    )
    return round(1 / (1 + math.exp(-evidence)), 4)


def _coverage(hit: Hit, spread: Spread) -> tuple[float, int]:
    """The share of the question's words that the initiative answers, and how many it leaves out."""
    deviations = [_deviations(similarity, spread) for similarity in hit.word_similarities]
    covered = sum(deviation > COVERED for deviation in deviations)
    return covered / max(len(deviations), 1), sum(deviation < UNCOVERED for deviation in deviations)


def _narrowing(interpretation: Interpretation) -> float:
    """The logarithm of how many times fewer initiatives are allowed than there are, up to `_NARROWEST`."""
    allowed, known = interpretation.allowed.initiative_ids, len(interpretation.columns.initiative_ids)
    return math.log(min(known / len(allowed), _NARROWEST)) if allowed and known else 0.0


def best_confidence(hits: Iterable[Hit], interpretation: Interpretation, calibration: Calibration) -> float:
    """The confidence that something answers the question: that of the surest hit, 0 without hits."""
    return max((confidence(hit, interpretation, calibration) for hit in hits), default=0.0)


def is_close(probability: float) -> bool:
    """Whether something is likely to answer the question, by the confidence that something does."""
    return probability >= CLOSE


def band(probability: float) -> Band:
    """The word for a probability."""
    if probability >= STRONG:
        return Band.STRONG
    return Band.POSSIBLE if probability >= POSSIBLE else Band.WEAK


def _deviations(score: float, spread: Spread) -> float:
    return (score - spread.median) / spread.deviation
