"""The token vectors of all passages: centred, of unit length, memory-mapped."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from indexer.centring import centred
from indexer.vector_cache import CachedTokens

STATES = "token_states.npy"
OFFSETS = "token_offsets.npy"
FIRSTS = "token_firsts.npy"


@dataclass(frozen=True, slots=True)
class PassageTokens:
    """The token vectors of one passage."""

    states: NDArray[np.float32]
    """``[tokens, dimension]``, centred, of unit length."""
    offsets: NDArray[np.int32]
    """``[tokens, 2]`` in the passage's text; a token of the title has a negative start."""


class TokenStore:
    """Reads token vectors by passage row; reading is thread-safe."""

    def __init__(self, folder: Path) -> None:
        self._firsts: NDArray[np.int64] = np.load(folder / FIRSTS)
        # numpy cannot map an empty file.
        mode: Literal["r"] | None = "r" if self._firsts[-1] else None
        self._states = np.load(folder / STATES, mmap_mode=mode)
        self._offsets = np.load(folder / OFFSETS, mmap_mode=mode)

    def passage(self, row: int) -> PassageTokens:
        """Return the tokens of the passage in `row`."""
        first, after = self._firsts[row], self._firsts[row + 1]
        return PassageTokens(
            states=np.asarray(self._states[first:after], dtype=np.float32),
            offsets=np.array(self._offsets[first:after]),
        )

    def gather(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return the token vectors of `rows` one after the other, and how many tokens each row has."""
        firsts, afters = self._firsts[rows], self._firsts[rows + 1]
        parts = [self._states[first:after] for first, after in zip(firsts, afters, strict=True)]
        empty = np.zeros((0, self._states.shape[1]), dtype=np.float16)
        return np.concatenate([empty, *parts]).astype(np.float32), afters - firsts


def write_tokens(
    folder: Path,
    passages: Iterable[tuple[CachedTokens, int]],
    lengths: NDArray[np.int64],
    mean: NDArray[np.float32],
) -> None:
    """Write the token vectors of a generation, one passage at a time.

    Args:
        folder: the generation's.
        passages: (tokens, length of the title's prefix in characters) by row.
        lengths: int64 ``[passages]``, tokens of each.
        mean: float32 ``[dimension]``, subtracted from every token vector.
    """
    firsts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])
    np.save(folder / FIRSTS, firsts)
    shape = (int(firsts[-1]), len(mean))
    if not shape[0]:
        np.save(folder / STATES, np.zeros(shape, dtype=np.float16))
        np.save(folder / OFFSETS, np.zeros((0, 2), dtype=np.int32))
        return
    states = np.lib.format.open_memmap(folder / STATES, mode="w+", dtype=np.float16, shape=shape)
    offsets = np.lib.format.open_memmap(folder / OFFSETS, mode="w+", dtype=np.int32, shape=(shape[0], 2))
    for row, (tokens, prefix) in enumerate(passages):
        place = slice(firsts[row], firsts[row + 1])
        states[place] = centred(tokens.states.astype(np.float32), mean)
        offsets[place] = tokens.offsets - prefix
    states.flush()
    offsets.flush()
