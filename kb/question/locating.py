"""Reads places: ``in Liège``, ``près de Namur``, ``in Henegouwen``, ``im Ausland``, ``PME liégeoises``."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from kb.question.constraints import Place, PlaceConstraint, PlaceRelation
from kb.question.gazetteer import Gazetteer
from kb.question.places import (
    Meanings,
    abroad,
    adjectives,
    ambiguous_names,
    large_towns,
    marks,
    place_names,
    plain_after_preposition,
    with_scope,
)
from kb.question.reading import Reading, Sentence
from kb.question.seats import HOME
from kb.question.settling import is_background, is_beside_kind, is_of_countries, is_wide_for_a_filter
from kb.question.vocabulary import phrases
from kb.question.words import Found, Word

_LETTERS_OF_A_SYMBOL = 2


@dataclass(frozen=True, slots=True)
class _Setting:
    """The words around a place."""

    relation: str
    """``in``, ``near``, ``of``, or nothing."""
    first: int
    after: int
    is_province: bool
    is_town: bool


def read_places(sentence: Sentence, gazetteer: Gazetteer) -> None:
    """Add every place of the sentence; it is certain after a preposition of place that says so."""
    at = 0
    while at < len(sentence.words):
        if at in sentence.taken():
            at += 1
            continue
        at = _read_abroad(sentence, at) or _read_place(sentence, gazetteer, at) or at + 1


def read_adjectives(sentence: Sentence) -> None:
    """Add places said as adjectives; certain beside a kind of organisation that is asked for."""
    for at in range(len(sentence.words)):
        found = None if at in sentence.taken() else adjectives().at(sentence.words, at)
        if found is None or _is_a_pronoun(sentence.words[found.first]):
            continue
        denial = phrases("not").ending(sentence.words, found.first)
        if denial is not None:
            _add_denied(sentence, found, denial.first)
            continue
        is_beside = is_beside_kind(sentence, found.first, found.after)
        certain = is_beside and not sentence.is_about_a_fact and not is_wide_for_a_filter(found.value)
        make = partial(PlaceConstraint, places=(found.value,), is_certain=certain)
        sentence.add(make, found.first, found.after, is_embedded=not is_beside)


def _is_a_pronoun(word: Word) -> bool:
    """``us`` is no country."""
    return len(word.folded) <= _LETTERS_OF_A_SYMBOL and not word.text.isupper()


def _add_denied(sentence: Sentence, found: Found[Place], first: int) -> None:
    """``not Belgian`` is abroad; another place that is not wanted is no constraint."""
    if found.value.code == HOME:
        make = partial(PlaceConstraint, relation="abroad", is_certain=False)
        sentence.add(make, first, found.after, is_embedded=True)


def _read_abroad(sentence: Sentence, at: int) -> int | None:
    found = abroad().at(sentence.words, at)
    if found is None:
        return None
    certain = found.value and not sentence.is_about_a_fact
    make = partial(PlaceConstraint, relation="abroad", is_certain=certain)
    sentence.add(make, found.first, found.after, is_embedded=not found.value)
    return found.after


def _read_place(sentence: Sentence, gazetteer: Gazetteer, at: int) -> int | None:
    found = place_names().at(sentence.words, at) or gazetteer.places.at(sentence.words, at)
    if found is None:
        return None
    setting = _setting(sentence.words, found)
    if not _is_meant(sentence, found, setting, gazetteer):
        return None
    places = _meant(found.value, setting)
    previous = _joined_place(sentence, setting) if setting.relation in ("", "of") else None
    if previous is not None:
        return _add_joined(sentence, places, setting, *previous)
    is_near = setting.relation == "near"
    belongs_to_a_name = any(name.after == setting.first for name in sentence.names)
    is_certain = (
        setting.relation == "in"
        and not sentence.is_about_a_fact
        and not belongs_to_a_name
        and not any(is_wide_for_a_filter(place) for place in places)
    )
    is_kept = sentence.is_about_a_fact and not any(is_background(place) for place in places)
    is_embedded = is_kept or setting.relation in ("", "of")
    relation: PlaceRelation = "near" if is_near else "in"
    make = partial(PlaceConstraint, relation=relation, places=places, is_certain=is_certain)
    sentence.add(make, setting.first, setting.after, is_embedded=is_embedded)
    return setting.after


def _joined_place(sentence: Sentence, setting: _Setting) -> tuple[Reading, PlaceConstraint] | None:
    """The place before ``and`` or ``or``: ``in Mons and Soignies``."""
    joint = phrases("or").ending(sentence.words, setting.first)
    if joint is None:
        return None
    for reading in sentence.readings:
        if reading.after == joint.first and isinstance(reading.constraint, PlaceConstraint):
            return reading, reading.constraint
    return None


def _add_joined(
    sentence: Sentence,
    places: tuple[Place, ...],
    setting: _Setting,
    previous: Reading,
    constraint: PlaceConstraint,
) -> int:
    """What was said of the place before (`previous`, with its `constraint`) holds for this one."""
    is_certain = constraint.is_certain and not any(is_wide_for_a_filter(place) for place in places)
    make = partial(PlaceConstraint, relation=constraint.relation, places=places, is_certain=is_certain)
    sentence.add(make, setting.first, setting.after, is_embedded=previous.is_embedded)
    return setting.after


def _setting(words: Sequence[Word], found: Found[Meanings]) -> _Setting:
    first, after = found.first, found.after
    is_province = is_town = False
    following = marks("province_after").at(words, after) or marks("based").at(words, after)
    is_based = following is not None and following.value == "based"
    if following is not None:
        after, is_province = following.after, not is_based
    around = marks("around_after").at(words, after)
    after = around.after if around else after
    before = marks("province").ending(words, first)
    if before is not None:
        first, is_province = before.first, True
    before = marks("town").ending(words, first)
    if before is not None:
        first, is_town = before.first, True
    start, (relation, first) = first, _relation(words, first)
    is_town_alone = not is_province and with_scope(found.value, "town") == found.value[0]
    if is_town_alone and words[first].folded == "en" and first + 1 == start:
        relation, first = "", start  # Dutch ``and``: French says ``en`` before no town.
    if around is not None:
        relation = "near"
    return _Setting("in" if is_based else relation, first, after, is_province, is_town)


def _relation(words: Sequence[Word], first: int) -> tuple[str, int]:
    nearest = [found for section in ("near", "in", "of") if (found := marks(section).ending(words, first))]
    if not nearest:
        return "", first
    longest = max(nearest, key=lambda found: found.after - found.first)
    if longest.value == "of":
        # ``dans le Hainaut``: the article hides the preposition.
        before = _relation(words, longest.first)
        return before if before[0] in ("near", "in") else ("of", longest.first)
    return longest.value, longest.first


def _is_meant(sentence: Sentence, found: Found[Meanings], setting: _Setting, gazetteer: Gazetteer) -> bool:
    words = sentence.words[found.first : found.after]
    key = tuple(word.folded for word in words)
    if any(
        place.scope == "country" or is_of_countries(place) for place in found.value
    ) and setting.relation not in ("in", "near"):
        return False
    if words[0].folded.isdigit() or sum(len(part) for part in key) < 3:
        return False
    if key in ambiguous_names():
        is_idiom = sentence.words[found.first - 1].folded == "im"  # ``im Namen der``
        is_plain = setting.relation in ("in", "near") and key in plain_after_preposition() and not is_idiom
        return is_plain or (key in gazetteer.seats and words[0].text[:1].isupper() and setting.relation != "")
    is_known = key in gazetteer.seats or key in large_towns() or _is_wide(found.value)
    return words[0].text[:1].isupper() or is_known


def _is_wide(meanings: Meanings) -> bool:
    return any(place.scope != "town" for place in meanings)


def _meant(meanings: Meanings, setting: _Setting) -> tuple[Place, ...]:
    """Which of the places with this name; a province and a country that share one are both meant."""
    province, town = with_scope(meanings, "province"), with_scope(meanings, "town")
    if setting.is_province and province is not None:
        return (province,)
    if town is not None and (setting.is_town or meanings[0] == town):
        return (town,)
    return meanings
