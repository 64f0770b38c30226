"""Late interaction: each token of the query looks for its best token in a passage.

The score is the mean over the query's tokens, weighted by idf, of the highest cosine with a token of the
passage (MaxSim: O. Khattab and M. Zaharia, "ColBERT", SIGIR 2020), here on the token vectors of an
ordinary embedding model, centred on their mean and of unit length, without training.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.centring import centred
from indexer.token_store import TokenVectors
from models.encoder import TokenStates


@dataclass(frozen=True, slots=True)
class QueryTokens:
    """A query's tokens, ready to be compared."""

    states: NDArray[np.float32]
    """``[tokens, dimension]``, centred, of unit length."""
    weights: NDArray[np.float32]
    """``[tokens]``, idf."""
    offsets: NDArray[np.int32]
    """``[tokens, 2]`` in the query."""


class TokenWeights:
    """The idf of token ids: ``ln(1 + (N - n + 0.5) / (n + 0.5))``, n of the N passages hold the token."""

    def __init__(self, token_ids: NDArray[np.int64], counts: NDArray[np.int64], passages: int) -> None:
        self._token_ids = token_ids
        self._counts = counts
        self._passages = passages

    def save(self, path: Path) -> None:
        """Write the table to `path` (.npy, int64 ``[2, 1 + vocabulary]``, the first column the size)."""
        np.save(
            path,
            np.stack([np.append(self._passages, self._token_ids), np.append(self._passages, self._counts)]),
        )

    @classmethod
    def load(cls, path: Path) -> "TokenWeights":
        """Read the table from `path`."""
        table = np.load(path)
        return cls(table[0, 1:], table[1, 1:], int(table[0, 0]))

    def of(self, token_ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return the idf of each token id, float32; a token never seen has the highest."""
        counts = np.zeros(len(token_ids), dtype=np.int64)
        if len(self._token_ids):
            places = np.searchsorted(self._token_ids, token_ids).clip(max=len(self._token_ids) - 1)
            known = self._token_ids[places] == token_ids
            counts[known] = self._counts[places[known]]
        rarity = 1 + (self._passages - counts + 0.5) / (counts + 0.5)
        return np.asarray(np.log(rarity), dtype=np.float32)


def query_tokens(tokens: TokenStates, mean: NDArray[np.float32], weights: TokenWeights) -> QueryTokens:
    """Return a query's tokens centred on `mean` and weighted."""
    return QueryTokens(
        states=centred(tokens.states, mean), weights=weights.of(tokens.token_ids), offsets=tokens.offsets
    )


def best_cosines(query: QueryTokens, passages: TokenVectors) -> NDArray[np.float32]:
    """Return for each token of the query its highest cosine in each passage, float32 ``[tokens, passages]``.

    It is 0 in a passage without tokens.
    """
    best = np.zeros((len(query.states), len(passages.lengths)), dtype=np.float32)
    filled = passages.lengths > 0
    if not len(query.states) or not filled.any():
        return best
    cosines = (query.states @ passages.states.T) * passages.factors
    firsts = (np.cumsum(passages.lengths) - passages.lengths)[filled]
    best[:, filled] = np.maximum.reduceat(cosines, firsts, axis=1)
    return best


def late_scores(query: QueryTokens, best: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the late-interaction score of each passage, float32 ``[passages]``, -1 to 1.

    A passage without tokens scores 0, and so do all for a query without tokens.

    Args:
        query: the query.
        best: what `best_cosines` gives, float32 ``[tokens, passages]``.
    """
    total = query.weights.sum()
    if not total:
        return np.zeros(best.shape[1], dtype=np.float32)
    return np.asarray((query.weights @ best) / total)
