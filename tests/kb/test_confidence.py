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

CALIBRATION = Calibration(dense=Spread(0.4, 0.1), lexical=Spread(0.4, 0.2), late=Spread(0.5, 0.1))
NO_COLUMNS = Columns(initiatives=(), organisations=(), participations=())


def hit(dense: float, lexical: float, late: float) -> Hit:
    return Hit("masks", 0.5, 1, Signals(dense, lexical, 0.0, late), _needless)


def _needless() -> Quotation:
    raise AssertionError("scores alone tell how sure a hit is")


def interpretation(topic: str, *, met: float = 0.0, is_certain: bool = False) -> Interpretation:
    stopped = StatusConstraint(start=0, end=1, is_certain=True, statuses=())
    question = Question(text="s " + topic, topic=topic, constraints=(stopped,) if is_certain else ())
    preferences = Preferences({"masks": met} if met else {}, {})
    return Interpretation(question, Allowed(), preferences, NO_COLUMNS)


def test_the_probability_is_logistic_in_deviations_from_the_best_other_document() -> None:
    # -2.42 + .16 × 1 + .61 × 2 + .16 × .5 + .88 × ln(1 + 3) = .2599
    found = confidence(hit(0.5, 0.5, 0.7), interpretation("three words here"), CALIBRATION)
    assert found == pytest.approx(1 / (1 + math.exp(-0.2599)), abs=1e-3)


def test_preferences_met_and_certain_constraints_make_an_answer_surer() -> None:
    plain = confidence(hit(0.4, 0.4, 0.5), interpretation("masks"), CALIBRATION)
    # -2.42 + .88 × ln 2 = -1.81;  + .58 × .5 = -1.52;  + 1.44 = -.37
    assert plain == pytest.approx(1 / (1 + math.exp(1.81)), abs=1e-3)
    preferred = confidence(hit(0.4, 0.4, 0.5), interpretation("masks", met=0.5), CALIBRATION)
    assert preferred == pytest.approx(1 / (1 + math.exp(1.52)), abs=1e-3)
    certain = confidence(hit(0.4, 0.4, 0.5), interpretation("masks", is_certain=True), CALIBRATION)
    assert certain == pytest.approx(1 / (1 + math.exp(0.37)), abs=1e-3)


def test_a_question_that_is_only_constraints_is_sure_of_what_meets_them() -> None:
    found = confidence(hit(0.0, 0.0, 0.0), interpretation("", is_certain=True), CALIBRATION)
    # -2.42 - .16 × 4 - .61 × 5 - .16 × 2 + .88 × ln 2 + 1.44 + 3.05 = -1.33
    assert found == pytest.approx(1 / (1 + math.exp(1.33)), abs=1e-3)


def test_the_surest_hit_speaks_for_the_answer_and_none_is_no_confidence() -> None:
    asked = interpretation("masks")
    hits = [hit(0.4, 0.4, 0.5), hit(0.6, 0.9, 0.9)]
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
