"""Places that the texts of initiatives name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kb.model import Initiative
from kb.question.constraints import Place
from kb.question.places import place_names
from kb.question.words import key_of, words_of

_CAPITALISED = re.compile(r"(?<!\w)[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*)*")

Told = dict[tuple[str, str], set[str]]
"""Scope and name of a place to ids of initiatives."""


def told_places(initiatives: Iterable[Initiative]) -> Told:
    """Where initiatives are according to their own title and description; names have a capital."""
    found: Told = defaultdict(set)
    meanings: dict[str, tuple[Place, ...]] = {}
    for initiative in initiatives:
        for name in set(_CAPITALISED.findall(f"{initiative.title}\n{initiative.description}")):
            if name not in meanings:
                may_be = any(_may_begin_a_place(piece) for piece in name.split())
                meanings[name] = tuple(_places_in(name)) if may_be else ()
            for place in meanings[name]:
                found[place.scope, place.name].add(initiative.id)
    return found


@lru_cache(maxsize=1 << 16)
def _may_begin_a_place(piece: str) -> bool:
    return any(place_names().has_first(word) for word in key_of(piece))


def _places_in(name: str) -> Iterator[Place]:
    words = words_of(name)
    for at in range(len(words)):
        found = place_names().at(words, at)
        if found is not None:
            yield from (place for place in found.value if place.scope in ("town", "province", "area"))
