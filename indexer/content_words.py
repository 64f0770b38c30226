"""The words of a text that carry content, and which tokens belong to which of them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from indexer.analysis import LONGEST_WORD, is_stop_word

_WORD = re.compile(r"\w+")

Span = tuple[int, int]


def content_words(text: str, *, until: int | None = None) -> list[Span]:
    """Return where the words of `text` stand that are no stop word, no single letter, not endless.

    Only those that begin before `until`, where that is given.
    """
    words: Iterator[re.Match[str]] = _WORD.finditer(text)
    if until is not None:
        words = takewhile(lambda word: word.start() < until, words)
    return [word.span() for word in words if _carries_content(word.group())]


def words_of_tokens(words: list[Span], offsets: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return for each token the place in `words` of the word it belongs to, int64 ``[tokens]``; -1 for none.

    Args:
        words: ascending, as `content_words` gives them.
        offsets: int32 ``[tokens, 2]``; a token with a negative start is not of this text.
    """
    if not words:
        return np.full(len(offsets), -1, dtype=np.int64)
    starts, ends = np.array(words).T
    # A token belongs to the word it overlaps; it may begin with the space before that.
    place = np.searchsorted(ends, offsets[:, 0], side="right").clip(max=len(words) - 1)
    inside = (offsets[:, 0] < ends[place]) & (offsets[:, 1] > starts[place]) & (offsets[:, 0] >= 0)
    return np.where(inside, place, -1)


def _carries_content(word: str) -> bool:
    """Whether `word` is neither a stop word nor endless, which would fill the caches of words."""
    return len(word) <= LONGEST_WORD and not _is_stop_word(word)


@lru_cache(maxsize=8_192)
def _is_stop_word(word: str) -> bool:
    """Whether `word`, in whatever letters, is a stop word."""
    return is_stop_word(word.casefold())
