"""A question as words with their places in it, and tables that find phrases among them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from kb.names import fold

# Initials first (``F.R.S.``), then words; combining accents belong to the letter before them.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?|[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Word:
    """One word and where it stands."""

    text: str
    """As it was typed."""
    folded: str
    """In small letters, without accents; may be empty for odd characters."""
    start: int
    end: int


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """`word` as words are compared: ``Liège`` is ``liege``."""
    return fold(word).replace(" ", "")


def words_of(text: str) -> tuple[Word, ...]:
    """The words of `text` in their order; hyphens and apostrophes part them."""
    return tuple(
        Word(found.group(), folded(found.group()), found.start(), found.end())
        for found in _WORD.finditer(text)
    )


@lru_cache(maxsize=1 << 16)
def key_of(text: str) -> tuple[str, ...]:
    """What two spellings of the same phrase share: its folded words."""
    return tuple(folded(word) for word in _WORD.findall(text))


@dataclass(frozen=True, slots=True)
class Found(Generic[_T]):
    """A phrase of a table, found in a question."""

    value: _T
    first: int
    """Position of its first word."""
    after: int
    """Position after its last word."""


class PhraseTable(Generic[_T]):
    """Phrases and what they mean; the longest one at a position is found."""

    def __init__(self, phrases: Iterable[tuple[str, _T]] = ()) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], _T]] = {}
        self._by_last: dict[str, dict[tuple[str, ...], _T]] = {}
        self.longest = 0
        """Number of words of the longest phrase."""
        for text, value in phrases:
            self.add(key_of(text), value)

    def has_first(self, word: str) -> bool:
        """Whether any phrase begins with this folded word."""
        return word in self._by_first

    def add(self, key: tuple[str, ...], value: _T) -> None:
        """Let the phrase of `key` mean `value`; the first meaning stays."""
        if key:
            self._by_first.setdefault(key[0], {}).setdefault(key, value)
            self._by_last.setdefault(key[-1], {}).setdefault(key, value)
            self.longest = max(self.longest, len(key))

    def get(self, key: tuple[str, ...]) -> _T | None:
        """What exactly this phrase means, if it is in the table."""
        return self._by_first.get(key[0], {}).get(key) if key else None

    def at(self, words: Sequence[Word], first: int) -> Found[_T] | None:
        """The longest phrase that begins at `first`."""
        if not 0 <= first < len(words):
            return None
        phrases = self._by_first.get(words[first].folded)
        if not phrases:
            return None
        for length in range(min(self.longest, len(words) - first), 0, -1):
            key = tuple(word.folded for word in words[first : first + length])
            if key in phrases:
                return Found(phrases[key], first, first + length)
        return None

    def ending(self, words: Sequence[Word], after: int) -> Found[_T] | None:
        """The longest phrase whose last word is just before `after`."""
        if not 0 < after <= len(words):
            return None
        phrases = self._by_last.get(words[after - 1].folded)
        if not phrases:
            return None
        for length in range(min(self.longest, after), 0, -1):
            key = tuple(word.folded for word in words[after - length : after])
            if key in phrases:
                return Found(phrases[key], after - length, after)
        return None
