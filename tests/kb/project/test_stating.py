"""Whether a segment states a need: what speaks for it, by hand, and the logistic model over that."""

import math

import numpy as np
import pytest

from kb.project.segments import Segment, segments
from kb.project.stating import Weights, by_meaning, by_words, features, judged

NAMES = tuple(features(Segment("x", 0, 1)))


def segment(text: str, **told: object) -> Segment:
    return Segment(text, 0, len(text), **told)  # type: ignore[arg-type]


def weights(*, intercept: float = 0.0, vector: tuple[float, ...] = (), **some: float) -> Weights:
    every = dict.fromkeys(NAMES, 0.0) | some
    return Weights(intercept=intercept, features=every, vector=vector, threshold=0.4)


def spoken(one: Segment) -> dict[str, float]:
    """The features that are not 0, less those that every segment has."""
    return {name: value for name, value in features(one).items() if value and name not in ("length", "place")}


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (
            segment("We are looking for a lab able to test masks."),
            {"seeking": 1, "able": 1, "partner": 1, "asks_partner": 1, "asks_able": 1},
        ),
        (
            segment("Un hôpital doit valider les 20 masques"),
            {"must": 1, "partner": 1, "must_partner": 1, "number": 1},
        ),
        (segment("masks", is_bullet=True), {"bullet": 1, "short": 1}),
        (segment("sterile masks and gowns here", heading="Partners sought"), {"under_needs": 1}),
        (segment("sterile masks and gowns here", heading="Budget"), {"under_other": 1}),
        # Needs and something else in one heading: it is about needs.
        (segment("sterile masks and gowns here", heading="Budget, partners sought"), {"under_needs": 1}),
        (segment("sterile masks and gowns here", introduction="Wij zoeken:"), {"introduced": 1}),
        (segment("sterile masks and gowns here", introduction="Il nous manque :"), {"introduced": 1}),
        (segment("sterile masks and gowns here", introduction="We have:"), {}),
        (segment("Masks at school or home?"), {"question": 1}),
        (segment("Masks and gowns and gloves:"), {"colon": 1}),
        # Three partners count as two.
        (segment("Labore, Kliniken und Firmen für Masken"), {"partner": 2}),
        (segment("Idéalement un atout pour les masques"), {"welcome": 2}),
    ],
)
def test_what_speaks_for_and_against(one: Segment, told: dict[str, float]) -> None:
    assert spoken(one) == told


def test_length_is_a_logarithm_and_place_a_share() -> None:
    one = features(segment("masks and gowns", place=0.25))
    assert (one["length"], one["place"], one["short"]) == (math.log(4), 0.25, 1)
    assert features(segment("four words are enough"))["short"] == 0


def test_the_probability_is_logistic_in_the_weighted_features() -> None:
    model = weights(intercept=-3, seeking=2, partner=0.5, asks_partner=1, length=1)
    asking, telling = segment("We are looking for a lab"), segment("Masks are white")
    found = judged([asking, telling], model)
    # -3 + 2 + .5 + 1 + ln 7; -3 + ln 4
    by_hand = [1 / (1 + math.exp(-0.5 - math.log(7))), 1 / (1 + math.exp(3 - math.log(4)))]
    assert found.probabilities.tolist() == pytest.approx(by_hand)
    assert found.threshold == 0.4


def test_vectors_count_by_dimension() -> None:
    model = weights(vector=(2.0, -1.0), length=0.0)
    vectors = np.array([[1, 0], [0, 1], [0.5, 1]], dtype=np.float32)
    found = judged([segment("masks")] * 3, model, vectors)
    assert found.probabilities.tolist() == pytest.approx([1 / (1 + math.exp(-2)), 1 / (1 + math.exp(1)), 0.5])


def test_without_segments_there_are_no_probabilities() -> None:
    assert judged([], weights()).probabilities.shape == (0,)
    assert judged([], weights(vector=(1.0,)), np.zeros((0, 1), np.float32)).probabilities.shape == (0,)


def test_with_a_model_that_is_not_known_the_words_alone_decide() -> None:
    told = segments("We are looking for a lab that is able to test masks.\n\nThe weather is fine.")
    vectors = np.ones((2, 64), dtype=np.float32)
    found, words = by_meaning(told, vectors, "unknown"), by_words(told)
    assert found.probabilities.tolist() == words.probabilities.tolist()
    assert found.threshold == words.threshold
    assert words.probabilities[0] > words.threshold > words.probabilities[1]
