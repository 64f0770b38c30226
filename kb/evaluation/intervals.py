"""Means with their bootstrap 95 % intervals (percentile method, fixed seed)."""

from collections.abc import Hashable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kb.model import Record

RESAMPLES = 2000
LEVELS = (2.5, 97.5)
"""Percentiles of the resamples: the interval that 95 % of them lie in."""
SEED = 20_201_005
_CELLS = 1_000_000
"""Numbers drawn at once; bounds the memory with many questions."""


class Figure(Record):
    """One figure of an evaluation."""

    value: float
    low: float
    """Lower end of the 95 % interval."""
    high: float
    count: int
    """Questions (or needs, or pairs) it is taken over."""


def mean_figure(values: Sequence[float], *, groups: Sequence[Hashable] | None = None) -> Figure:
    """The mean of `values` with its interval; at least one value is needed.

    With `groups` (one per value), whole groups are resampled: the four translations of a need are not
    four independent questions.
    """
    numbers = np.asarray(values, dtype=np.float64)
    members = group_numbers(groups) if groups is not None else np.arange(len(numbers))
    sums = np.bincount(members, weights=numbers)
    sizes = np.bincount(members)
    means = np.concatenate([sums[rows].sum(axis=1) / sizes[rows].sum(axis=1) for rows in draws(len(sizes))])
    return figure(float(numbers.mean()), means, count=len(numbers))


def figure(value: float, resampled: NDArray[np.float64], *, count: int) -> Figure:
    """`value` with the interval of its resamples, shape (resamples,)."""
    low, high = np.percentile(resampled, LEVELS)
    return Figure(value=value, low=float(low), high=float(high), count=count)


def draws(size: int, *, stream: int = 0) -> Iterator[NDArray[np.int64]]:
    """RESAMPLES rows of `size` indices below `size`, drawn with replacement, in blocks of rows.

    The same size and stream always give the same rows.
    """
    generator = np.random.default_rng([SEED, stream])
    rows_at_once = max(1, min(RESAMPLES, _CELLS // size))
    for start in range(0, RESAMPLES, rows_at_once):
        yield generator.integers(size, size=(min(rows_at_once, RESAMPLES - start), size))


def group_numbers(groups: Sequence[Hashable]) -> NDArray[np.int64]:
    """The groups numbered from 0 in the order they first appear; shape (number of `groups`,)."""
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    return np.array([numbers[group] for group in groups], dtype=np.int64)
