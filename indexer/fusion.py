"""Dense and lexical scores into one: a convex combination, then a blend with late interaction.

    fused = ½ · max(0, dense) + ½ · lexical
    score = 0.3 · fused + 0.7 · max(0, late)

`dense` is the cosine of centred vectors: 0 is what two unrelated texts have, so 0 is its theoretical minimum
and 1 its maximum. `lexical` is BM25 over the BM25 of an average passage that holds every word of the query
once, cut at 1; its minimum is 0. Neither end moves with the other passages retrieved, so scores of two
queries can be compared, which min-max and rank fusion do not allow (S. Bruch, S. Gai, A. Ingber, "An
Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 2023: theoretical minimum, convex combination).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DENSE_WEIGHT = 0.5
LATE_WEIGHT = 0.7
_DECIMALS = 6
"""Scores are rounded before they are compared: what differs less is a tie, broken by the row."""

Scores = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Candidates:
    """The passages retrieved for one query, best fused score first, ties by row."""

    rows: Rows
    dense: Scores
    lexical: Scores
    fused: NDArray[np.float64]


def fuse(rows: Rows, dense: Scores, lexical: Scores) -> Candidates:
    """Return the candidates in `rows` with their fused score, best first.

    Args:
        rows: int64 ``[candidates]``, distinct.
        dense: float32 ``[candidates]``, centred cosine, -1 to 1.
        lexical: float32 ``[candidates]``, 0 to 1; 0 where no word is shared.
    """
    related = dense.clip(min=0).astype(np.float64)
    fused = (DENSE_WEIGHT * related + (1 - DENSE_WEIGHT) * lexical.astype(np.float64)).round(_DECIMALS)
    order = np.lexsort((rows, -fused))
    return Candidates(rows[order], dense[order], lexical[order], fused[order])


def blend(fused: NDArray[np.float64], late: Scores) -> NDArray[np.float64]:
    """Return the final scores. A passage that was not reranked has a late score of 0."""
    mixed = (1 - LATE_WEIGHT) * fused + LATE_WEIGHT * late.clip(min=0).astype(np.float64)
    return np.asarray(np.round(mixed, _DECIMALS))
