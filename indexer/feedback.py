"""Documents near to the best ones are raised: what answers a need is seldom alone in its kind.

Pseudo-relevance feedback with vectors, as a rerank (H. Li et al., "Pseudo Relevance Feedback with Deep
Language Models and Dense Retrievers", ACM TOIS 2023): the best documents' vectors, weighted by their scores,
stand for what was meant. The same need in two languages meets the same first documents, so what follows
them agrees more, too. Nothing is retrieved anew: a document that no retriever found stays out.
"""

import numpy as np
from numpy.typing import NDArray

FEEDBACK_DOCUMENTS = 3
FEEDBACK_WEIGHT = 0.13
"""Measured on the develop half; from .07 to .17, with one to four documents, all gain about the same."""


def near_the_best(scores: NDArray[np.float64], vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return how near each document is to the best ones taken together, float64 ``[documents]``, 0 to 1.

    A cosine, 0 where it is below; 0 for all where no score is above 0.

    Args:
        scores: float64 ``[documents]``, best first.
        vectors: float32 ``[documents, dimension]``, of unit length.
    """
    best = scores[:FEEDBACK_DOCUMENTS].clip(min=0)
    meant = best @ vectors[:FEEDBACK_DOCUMENTS]
    length = float(np.linalg.norm(meant))
    if length == 0:
        return np.zeros(len(scores))
    return np.asarray((vectors @ (meant / length)).clip(min=0))


def raised(scores: NDArray[np.float64], near: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the scores of documents so `near` the best ones, float64 ``[documents]``, on the old scale."""
    return (1 - FEEDBACK_WEIGHT) * scores + FEEDBACK_WEIGHT * near
