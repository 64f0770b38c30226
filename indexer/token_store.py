"""The token vectors of all passages: centred, of unit length, in 8 bits a number, memory-mapped.

Each vector is kept as whole numbers from -127 to 127 and the factor that gives it back. Cosines move by
less than 0.002; half-precision floats would take twice the disk and eight times as long to turn into what
a processor multiplies.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from indexer.centring import centred
from indexer.vector_cache import CachedTokens

STATES = "token_states.npy"
FACTORS = "token_factors.npy"
OFFSETS = "token_offsets.npy"
FIRSTS = "token_firsts.npy"

_LARGEST = 127


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The token vectors of one passage."""

    states: NDArray[np.float32]
    """``[tokens, dimension]``, times `factors` centred and of unit length."""
    factors: NDArray[np.float32]
    """``[tokens]``."""


class TokenStore:
    """Reads token vectors by passage row; reading is thread-safe."""

    def __init__(self, folder: Path) -> None:
        self._firsts: NDArray[np.int64] = np.load(folder / FIRSTS)
        # numpy cannot map an empty file.
        mode: Literal["r"] | None = "r" if self._firsts[-1] else None
        # As a plain array over the map, which is cut faster than numpy's own kind of it.
        self._states = np.asarray(np.load(folder / STATES, mmap_mode=mode))
        self._factors = np.load(folder / FACTORS)
        self._offsets = np.load(folder / OFFSETS, mmap_mode=mode)

    def vectors(self, row: int) -> TokenVectors:
        """Return the token vectors of the passage in `row`."""
        place = slice(self._firsts[row], self._firsts[row + 1])
        return TokenVectors(self._states[place].astype(np.float32), self._factors[place])

    def offsets(self, row: int) -> NDArray[np.int32]:
        """Return where the tokens of the passage in `row` stand in its text, int32 ``[tokens, 2]``.

        A token of the title has a negative start.
        """
        return np.array(self._offsets[self._firsts[row] : self._firsts[row + 1]])


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
    total = int(firsts[-1])
    offsets = np.zeros((total, 2), dtype=np.int32)
    factors = np.zeros(total, dtype=np.float32)
    # Written as a stream: a full disk is an error then, where it would kill who writes to a mapped file.
    with (folder / STATES).open("wb") as states:
        header = {"descr": "|i1", "fortran_order": False, "shape": (total, len(mean))}
        np.lib.format.write_array_header_1_0(states, header)
        for row, (tokens, prefix) in enumerate(passages):
            place = slice(firsts[row], firsts[row + 1])
            whole, factors[place] = _in_eight_bits(centred(tokens.states.astype(np.float32), mean))
            states.write(whole.tobytes())
            offsets[place] = tokens.offsets - prefix
    np.save(folder / FACTORS, factors)
    np.save(folder / OFFSETS, offsets)


def _in_eight_bits(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return `vectors` as whole numbers and the factor of each row; a row of zeros stays one."""
    factors = np.abs(vectors).max(axis=1, initial=0) / _LARGEST
    divisors = np.where(factors > 0, factors, 1)[:, np.newaxis]
    return np.rint(vectors / divisors).astype(np.int8), factors
