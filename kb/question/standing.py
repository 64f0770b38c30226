"""Reads the status of initiatives: ``stopped projects``, ``essais en cours``, ``abgeschlossene Studien``."""

from functools import partial

from kb.question.constraints import StatusConstraint
from kb.question.reading import Sentence, skip_ahead, skip_back
from kb.question.vocabulary import StatusWords, phrases, statuses
from kb.question.words import Found

_NEAR = 3
"""How many words may stand between a status and the projects it describes."""


def read_statuses(sentence: Sentence) -> None:
    """Add every status; certain beside the projects, trials or studies that have it."""
    at = 0
    taken = sentence.taken()
    while at < len(sentence.words):
        found = None if at in taken else statuses().at(sentence.words, at)
        if found is None:
            at += 1
            continue
        at = found.after
        describes = _describes_undertakings(sentence, found)
        certain = found.value.is_certain and describes and not sentence.is_about_a_fact
        make = partial(StatusConstraint, statuses=found.value.statuses, is_certain=certain)
        sentence.add(make, found.first, found.after, is_embedded=not certain)


def _describes_undertakings(sentence: Sentence, found: Found[StatusWords]) -> bool:
    before = _chain_start(sentence, found.first)
    if any(_is_undertaking_before(sentence, end) for end in range(before, max(0, before - _NEAR), -1)):
        return True
    is_first = skip_back(sentence.words, before, ("openings", "articles")) == 0
    reach = found.after + (_NEAR if is_first else 1)
    first = skip_ahead(sentence.words, found.after, ("or",))
    return any(_is_undertaking_at(sentence, at) for at in range(first, min(reach, len(sentence.words))))


def _chain_start(sentence: Sentence, first: int) -> int:
    """Where a row of statuses begins: ``arrêtées ou abandonnées avant terme``."""
    while True:
        end = skip_back(sentence.words, first, ("or",))
        previous = next((r for r in sentence.readings if r.after == end), None)
        if previous is None or not isinstance(previous.constraint, StatusConstraint):
            return first
        first = previous.first


def _is_undertaking_before(sentence: Sentence, end: int) -> bool:
    return any(phrases(name).ending(sentence.words, end) for name in ("generic", "undertakings"))


def _is_undertaking_at(sentence: Sentence, at: int) -> bool:
    return any(phrases(name).at(sentence.words, at) for name in ("generic", "undertakings"))
