"""Late interaction: each token of the query looks for its best token in a passage.

The score is the mean over the query's tokens, weighted by idf, of the highest cosine with a token of the
passage (MaxSim: O. Khattab and M. Zaharia, "ColBERT", SIGIR 2020), here on the token vectors of an
ordinary embedding model, centred on their mean and of unit length, without training.
"""

from collections.abc import Iterable
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


def best_cosines(query: QueryTokens, passages: Iterable[TokenVectors]) -> NDArray[np.float32]:
    """Return for each passage the highest cosine of each token of the query, float32 ``[passages, tokens]``.

    It is 0 in a passage without tokens. Passages are compared one by one: so their vectors stay in the
    processor's cache, which takes three fifths of the time of one large product, and a cosine depends on the
    two texts alone, not on what stands beside them.
    """
    columns = query.states.T
    best = [_best(columns, passage) for passage in passages]
    return np.array(best, dtype=np.float32).reshape(len(best), columns.shape[1])


def late_scores(query: QueryTokens, best: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the late-interaction score of each passage, float32 ``[passages]``, -1 to 1.

    A passage without tokens scores 0, and so do all for a query without tokens.

    Args:
        query: the query.
        best: what `best_cosines` gives, float32 ``[passages, tokens]``.
    """
    total = query.weights.sum()
    if not total:
        return np.zeros(len(best), dtype=np.float32)
    # One by one, as above: one product of them all rounds otherwise.
    return np.array([query.weights @ row / total for row in best], dtype=np.float32)


def _best(columns: NDArray[np.float32], passage: TokenVectors) -> NDArray[np.float32]:
    """Return the highest cosine of each query token, a column each, with the passage's."""
    if not len(passage.states):
        return np.zeros(columns.shape[1], dtype=np.float32)
    cosines = (passage.states @ columns) * passage.factors[:, np.newaxis]
    return np.asarray(cosines.max(axis=0))
