"""The probability of an answer, by hand, and the bands it is told in."""

import math

import pytest

from indexer.passage import Calibration, Hit, Quotation, Signals, Spread
from kb.answer import Band
from kb.confidence import band, best_confidence, confidence
from kb.interpreter import Interpretation
from kb.question import Question, StatusConstraint
from kb.question.columns import Columns
from kb.question.filtering import Allowed, Preferences
from tests.kb.records import SALIVA

CALIBRATION = Calibration(dense=Spread(0.4, 0.1), lexical=Spread(0.4, 0.2), late=Spread(0.5, 0.1))


def hit(late: float, *word_similarities: float) -> Hit:
    signals = Signals(0.0, 0.0, 0.0, late)
    return Hit("masks", 0.5, 1, signals, _needless, word_similarities)


def _needless() -> Quotation:
    raise AssertionError("scores alone tell how sure a hit is")


def interpretation(topic: str, *, allowed: frozenset[str] | None = None, known: int = 0) -> Interpretation:
    stopped = StatusConstraint(start=0, end=1, is_certain=True, statuses=())
    question = Question(text="s " + topic, topic=topic, constraints=() if allowed is None else (stopped,))
    return Interpretation(question, Allowed(allowed), Preferences({}, {}), columns(known))


def columns(known: int) -> Columns:
    initiatives = [SALIVA.model_copy(update={"id": str(place)}) for place in range(known)]
    return Columns(initiatives=initiatives, organisations=(), participations=())


def logistic(evidence: float) -> object:
    return pytest.approx(1 / (1 + math.exp(-evidence)), abs=1e-3)


def test_the_probability_is_logistic_in_late_score_length_and_coverage() -> None:
    """Deviations of the words: 1, -.6 (both above -.7: answered) and -2 (below -1.95: left out)."""
    found = confidence(hit(0.7, 0.6, 0.44, 0.3), interpretation("three words here"), CALIBRATION)
    # -5.24 + .55 × 2 + 1.49 × ln(1 + 3) + 3.27 × 2/3 - .09 × 1 = .0156
    assert found == logistic(0.0156)


def test_a_word_just_below_what_counts_as_answered_is_neither_answered_nor_left_out() -> None:
    found = confidence(hit(0.5, 0.42), interpretation("masks"), CALIBRATION)
    assert found == logistic(-5.24 + 1.49 * math.log(2))


@pytest.mark.parametrize(
    ("known", "evidence"),
    [
        (4, 0.5045),  # -5.24 + 1.49 × ln 2 + 3.27 + 1.04 × ln 4
        (6, 0.7366),  # 1.04 × ln 5: six times fewer count as five
    ],
)
def test_what_certain_constraints_leave_makes_an_answer_surer_up_to_five_times_fewer(
    known: int, evidence: float
) -> None:
    asked = interpretation("masks", allowed=frozenset({"masks"}), known=known)
    assert confidence(hit(0.5, 0.6), asked, CALIBRATION) == logistic(evidence)


def test_a_question_that_is_only_constraints_is_sure_of_what_meets_them() -> None:
    asked = interpretation("", allowed=frozenset({"masks", "gel"}), known=4)
    # -5.24 - .55 × 5 + 1.49 × ln 2 + 1.04 × ln 2 + 4.03 = -2.2063; no word was compared
    assert confidence(hit(0.0), asked, CALIBRATION) == logistic(-2.2063)


def test_the_surest_hit_speaks_for_the_answer_and_none_is_no_confidence() -> None:
    asked = interpretation("masks")
    hits = [hit(0.5, 0.3), hit(0.9, 0.9)]
    assert best_confidence(hits, asked, CALIBRATION) == confidence(hits[1], asked, CALIBRATION)
    assert best_confidence([], asked, CALIBRATION) == 0


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, Band.WEAK),
        (0.2499, Band.WEAK),
        (0.25, Band.POSSIBLE),
        (0.5999, Band.POSSIBLE),
        (0.6, Band.STRONG),
    ],
)
def test_bands_begin_where_they_are_said_to(probability: float, word: Band) -> None:
    assert band(probability) is word
