"""The places a question may name: Belgian towns, provinces and regions, and the countries."""

import csv
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain

from babel import Locale

from kb.question.constraints import Place
from kb.question.vocabulary import LANGUAGES, data
from kb.question.words import PhraseTable, key_of

EARTH_KM = 6371.0
BRUSSELS = "04000"
"""Code of the Brussels-Capital Region, which is in no province."""
_LARGE = 15_000
"""Inhabitants."""
_COUNTRY = re.compile("[A-Z]{2}")
_NO_COUNTRIES = frozenset(["EU", "EZ", "UN", "XA", "XB", "ZZ"])
Meanings = tuple[Place, ...]
"""Several places with one name, the likelier first."""


@dataclass(frozen=True, slots=True)
class Town:
    """A row of ``places.csv``."""

    place: Place
    population: int


@cache
def provinces() -> dict[str, Place]:
    """Code to province."""
    return {
        code: Place(scope="province", name=names["fr"], names=_names(names), code=code, province=code)
        for code, names in data("places")["provinces"].items()
    }


@cache
def regions() -> dict[str, Place]:
    """Code to region."""
    return {
        code: Place(scope="region", name=names["fr"], names=_names(names), code=code)
        for code, names in data("places")["regions"].items()
    }


@cache
def countries() -> dict[str, Place]:
    """ISO code to country, its names from Babel."""
    locales = {language: dict(Locale(language).territories) for language in LANGUAGES}
    codes = [code for code in locales["en"] if _COUNTRY.fullmatch(code) and code not in _NO_COUNTRIES]
    return {
        code: Place(
            scope="country",
            name=locales["en"][code],
            names={language: names[code] for language, names in locales.items() if code in names},
            code=code,
        )
        for code in codes
    }


@cache
def areas() -> dict[str, Place]:
    """Name to area: a landscape, a conurbation, a continent, known by its towns, provinces or countries."""
    named = _by_name()
    return {
        name: Place(
            scope="area",
            name=name,
            names=_names(entry),
            members=(
                *(named[town] for town in entry.get("towns", ())),
                *(provinces()[code] for code in entry.get("provinces", ())),
                *(countries()[code] for code in entry.get("countries", ())),
            ),
        )
        for name, entry in data("places")["areas"].items()
    }


@cache
def towns() -> tuple[Town, ...]:
    """Belgian towns, the largest first."""
    return tuple(_towns())


@cache
def place_names() -> PhraseTable[Meanings]:
    """Every name of every place, in any of the languages."""
    meanings: dict[tuple[str, ...], dict[tuple[str, str], Place]] = {}
    for name, place in chain(_town_names(), _wider_names()):
        meanings.setdefault(key_of(name), {}).setdefault((place.scope, place.code or place.name), place)
    table = PhraseTable[Meanings]()
    for key, by_place in meanings.items():
        table.add(key, tuple(by_place.values()))
    return table


@cache
def adjectives() -> PhraseTable[Place]:
    """``liégeois``, ``Luikse``, ``American``: the place they speak of."""
    by_scope = {
        "town": _by_name(),
        "province": provinces(),
        "region": regions(),
        "country": countries(),
        "area": areas(),
    }
    table = PhraseTable[Place]()
    for reference, words in data("places")["adjectives"].items():
        scope, _, code = reference.partition(":")
        for word in words:
            table.add(key_of(word), by_scope[scope][code])
    return table


@cache
def large_towns() -> frozenset[tuple[str, ...]]:
    """Keys of the names of towns so large that they are known without a capital."""
    large = {town.place.name for town in towns() if town.population >= _LARGE}
    return frozenset(key_of(name) for name, place in _town_names() if place.name in large)


@cache
def ambiguous_names() -> frozenset[tuple[str, ...]]:
    """Keys of names that are ordinary words too."""
    return frozenset(key_of(word) for word in data("places")["ambiguous"]["words"])


