"""Finds the actors a question names, exactly or with a typing error."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.model import Role
from kb.question.gazetteer import Gazetteer, Named
from kb.question.ordinary_words import ordinary_words
from kb.question.places import marks, place_names
from kb.question.skipping import ends_before
from kb.question.vocabulary import kinds, roles, stop_words
from kb.question.words import Found, Word

_SHORT = 4
"""From this many letters on, capitals do not matter."""
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a question."""

    named: Named
    first: int
    after: int
    is_exact: bool


def find_names(words: Sequence[Word], gazetteer: Gazetteer, *, only_exact: bool = False) -> list[Name]:
    """The names among `words`, the longest first where they overlap, in their order."""
    names: list[Name] = []
    at = 0
    while at < len(words):
        found = gazetteer.names.at(words, at)
        if found is not None and _is_meant(words, found):
            names.append(Name(found.value, found.first, found.after, is_exact=True))
            at = found.after
        else:
            at += 1
    if only_exact:
        return names
    guessed = _misspelled(words, names, gazetteer)
    kept = [name for name in names if not any(name.first < g.after and g.first < name.after for g in guessed)]
    return sorted([*kept, *guessed], key=lambda name: name.first)


def allowed_errors(letters: int) -> int:
    """How many typing errors a name of so many letters may have."""
    return (letters >= 5) + (letters >= 8) + (letters >= 14)


def _is_meant(words: Sequence[Word], found: Found[Named]) -> bool:
    if _is_place(words, found):
        return False
    if found.after - found.first > 1:
        return True
    word = words[found.first]
    is_product = not (found.value.organisation_ids or found.value.person_ids)
    if is_product and word.folded in ordinary_words():
        return False
    if word.text in found.value.spellings and word.text != word.text.lower():
        return True
    if len(word.folded) < _SHORT:
        return word.text.isupper() and word.text.isalpha()
    return word.folded not in ordinary_words() and kinds().get((word.folded,)) is None


def _is_place(words: Sequence[Word], found: Found[Named]) -> bool:
    """Whether the name is that of a place too (``Provinz Lüttich``), which is what people mean."""
    if any(_gives(words, end) for end in ends_before(words, found.first)):
        return False
    mark = marks("province").at(words, found.first)
    place = place_names().at(words, mark.after if mark else found.first)
    return place is not None and place.after == found.after


def _gives(words: Sequence[Word], before: int) -> bool:
    """Whether ``funded by`` stands before: a region that pays is the organisation and not the place."""
    said = roles("by").ending(words, before)
    return said is not None and Role.FUNDER in said.value.roles


def _misspelled(words: Sequence[Word], exact: Sequence[Name], gazetteer: Gazetteer) -> list[Name]:
    """Names with a typing error; a longer one may swallow an exact one (``Kaneka Eurogentek``)."""
    owner = {position: name for name in exact for position in range(name.first, name.after)}
    strange = {
        position
        for position, word in enumerate(words)
        if position not in owner and _is_strange(word, gazetteer)
    }
    names: list[Name] = []
    for length in range(_MOST_WORDS if strange else 0, 0, -1):
        for first in range(len(words) - length + 1):
            positions = set(range(first, first + length))
            inner = [owner[position] for position in positions if position in owner]
            is_whole = all(first <= name.first and name.after <= first + length for name in inner)
            named = (
                _nearest(words[first : first + length], gazetteer)
                if positions & strange and is_whole
                else None
            )
            # Asked last: reading the ordinary words takes a second, and few words are near a name.
            if named is not None and any(
                words[position].folded not in ordinary_words() for position in positions & strange
            ):
                names.append(Name(named, first, first + length, is_exact=False))
                strange -= positions
    return names


def _is_strange(word: Word, gazetteer: Gazetteer) -> bool:
    """Whether no initiative knows this word, so that it may be a misspelled name if no language does."""
    letters = word.folded
    if len(letters) < _SHORT or not letters.isalpha() or letters in stop_words():
        return False
    return not gazetteer.is_corpus_word(letters) and place_names().get((letters,)) is None


def _nearest(words: Sequence[Word], gazetteer: Gazetteer) -> Named | None:
    typed = " ".join(word.folded for word in words)
    most = allowed_errors(len(typed))
    best: list[tuple[int, Named]] = []
    for length in range(len(typed) - most, len(typed) + most + 1):
        # People seldom miss the first letter, and so the search is twenty times shorter.
        spellings, meanings = gazetteer.spellings.get((typed[0], length), ((), ()))
        limit = min(most, allowed_errors(length))
        for spelling, errors, place in process.extract(
            typed, spellings, scorer=OSA.distance, score_cutoff=limit, limit=2
        ):
            if errors and typed.count(" ") == spelling.count(" "):
                best.append((int(errors), meanings[place]))
    best.sort(key=lambda found: found[0])
    is_clear = len(best) == 1 or (len(best) > 1 and best[0][0] < best[1][0])
    return best[0][1] if is_clear else None
