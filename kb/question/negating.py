"""What a question says it does not mean is no constraint: ``not completed``, ``sauf Liège``."""

from kb.question.constraints import KindConstraint, PlaceConstraint
from kb.question.reading import Reading, Sentence
from kb.question.vocabulary import phrases, stop_words

_REACH = 4
"""Words that may stand between ``not`` and what it negates: ``not made by the …``."""


def drop_negated(sentence: Sentence) -> None:
    """Take out the readings that a negation stands before; kinds read theirs themselves.

    What is left out this way is not excluded, for the words that say so are often said of something else;
    but nothing is filtered by the opposite of what was said.
    """
    sentence.readings = [reading for reading in sentence.readings if not _is_negated(sentence, reading)]


def _is_negated(sentence: Sentence, reading: Reading) -> bool:
    if isinstance(reading.constraint, KindConstraint):
        return False
    if isinstance(reading.constraint, PlaceConstraint) and _follows(sentence, reading.first, "outside"):
        return True
    return _follows(sentence, reading.first, "not")


def _follows(sentence: Sentence, first: int, section: str) -> bool:
    """Whether a phrase of `section` stands before the word at `first`, with stop words alone between."""
    for before in range(first, max(first - _REACH, 0), -1):
        if phrases(section).ending(sentence.words, before) is not None:
            return True
        if sentence.words[before - 1].folded not in stop_words():
            return False
    return False
