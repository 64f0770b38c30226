"""Words as the lexical index compares them: per language stemmed, as names folded; the same both ways."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

LANGUAGES = {"fr": "french", "en": "english", "nl": "dutch", "de": "german"}
"""ISO 639-1 code → the stemmer's and the stop list's name in tantivy."""

NAMES = "names"
"""The field of names and acronyms: folded, neither stemmed nor stopped."""

_MORE_STOP_WORDS = {
    "fr": "quel quelle quels quelles comment combien quand pourquoi où quelqu quelque quelques aussi chez",
    "en": "i me my we us our ours you your yours he him his she her hers its them theirs who whom whose which"
    " what where when why how do does did done doing have has had having am were been being can could should"
    " would may might must shall here than so too very just also any some someone anyone something anything"
    " other others about against between during from up down out over under again all both each more most own"
    " same only because until while s t don",
    "nl": "wie wat waar wanneer waarom hoe welke welk iemand iets",
    "de": "wer wen wem was wo wann warum wie welche welcher welches jemand etwas",
}
"""What tantivy's lists lack: all but 33 words of English, and most words that ask."""

LONGEST_WORD = 60
"""Bytes; tantivy cannot index a word of 64 KB, and nobody looks for one of 61."""


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a query as each field knows it."""

    terms: tuple[tuple[str, str], ...]
    """(field, term) pairs; never empty, and at most one per field."""


@cache
def analyser(field: str) -> TextAnalyzer:
    """Return the analyser of `field`: a code of `LANGUAGES`, or `NAMES`."""
    builder = _folded()
    if field in LANGUAGES:
        # Accents go last: the stop lists and the stemmers are written with them.
        builder = _stopped(builder, field).filter(Filter.stemmer(LANGUAGES[field]))
    return builder.filter(Filter.ascii_fold()).build()


def is_stop_word(word: str) -> bool:
    """Whether `word` is on the stop list of any of the four languages, or is a single letter."""
    if len(word) == 1 and word.isalpha():
        return True
    return len(word) <= LONGEST_WORD and _is_listed(word)


def query_words(text: str, limit: int = 256) -> list[QueryWord]:
    """Return the distinct words of `text` in order, at most `limit`, analysed in every language.

    The language of a query is never guessed: each word is tried in all four. A stop word of any
    language is left out, or else "the" would find "thé"; but an acronym in capitals ("WHO" in "les
    recherches du WHO") still counts as a name. A query of stop words alone keeps them.
    """
    words = _words().analyze(text)
    shouting = not any(character.islower() for character in text)
    kept = list(_distinct(words, shouting=shouting, stop=True))
    return (kept or list(_distinct(words, shouting=shouting, stop=False)))[:limit]


@lru_cache(maxsize=8_192)
def _is_listed(word: str) -> bool:
    """Whether `word` is on any of the stop lists; the same words come again and again."""
    return any(not _stopper(language).analyze(word) for language in LANGUAGES)


def _distinct(words: list[str], *, shouting: bool, stop: bool) -> Iterator[QueryWord]:
    """Yield each word once; under `stop`, stop words only as names and only if written as acronyms."""
    seen = set()
    for word in words:
        fields = [*LANGUAGES, NAMES]
        if stop and is_stop_word(word.lower()):
            fields = [] if shouting or len(word) == 1 or not word.isupper() else [NAMES]
        found = ((field, analyser(field).analyze(word)) for field in fields)
        terms = tuple((field, analysed[0]) for field, analysed in found if analysed)
        if terms and terms not in seen:
            seen.add(terms)
            yield QueryWord(terms)


def _folded() -> TextAnalyzerBuilder:
    """Return the steps every analyser begins with."""
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(LONGEST_WORD))
        .filter(Filter.lowercase())
    )


@cache
def _words() -> TextAnalyzer:
    """Return the analyser that only cuts a text into words."""
    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD)).build()


@cache
def _stopper(language: str) -> TextAnalyzer:
    """Return the analyser that only drops the stop words of `language`."""
    return _stopped(TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.lowercase()), language).build()


def _stopped(builder: TextAnalyzerBuilder, language: str) -> TextAnalyzerBuilder:
    """Return `builder` with the stop words of `language` dropped."""
    more = Filter.custom_stopword(_MORE_STOP_WORDS[language].split())
    return builder.filter(Filter.stopword(LANGUAGES[language])).filter(more)
