"""Means subtracted from vectors, so that what all texts share no longer counts as likeness."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_PRIOR = 10
"""Vectors' worth of zero in each mean. Without it the mean of one vector is that vector, and nothing is
left of it; with thousands of vectors it changes nothing."""


@dataclass(frozen=True, slots=True)
class Centres:
    """The four means of a generation, float32 ``[dimension]`` each."""

    passages: NDArray[np.float32]
    queries: NDArray[np.float32]
    passage_tokens: NDArray[np.float32]
    query_tokens: NDArray[np.float32]

    def save(self, path: Path) -> None:
        """Write the means to `path` (.npy, float32 ``[4, dimension]``)."""
        np.save(path, np.stack([self.passages, self.queries, self.passage_tokens, self.query_tokens]))

    @classmethod
    def load(cls, path: Path) -> "Centres":
        """Read the means from `path`."""
        return cls(*np.load(path))


def shrunk_mean(total: NDArray[np.float64], count: int) -> NDArray[np.float32]:
    """Return ``total / (count + 10)``, float32 ``[dimension]``: a mean drawn towards zero while few."""
    return (total / (count + _PRIOR)).astype(np.float32)


def centred(vectors: NDArray[np.float32], mean: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return rows of unit length of ``vectors - mean``, float32; a row equal to the mean becomes zeros."""
    moved = vectors - mean
    lengths = np.sqrt(np.einsum("ij,ij->i", moved, moved))[:, np.newaxis]
    moved /= np.where(lengths > 1e-6, lengths, np.inf)
    return moved
