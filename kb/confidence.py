"""How sure an answer is: the probability that an initiative answers a question, and bands to read.

A logistic model over the signals of a hit. Dense, lexical and late scores enter as deviations from what
the best *other* document scores on this corpus with this model (measured at build, without labels), so the
weights carry over to another corpus and model. They are fitted to the develop half of the judged questions;
how far they hold is in docs/decisions/0004-confidence-and-bands.md.
"""

import math
from collections.abc import Iterable

from indexer.passage import Calibration, Hit, Spread
from kb.answer import Band
from kb.interpreter import Interpretation

CLOSE = 0.11
"""Below this for every hit, the answer says that nothing is close."""
POSSIBLE = 0.25
STRONG = 0.6

_INTERCEPT = -2.42
_DENSE = 0.16
_LATE = 0.61
_LEXICAL = 0.16
_LENGTH = 0.88
"""For each e-fold of the words searched for: long questions match no passage as a whole."""
_PREFERENCES = 0.58
_CERTAIN = 1.44
"""For constraints that are met, because nothing else was allowed."""
_ONLY_CONSTRAINTS = 3.05


def confidence(hit: Hit, interpretation: Interpretation, calibration: Calibration) -> float:
    """The probability that the initiative of `hit` answers the question, 0 to 1."""
    question, signals = interpretation.question, hit.signals
    evidence = (
        _INTERCEPT
        + _DENSE * _deviations(signals.dense, calibration.dense)
        + _LATE * _deviations(signals.late, calibration.late)
        + _LEXICAL * _deviations(signals.lexical, calibration.lexical)
        + _LENGTH * math.log1p(len(interpretation.text.split()))
        + _PREFERENCES * interpretation.preferences.initiatives.get(hit.document_id, 0.0)
        + _CERTAIN * bool(question.certain)
        + _ONLY_CONSTRAINTS * question.is_only_constraints
    )
    return round(1 / (1 + math.exp(-evidence)), 4)


def best_confidence(hits: Iterable[Hit], interpretation: Interpretation, calibration: Calibration) -> float:
    """The confidence that something answers the question: that of the surest hit, 0 without hits."""
    return max((confidence(hit, interpretation, calibration) for hit in hits), default=0.0)


def band(probability: float) -> Band:
    """The word for a probability."""
    if probability >= STRONG:
        return Band.STRONG
    return Band.POSSIBLE if probability >= POSSIBLE else Band.WEAK


def _deviations(score: float, spread: Spread) -> float:
    return (score - spread.median) / spread.deviation
