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
COLUMNS = Columns(
    initiatives=[SALIVA.model_copy(update={"id": id_}) for id_ in ("masks", "gel", "tests", "visors")],
    organisations=(),
    participations=(),
)


def hit(late: float, *word_similarities: float) -> Hit:
    signals = Signals(0.0, 0.0, 0.0, late)
    return Hit("masks", 0.5, 1, signals, _needless, word_similarities)


def _needless() -> Quotation:
    raise AssertionError("scores alone tell how sure a hit is")


def interpretation(topic: str, *, allowed: frozenset[str] | None = None) -> Interpretation:
    stopped = StatusConstraint(start=0, end=1, is_certain=True, statuses=())
    question = Question(text="s " + topic, topic=topic, constraints=() if allowed is None else (stopped,))
    return Interpretation(question, Allowed(allowed), Preferences({}, {}), COLUMNS)


def logistic(evidence: float) -> object:
    return pytest.approx(1 / (1 + math.exp(-evidence)), abs=1e-3)


def test_the_probability_is_logistic_in_late_score_length_and_coverage() -> None:
    """Deviations of the words: 1, -.6 (both above -.7: answered) and -2 (below -1.95: left out)."""
    found = confidence(hit(0.7, 0.6, 0.44, 0.3), interpretation("three words here"), CALIBRATION)
    # -5.35 + .56 × 2 + 1.53 × ln(1 + 3) + 3.33 × 2/3 - .1 × 1 = .0110
    assert found == logistic(0.0110)


def test_a_word_just_below_what_counts_as_answered_is_neither_answered_nor_left_out() -> None:
    found = confidence(hit(0.5, 0.42), interpretation("masks"), CALIBRATION)
    assert found == logistic(-5.35 + 1.53 * math.log(2))


def test_what_certain_constraints_leave_of_four_makes_an_answer_surer() -> None:
    one = confidence(hit(0.5, 0.6), interpretation("masks", allowed=frozenset({"masks"})), CALIBRATION)
    # -5.35 + 1.53 × ln 2 + 3.33 + .87 × ln 4 = .2466
    assert one == logistic(0.2466)


def test_a_question_that_is_only_constraints_is_sure_of_what_meets_them() -> None:
    asked = interpretation("", allowed=frozenset({"masks", "gel"}))
    # -5.35 - .56 × 5 + 1.53 × ln 2 + .87 × ln 2 + 3.43 = -3.056; no word was compared
    assert confidence(hit(0.0), asked, CALIBRATION) == logistic(-3.0565)


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
