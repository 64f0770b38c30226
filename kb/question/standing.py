"""Reads the status of initiatives: ``stopped projects``, ``essais en cours``, ``abgeschlossene Studien``."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise

from kb.question.constraints import StatusConstraint
from kb.question.reading import Reading, Sentence
from kb.question.skipping import skip_ahead, skip_back
from kb.question.vocabulary import StatusWords, phrases, statuses, stop_words
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
    _settle_alternatives(sentence)


def _settle_alternatives(sentence: Sentence) -> None:
    """``abandoned or stopped`` are as certain as each other; ``stopped or failed`` (wider) as little."""
    read = [(i, r) for i, r in enumerate(sentence.readings) if isinstance(r.constraint, StatusConstraint)]
    for pair in pairwise(read):
        one, other = (reading for _, reading in pair)
        is_any_certain = one.constraint.is_certain or other.constraint.is_certain
        if not is_any_certain or not _are_alternatives(sentence, one, other):
            continue
        certain = _is_plain(sentence, one) and _is_plain(sentence, other)
        for index, reading in pair:
            constraint = reading.constraint.model_copy(update={"is_certain": certain})
            sentence.readings[index] = replace(reading, constraint=constraint, is_embedded=not certain)


def _are_alternatives(sentence: Sentence, one: Reading, other: Reading) -> bool:
    """Whether ``or``, and nothing that says more, stands between."""
    between = range(one.after, other.first)
    return any(phrases("or").at(sentence.words, at) for at in between) and all(
        sentence.words[at].folded in stop_words() for at in between
    )


def _is_plain(sentence: Sentence, reading: Reading) -> bool:
    found = statuses().at(sentence.words, reading.first)
    return found is not None and found.value.is_certain


def _describes_undertakings(sentence: Sentence, found: Found[StatusWords]) -> bool:
    before = _chain_start(sentence, found.first)
    if any(_is_undertaking_before(sentence, end) for end in _ends_near(sentence, before)):
        return True
    is_first = skip_back(sentence.words, before, ("openings", "articles")) == 0
    reach = found.after + (_NEAR if is_first else 1)
    first = skip_ahead(sentence.words, found.after, ("or",))
    return any(_is_undertaking_at(sentence, at) for at in range(first, min(reach, len(sentence.words))))


def _ends_near(sentence: Sentence, before: int) -> Iterator[int]:
    """Positions from `before` back over a few words, those that say nothing not counted."""
    passed = 0
    for end in range(before, 0, -1):
        if passed >= _NEAR:
            return
        yield end
        passed += sentence.words[end - 1].folded not in stop_words()


def _chain_start(sentence: Sentence, first: int) -> int:
    """Where a row of statuses begins: ``arrêtées ou abandonnées avant terme``."""
    while True:
        end = first
        while end > 0 and sentence.words[end - 1].folded in stop_words():
            end -= 1
        previous = next((r for r in sentence.readings if r.after == end), None)
        if previous is None or not isinstance(previous.constraint, StatusConstraint):
            return first
        first = previous.first


def _is_undertaking_before(sentence: Sentence, end: int) -> bool:
    return any(phrases(name).ending(sentence.words, end) for name in ("generic", "undertakings"))


def _is_undertaking_at(sentence: Sentence, at: int) -> bool:
    return any(phrases(name).at(sentence.words, at) for name in ("generic", "undertakings"))