@cache
def plain_after_preposition() -> frozenset[tuple[str, ...]]:
    """Those of the ambiguous ones that a preposition of place makes plain."""
    return frozenset(key_of(word) for word in data("places")["ambiguous"]["plain_after_preposition"])


@cache
def marks(section: str) -> PhraseTable[str]:
    """Words around a place: prepositions (``in``, ``near``, ``of``), ``province``, ``town``."""
    return PhraseTable((phrase, section) for phrase in data("places")["prepositions"][section])


@cache
def abroad() -> PhraseTable[bool]:
    """Phrases for any other country; the value tells whether that is certain."""
    words = data("places")["abroad"]
    pairs = [
        (phrase, section == "certain") for section in ("certain", "doubtful") for phrase in words[section]
    ]
    return PhraseTable(pairs)


@cache
def background_codes() -> frozenset[str]:
    """Codes of the region and country where nearly everything is."""
    return frozenset(data("places")["background"]["codes"])


@cache
def province_codes() -> dict[str, str]:
    """Folded name of a province, in any language, to its code."""
    others = data("places")["other_province_names"]
    pairs = [(name, place.code or "") for place in provinces().values() for name in place.names.values()]
    pairs += [(name, code) for code, names in others.items() for name in names]
    brussels = [*regions()["BRU"].names.values(), *data("places")["other_region_names"]["BRU"], "Brussels"]
    pairs += [(name, BRUSSELS) for name in brussels]
    return {" ".join(key_of(name)): code for name, code in pairs}


@cache
def region_codes() -> dict[str, str]:
    """Code of a province, and of Brussels, to the code of its region."""
    codes = {code: str(entry["region"]) for code, entry in data("places")["provinces"].items()}
    return {**codes, BRUSSELS: "BRU"}


def kilometres(one: Place, other: Place) -> float:
    """Distance in a straight line; infinite where a position is unknown."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return math.inf
    a, b = (math.radians(place.latitude or 0.0) for place in (one, other))
    east = math.radians((other.longitude or 0.0) - (one.longitude or 0.0)) * math.cos((a + b) / 2)
    return EARTH_KM * math.hypot(b - a, east)


def _by_name() -> dict[str, Place]:
    """Name to town; of two with one name, the larger."""
    return {town.place.name: town.place for town in reversed(towns())}


def _towns() -> Iterator[Town]:
    spoken = data("places")["towns"]
    file = resources.files("kb.question") / "data" / "places.csv"
    for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines()):
        yield Town(
            Place(
                scope="town",
                name=row["name"],
                names=spoken.get(row["name"], {}),
                province=row["province"],
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
            ),
            int(row["population"]),
        )


def _town_names() -> Iterator[tuple[str, Place]]:
    others = data("places")["other_town_names"]
    file = resources.files("kb.question") / "data" / "places.csv"
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    for town, row in zip(towns(), rows, strict=True):
        place = town.place
        listed = row["other_names"].split("|") if row["other_names"] else []
        for name in (place.name, *listed, *place.names.values(), *others.get(place.name, ())):
            yield name, place


def _wider_names() -> Iterator[tuple[str, Place]]:
    sections = ("other_province_names", "other_region_names", "other_country_names")
    extra = {code: names for section in sections for code, names in data("places")[section].items()}
    for place in chain(provinces().values(), regions().values(), countries().values()):
        for name in (*place.names.values(), *extra.get(place.code or "", ())):
            yield name, place
    for area in areas().values():
        for name in (*area.names.values(), *data("places")["areas"][area.name].get("others", ())):
            yield name, area


def _names(entry: dict[str, str]) -> dict[str, str]:
    return {language: entry[language] for language in LANGUAGES}


def with_scope(meanings: Sequence[Place], scope: str) -> Place | None:
    """The first of `meanings` that is a town, a province, a region or a country as asked."""
    return next((place for place in meanings if place.scope == scope), None)
