"""Where organisations are, in words: only where that is known of each of them."""

from collections.abc import Sequence

from kb.model import Organisation
from kb.question.constraints import PlaceConstraint, Question
from kb.question.seats import Seat, seat_of
from kb.wording.phrases import Phrases
from kb.wording.sentences import Parts, plain, text_of

MOST_PLACES = 3
"""More of them are not told."""


def where(organisations: Sequence[Organisation], question: Question, phrases: Phrases) -> Parts:
    """Their towns, else their provinces; nothing where one is unknown, or where there are too many.

    Provinces come first where the question asks for a province.
    """
    seats = [seat_of(organisation) for organisation in organisations]
    cities = [organisation.city or "" for organisation in organisations]
    ways = [_towns(cities, seats, phrases), _provinces(seats, phrases)]
    if _asks_for_a_province(question):
        ways.reverse()
    places = next((way for way in ways if way), ())
    return phrases.say("place", "aside", places=places) if places else ()


def _towns(cities: Sequence[str], seats: Sequence[Seat], phrases: Phrases) -> Parts:
    names = {_town(city, seat, phrases.language): None for city, seat in zip(cities, seats, strict=True)}
    if not _can_be_told(list(names)):
        return ()
    listed = phrases.listed([_contracted(phrases.say("place", "town", name=name), phrases) for name in names])
    return phrases.say("place", "towns", names=listed)


def _town(city: str, seat: Seat, language: str) -> str:
    """The town as this language calls it, else as the record writes it."""
    named = seat.town.names.get(language) if seat.town else None
    return named or " ".join(city.split())


def _contracted(place: Parts, phrases: Phrases) -> Parts:
    text = text_of(place)
    contractions: dict[str, str] = phrases.table["place"]["contractions"]
    for long, short in contractions.items():
        if text.startswith(long):
            return plain(short + text.removeprefix(long))
    return place


def _provinces(seats: Sequence[Seat], phrases: Phrases) -> Parts:
    codes = list(dict.fromkeys(seat.province or "" for seat in seats))
    if not _can_be_told(codes) or not all(phrases.has("province", code) for code in codes):
        return ()
    return phrases.listed([plain(phrases.text("province", code)) for code in codes])


def _can_be_told(names: Sequence[str]) -> bool:
    return all(names) and 0 < len(names) <= MOST_PLACES


def _asks_for_a_province(question: Question) -> bool:
    asked = [place for c in question.constraints if isinstance(c, PlaceConstraint) for place in c.places]
    return any(place.scope == "province" for place in asked)
