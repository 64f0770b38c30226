"""How well each word of a query is answered by a document, the best passage of each facet taken together.

A document near in meaning that leaves one word of the need unanswered ("phage therapy for bone infections")
often is not what was asked for; no mean over all words shows that.
"""

import numpy as np
from numpy.typing import NDArray


def word_similarities(best: NDArray[np.float32], words: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return for each word the mean over its tokens of their best cosine, float32 ``[passages, words]``.

    Words without a token are left out. Where no token belongs to a word, all of them count as one word, so
    that a query of stop words is covered as well or as badly as it is.

    Args:
        best: float32 ``[passages, tokens]``, the best cosine of each token of the query.
        words: int64 ``[tokens]``, the word each token belongs to, ascending; -1 for none.
    """
    if not best.size:
        return best[:, :0]
    inside = np.flatnonzero(words >= 0)
    if not len(inside):
        return np.asarray(best.mean(axis=1, keepdims=True))
    _, firsts, counts = np.unique(words[inside], return_index=True, return_counts=True)
    sums = np.add.reduceat(best[:, inside], firsts, axis=1)
    return np.asarray(sums / counts.astype(np.float32))
