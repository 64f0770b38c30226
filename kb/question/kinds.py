"""Reads kinds of organisation, certain only where an organisation of that kind is what is asked for."""

from dataclasses import replace
from functools import partial

from kb.model import OrganisationKind
from kb.question.constraints import KindConstraint
from kb.question.places import adjectives
from kb.question.reading import Reading, Sentence
from kb.question.skipping import ends_before, skip_ahead, skip_back
from kb.question.vocabulary import KindWords, kinds, phrases, roles
from kb.question.words import Found

_LOOSE = (OrganisationKind.SME, OrganisationKind.COMPANY)
"""``Which company``: people take an answer from a hospital or a university too."""
_BEFORE_THE_HEAD = ("openings", "articles", "generic", "fillers", "only")


def read_kinds(sentence: Sentence) -> None:
    """Add the kinds asked for; a kind that is part of the topic (``masks for hospitals``) is none."""
    at = 0
    while at < len(sentence.words):
        found = None if at in sentence.taken() else kinds().at(sentence.words, at)
        if found is None:
            at += 1
            continue
        at = found.after
        _read(sentence, found)
    _settle_loose_kinds(sentence)


def _read(sentence: Sentence, found: Found[KindWords]) -> None:
    negation = _negation(sentence, found.first)
    if negation is not None:
        make = partial(KindConstraint, kinds=found.value.kinds, is_excluded=True, is_certain=False)
        sentence.add(make, negation, found.after)
    elif _is_asked_for(sentence, found):
        certain = not sentence.is_about_a_fact and found.value.kinds != _LOOSE
        make = partial(KindConstraint, kinds=found.value.kinds, is_certain=certain)
        sentence.add(make, found.first, found.after, is_embedded=found.value.is_specific)


def _settle_loose_kinds(sentence: Sentence) -> None:
    """``Firmen (keine Unis)``: said with what it is not, even a loose kind is certain, and so is that."""
    kinds_read = [reading for reading in sentence.readings if isinstance(reading.constraint, KindConstraint)]
    if sentence.is_about_a_fact or len({_is_exclusion(reading) for reading in kinds_read}) < 2:
        return
    for index, reading in enumerate(sentence.readings):
        if reading in kinds_read:
            certain = reading.constraint.model_copy(update={"is_certain": True})
            sentence.readings[index] = replace(reading, constraint=certain)


def _negation(sentence: Sentence, first: int) -> int | None:
    """Where ``not``, before a kind or before the alternative it continues, begins."""
    before = first
    for before in ends_before(sentence.words, first):
        found = phrases("not").ending(sentence.words, before)
        if found is None and any(isinstance(r.constraint, KindConstraint) for r in sentence.readings):
            found = phrases("rather").ending(sentence.words, before)
        if found is not None:
            return found.first
    joint = phrases("or").ending(sentence.words, before)
    last = sentence.readings[-1] if sentence.readings else None
    is_continued = joint is not None and last is not None and last.after == joint.first
    return first if is_continued and last and _is_exclusion(last) else None


def _is_exclusion(reading: Reading) -> bool:
    return isinstance(reading.constraint, KindConstraint) and reading.constraint.is_excluded


def _is_asked_for(sentence: Sentence, found: Found[KindWords]) -> bool:
    if _is_possessive(sentence, found.after):
        return False
    before = _before_head(sentence, found.first)
    if _is_agent(sentence, before) or _continues(sentence, found):
        return True
    which = phrases("which").ending(sentence.words, before)
    if which is not None and skip_back(sentence.words, which.first, _BEFORE_THE_HEAD) == 0:
        return True
    return before == 0 and not _opens_with_a_deed(sentence) and _ends_its_phrase(sentence, found)


def _opens_with_a_deed(sentence: Sentence) -> bool:
    """``who made boxes that``: what follows is what was made, and not who made it."""
    words = sentence.words
    opening = phrases("openings").at(words, 0)
    is_deed = opening is not None and opening.after > 1 and phrases("who").at(words, 0) is not None
    return is_deed and phrases("who_is").at(words, 0) is None


def _is_possessive(sentence: Sentence, after: int) -> bool:
    """``hospital's servers``: the servers are asked for."""
    words = sentence.words
    return after < len(words) and words[after].text == "s" and words[after - 1].end + 1 == words[after].start


def _before_head(sentence: Sentence, first: int) -> int:
    """The position after what stands before a head: asking words, articles, places as adjectives."""
    words, taken = sentence.words, {r.after: r.first for r in sentence.readings}
    while first > 0:
        end = first
        first = skip_back(words, first, _BEFORE_THE_HEAD)
        if phrases("which").ending(words, end):
            return end
        joint = phrases("or").ending(words, first)
        if joint is not None and adjectives().ending(words, joint.first):
            first = joint.first  # ``an American or Canadian company``
        adjective = adjectives().ending(words, first)
        first = adjective.first if adjective else taken.get(first, first)
        if first == end:
            return first
    return 0


def _is_agent(sentence: Sentence, before: int) -> bool:
    """Whether ``led by``, ``run by`` or the like stands before."""
    ends = ends_before(sentence.words, before)
    return any(roles("by").ending(sentence.words, end) is not None for end in ends)


def _continues(sentence: Sentence, found: Found[KindWords]) -> bool:
    """Whether this is one more alternative: ``by an SME or a university``."""
    joint = phrases("or").ending(sentence.words, skip_back(sentence.words, found.first, ("articles",)))
    joint = joint or phrases("or").ending(sentence.words, found.first)
    if joint is None:
        return False
    return any(
        reading.after == joint.first and isinstance(reading.constraint, KindConstraint)
        for reading in sentence.readings
    )


def _ends_its_phrase(sentence: Sentence, found: Found[KindWords]) -> bool:
    """Whether what follows says what the organisations do or where they are, or nothing follows."""
    words = sentence.words
    after = found.after
    adjective = adjectives().at(words, after)
    if adjective is not None:
        after = adjective.after
    if after == len(words) or sentence.has_pause_between(after - 1, after):
        return True
    begins_another = any(reading.first == after for reading in sentence.readings)
    begins_another = begins_another or phrases("not").at(words, after) is not None
    is_joined = phrases("or").at(words, after) is not None
    follows = skip_ahead(words, after, ("or", "articles"))
    is_list = is_joined and kinds().at(words, follows) is not None
    # ``SMEs masks``: nothing but the abbreviation itself can be meant.
    return (
        begins_another
        or is_list
        or phrases("relatives").at(words, after) is not None
        or _is_typed_alone(found)
    )


def _is_typed_alone(found: Found[KindWords]) -> bool:
    return found.value == KindWords((OrganisationKind.SME,), is_specific=False)
