"""The last stage, where a reranker is configured: a cross-encoder reads the best documents with the query.

    score = ½ · score before + ½ · cross_encoder

`cross_encoder` is what the reranker says of the query and the document's best passage, 0 to 1. A document
that is not read has 0 there, as a passage that was not reranked has no late score. So scores stay between 0
and 1, those of two queries can be compared, and a document that was read stays before those that were not,
as it was before them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CROSS_ENCODED = 20
"""Documents that are read: the ten of a page, and ten that may take a place there. Each costs a pass of the
model, so a query takes as long as this number says."""
CROSS_ENCODER_WEIGHT = 0.5
"""Neither side has the last word: nothing was measured that would give it to one of them."""
_DECIMALS = 6

CrossScores = Callable[[str, Sequence[str]], NDArray[np.float32]]
"""A query and texts to how well each of them answers, float32 ``[texts]``, 0 to 1."""


@dataclass(frozen=True, slots=True)
class CrossEncoded:
    """A document of a ranking after the last stage."""

    place: int
    """In the ranking before, from 0."""
    score: float
    cross_encoder: float | None
    """What the reranker said; None of a document that it did not read."""


def cross_encoded(scores: Sequence[float], read: NDArray[np.float32]) -> list[CrossEncoded]:
    """Return a ranking's documents in their new order, best first; equal scores stay as they were.

    Args:
        scores: of the ranking before, descending, none below 0.
        read: float32 ``[documents read]``, 0 to 1: what the reranker says of the first of them.
    """
    said = [round(float(score), _DECIMALS) for score in read]
    unread: list[float | None] = [None] * (len(scores) - len(said))
    documents = [
        CrossEncoded(place, _blend(before, cross_encoder), cross_encoder)
        for place, (before, cross_encoder) in enumerate(zip(scores, said + unread, strict=True))
    ]
    return sorted(documents, key=lambda document: (-document.score, document.place))


def _blend(before: float, cross_encoder: float | None) -> float:
    mixed = (1 - CROSS_ENCODER_WEIGHT) * before + CROSS_ENCODER_WEIGHT * (cross_encoder or 0.0)
    return round(mixed, _DECIMALS)
