"""Steps over words that say nothing where they stand: articles, asking words, generic ones."""

from collections.abc import Iterable, Iterator, Sequence

from kb.question.vocabulary import phrases
from kb.question.words import Word


def skip_back(words: Sequence[Word], after: int, sections: Iterable[str]) -> int:
    """The position just after the words before `after` that are in none of these sections."""
    tables = [phrases(section) for section in sections]
    while after > 0:
        found = next((found for table in tables if (found := table.ending(words, after))), None)
        if found is None:
            return after
        after = found.first
    return after


def ends_before(words: Sequence[Word], first: int) -> Iterator[int]:
    """`first`, and the positions after the articles before it, the nearest first: ``de l'ULiège``."""
    while True:
        yield first
        article = phrases("articles").ending(words, first)
        if article is None:
            return
        first = article.first


def skip_ahead(words: Sequence[Word], first: int, sections: Iterable[str]) -> int:
    """The position of the first word from `first` on that is in none of these sections."""
    tables = [phrases(section) for section in sections]
    while first < len(words):
        found = next((found for table in tables if (found := table.at(words, first))), None)
        if found is None:
            return first
        first = found.after
    return first
