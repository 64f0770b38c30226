"""Settles which of the places and statuses read are certain, once all that stands around them is read."""

from dataclasses import replace

from kb.question.constraints import (
    KindConstraint,
    PeriodConstraint,
    Place,
    PlaceConstraint,
    StatusConstraint,
)
from kb.question.places import background_codes
from kb.question.reading import Reading, Sentence
from kb.question.skipping import ends_before, skip_back
from kb.question.vocabulary import kinds, phrases, stop_words
from kb.question.words import Found

_LISTED = (KindConstraint, PeriodConstraint, PlaceConstraint, StatusConstraint)


def settle_places(sentence: Sentence) -> None:
    """Make certain the doubtful places that belong to what is asked for, and doubtful those that do not.

    ``hôpitaux du Hainaut``, ``usines du Hainaut``; ``masks for the hospitals in Liège`` are made anywhere.
    """
    for index in reversed(range(len(sentence.readings))):
        reading = sentence.readings[index]
        constraint = reading.constraint
        if not isinstance(constraint, PlaceConstraint) or constraint.relation == "near":
            continue
        if constraint.is_certain and _is_of_a_beneficiary(sentence, reading.first):
            doubtful = constraint.model_copy(update={"is_certain": False})
            sentence.readings[index] = Reading(doubtful, reading.first, reading.after, is_embedded=True)
        elif not constraint.is_certain and _is_asked_for(sentence, reading, constraint.places):
            certain = constraint.model_copy(update={"is_certain": True})
            sentence.readings[index] = Reading(certain, reading.first, reading.after)


def _is_asked_for(sentence: Sentence, reading: Reading, places: tuple[Place, ...]) -> bool:
    if sentence.is_about_a_fact or any(is_wide_for_a_filter(place) for place in places):
        return False
    return (
        is_beside_kind(sentence, reading.first, reading.after)
        or _is_beside_head(sentence, reading)
        or _is_joined_to_certain(sentence, reading)
    )


def _is_beside_head(sentence: Sentence, reading: Reading) -> bool:
    """``plants of Hainaut``, ``projets de Mons``: right after the noun that is asked for."""
    is_of = phrases("articles").at(sentence.words, reading.first) is not None
    ends = [phrases(name).ending(sentence.words, reading.first) for name in ("generic", "sites")]
    before = ("openings", "articles", "fillers", "which")
    return is_of and any(
        noun is not None and skip_back(sentence.words, noun.first, before) == 0 for noun in ends
    )


def _is_joined_to_certain(sentence: Sentence, reading: Reading) -> bool:
    """``an American or Canadian company``: the later one is settled first."""
    joint = phrases("or").at(sentence.words, reading.after)
    return joint is not None and any(
        other.first == joint.after
        and isinstance(other.constraint, PlaceConstraint)
        and other.constraint.is_certain
        for other in sentence.readings
    )


def _is_of_a_beneficiary(sentence: Sentence, first: int) -> bool:
    """Whether someone for whom a thing is, is there: ``for the hospitals in``, ``to peers abroad``."""
    words = sentence.words
    for noun in (kinds().ending(words, first), Found(None, first - 1, first)):
        if noun is not None and any(
            phrases("beneficiary").ending(words, end) and not phrases("openings").ending(words, end)
            for end in ends_before(words, noun.first)
        ):
            return True
    return False


def settle_alone(sentence: Sentence) -> None:
    """Make certain what is said where nothing else is: ``Namur, still ongoing``."""
    read = [reading for reading in sentence.readings if isinstance(reading.constraint, _LISTED)]
    said = {at for reading in read for at in range(reading.first, reading.after)}
    fillers = (phrases("fillers").at(sentence.words, at) for at in range(len(sentence.words)))
    said |= {at for found in fillers if found for at in range(found.first, found.after)}
    is_alone = all(
        at in said or word.folded in stop_words() or phrases("generic").at(sentence.words, at)
        for at, word in enumerate(sentence.words)
    )
    if not is_alone or len(read) < 2 or sentence.is_about_a_fact:
        return
    for index, reading in enumerate(sentence.readings):
        if reading in read and _may_be_certain(reading):
            certain = reading.constraint.model_copy(update={"is_certain": True})
            sentence.readings[index] = replace(reading, constraint=certain, is_embedded=False)


def _may_be_certain(reading: Reading) -> bool:
    constraint = reading.constraint
    if isinstance(constraint, PlaceConstraint):
        is_wide = any(is_wide_for_a_filter(place) for place in constraint.places)
        return constraint.relation == "in" and not is_wide
    return isinstance(constraint, StatusConstraint)


def is_background(place: Place) -> bool:
    """Whether nearly everything is there, so that it is said in passing."""
    return place.scope in ("region", "country") and place.code in background_codes()


def is_wide_for_a_filter(place: Place) -> bool:
    """Where nearly everything is, or a continent, of which nobody knows all countries that are meant."""
    return is_background(place) or is_of_countries(place)


def is_beside_kind(sentence: Sentence, first: int, after: int) -> bool:
    """Whether a wanted kind of organisation stands right before or after these words."""
    return any(
        isinstance(reading.constraint, KindConstraint)
        and not reading.constraint.is_excluded
        and (reading.after == first or reading.first == after)
        for reading in sentence.readings
    )


def is_of_countries(place: Place) -> bool:
    """Whether the place is an area of several countries."""
    return any(member.scope == "country" for member in place.members)
