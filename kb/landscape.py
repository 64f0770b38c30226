"""Who works on what, as vectors over themes: what organisations are compared by."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.model import WORKING_ROLES, Theme
from kb.store import StoreReads
from kb.themes import with_narrower

ThemeVector = Mapping[str, float]
"""Weights by theme, of unit length; empty where no theme tells anything."""


@dataclass(frozen=True, slots=True)
class Landscape:
    """All organisations and initiatives of one version of the store."""

    work: Mapping[str, frozenset[str]]
    """Organisation → the initiatives in which it has a role other than funder."""
    taken_part: Mapping[str, frozenset[str]]
    """Organisation → all initiatives in which it takes part."""
    parents: Mapping[str, str]
    """Organisation → the one it is a part of."""
    initiatives: Mapping[str, ThemeVector]
    """Its themes and all broader ones, each by its idf: a theme that everybody has tells nothing."""
    carriers: Mapping[str, Sequence[str]]
    """Theme → the initiatives in whose vectors it is."""
    profiles: Mapping[str, ThemeVector]
    """Organisation → the sum of the weights of its work."""
    themes: Mapping[str, Theme]
    narrower: Mapping[str, set[str]]
    """Theme → itself and all narrower ones."""

    def family(self, organisation_id: str) -> set[str]:
        """The organisation, the one it is a part of, and its own parts."""
        parts = {part for part, parent in self.parents.items() if parent == organisation_id}
        return {organisation_id, self.parents.get(organisation_id, organisation_id), *parts}

    def common_themes(self, one: str, other: str) -> list[str]:
        """Themes of the work of both, most telling first; without those that a narrower one of them says."""
        mine, theirs = self.profiles[one], self.profiles[other]
        common = mine.keys() & theirs.keys()
        exact = [theme for theme in common if not (self.narrower[theme] - {theme}) & common]
        return sorted(exact, key=lambda theme: (-mine[theme] * theirs[theme], theme))


def read_landscape(store: StoreReads) -> Landscape:
    """The landscape as the store is now."""
    themes = store.themes()
    narrower = with_narrower(themes)
    carried = _carried(store.initiative_ids_by_theme(), narrower)
    ids = {initiative.id for initiative in store.initiatives()}
    counts = Counter(theme for themes in carried.values() for theme in themes)
    idf = {theme: math.log(len(ids) / count) for theme, count in counts.items()}
    work, taken_part = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for participation in store.participations(actor_type="organisation"):
        taken_part[participation.actor_id].add(participation.initiative_id)
        if participation.role in WORKING_ROLES:
            work[participation.actor_id].add(participation.initiative_id)
    initiatives = {one: _vector(carried.get(one, ()), idf) for one in sorted(ids)}
    return Landscape(
        work={key: frozenset(found) for key, found in work.items()},
        taken_part={key: frozenset(found) for key, found in taken_part.items()},
        parents={one.id: one.parent_id for one in store.organisations() if one.parent_id},
        initiatives=initiatives,
        carriers=_carriers(initiatives),
        profiles={
            organisation: _vector((theme for one in found for theme in carried.get(one, ())), idf)
            for organisation, found in work.items()
        },
        themes={theme.id: theme for theme in themes},
        narrower=narrower,
    )


def cosine(one: ThemeVector, other: ThemeVector) -> float:
    """The cosine of two vectors, 0 to 1; 0 where one of them is empty."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    return sum(weight * many.get(theme, 0.0) for theme, weight in few.items())


def _carried(tagged: Mapping[str, set[str]], narrower: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Initiative → its themes and all broader ones."""
    carried = defaultdict[str, set[str]](set)
    for theme, included in narrower.items():
        for one in set[str]().union(*(tagged.get(inner, ()) for inner in included)):
            carried[one].add(theme)
    return carried


def _carriers(initiatives: Mapping[str, ThemeVector]) -> dict[str, list[str]]:
    carriers = defaultdict[str, list[str]](list)
    for one, vector in initiatives.items():
        for theme in vector:
            carriers[theme].append(one)
    return carriers


def _vector(themes: Iterable[str], idf: Mapping[str, float]) -> ThemeVector:
    weights = {theme: count * idf[theme] for theme, count in Counter(themes).items()}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    # In one order, so that sums do not depend on how sets iterate.
    return {theme: weights[theme] / length for theme in sorted(weights) if weights[theme] > 0}
