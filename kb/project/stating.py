"""How likely a segment states a need: a logistic model over its words, heading, form and meaning.

The weights (``data/stating.json``) are fitted by ``python -m tests.relevance.fit_stating`` to descriptions
that are not used to report anything. What a text means is told by vectors, which only the model they come
from can read; with another model the words, heading and form alone decide. How far that holds is in
docs/decisions/0011-needs-of-a-project.md.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from kb.model import Record
from kb.project.cues import SENTENCE_CUES, found, holds
from kb.project.segments import Segment
from kb.question.words import words_of

_SHORT = 4
"""Words below which a segment is hardly a sentence."""


class Weights(Record):
    """One logistic model."""

    intercept: float
    features: dict[str, float]
    vector: tuple[float, ...] = ()
    """For each dimension of the vectors; empty where they are not looked at."""
    threshold: float
    """Probability from which a segment is taken to state a need."""


class Fitted(Record):
    """The models that the file holds."""

    words: Weights
    """Without vectors, for any model."""
    models: dict[str, Weights]
    """By the fingerprint of the model."""


@dataclass(frozen=True, slots=True)
class Stated:
    """How likely each of some segments states a need, and from when that counts."""

    probabilities: NDArray[np.float64]
    """``[segments]``, 0 to 1."""
    threshold: float


def by_words(segments: Sequence[Segment]) -> Stated:
    """What words, headings and form of `segments` tell."""
    return judged(segments, _fitted().words)


def by_meaning(segments: Sequence[Segment], vectors: NDArray[np.float32], fingerprint: str) -> Stated:
    """What the `vectors` of `segments`, ``[segments, dimension]``, tell too, if their model is known."""
    weights = _fitted().models.get(fingerprint)
    if weights is None:
        return by_words(segments)
    return judged(segments, weights, vectors)


def judged(
    segments: Sequence[Segment], weights: Weights, vectors: NDArray[np.float32] | None = None
) -> Stated:
    """What the model of `weights` tells of `segments`; their `vectors` count where they are given."""
    evidence = np.array([_of_features(weights, features(one)) for one in segments], dtype=np.float64)
    if vectors is not None:
        evidence += vectors @ np.array(weights.vector)
    return Stated(1 / (1 + np.exp(-evidence)), weights.threshold)


def features(segment: Segment) -> dict[str, float]:
    """What of `segment` speaks for or against a need, by name: 0 or 1, small counts, a logarithm, a share."""
    words = words_of(segment.text)
    counts = {cue: sum(1 for _ in found(cue, words)) for cue in SENTENCE_CUES}
    asks = counts["seeking"] + counts["lacking"] > 0
    under_needs = holds("needs_heading", segment.heading)
    introduction = words_of(segment.introduction)
    return {
        **{cue: float(min(count, 2)) for cue, count in counts.items()},
        "asks_partner": float(asks and counts["partner"] > 0),
        "asks_able": float(asks and counts["able"] > 0),
        "must_partner": float(counts["must"] > 0 and counts["partner"] > 0),
        "under_needs": float(under_needs),
        "under_other": float(not under_needs and holds("other_heading", segment.heading)),
        "introduced": float(any(any(found(cue, introduction)) for cue in ("seeking", "lacking"))),
        "bullet": float(segment.is_bullet),
        "question": float(segment.text.endswith("?")),
        "colon": float(segment.text.endswith(":")),
        "number": float(any(character.isdigit() for character in segment.text)),
        "length": math.log1p(len(words)),
        "short": float(len(words) < _SHORT),
        "place": segment.place,
    }


def _of_features(weights: Weights, values: Mapping[str, float]) -> float:
    return weights.intercept + sum(weights.features[name] * value for name, value in values.items())


@cache
def _fitted() -> Fitted:
    text = (resources.files("kb.project") / "data" / "stating.json").read_text(encoding="utf-8")
    return Fitted.model_validate(json.loads(text))
