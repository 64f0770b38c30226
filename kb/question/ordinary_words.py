"""Ordinary words of the four languages, which no name may be guessed from."""

from functools import cache

from spellchecker import SpellChecker

from kb.question.words import folded

_LANGUAGES = ("en", "fr", "nl", "de")
_MORE_OFTEN_THAN = 50
"""The count pyspellchecker gives to words it only knows from a dictionary: rare ones and many names."""


@cache
def ordinary_words() -> frozenset[str]:
    """Folded words of English, French, Dutch and German; reading them takes about a second, once."""
    found: set[str] = set()
    for language in _LANGUAGES:
        counted = SpellChecker(language=language).word_frequency.dictionary
        common = [word for word, count in counted.items() if count > _MORE_OFTEN_THAN]
        found.update(word if word.isascii() else folded(word) for word in common)
    return frozenset(found)
