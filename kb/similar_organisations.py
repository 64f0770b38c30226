"""Organisations whose work resembles that of one of them, each with what makes them alike.

Evidence decides, not size: the nearest pair of initiatives, and the themes of all their work. Weights and
limits were chosen by reading the lists of fifteen organisations of the bundled compendium
(docs/decisions/0009-similar-organisations.md).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from indexer.nearness import DocumentCosines
from kb.landscape import Landscape, cosine
from kb.model import Initiative, Organisation, Record, Theme
from kb.records import Records

TEXT_SHARE = 0.5
"""Of the likeness of two initiatives: how near their texts are; the rest is how alike their themes are."""
PAIR_SHARE = 0.5
"""Of the likeness of two organisations: their nearest pair; the rest is the themes of all their work."""
LEAST = 0.3
"""Likeness, of the pair and of the organisations, below which they have little in common."""
MOST_NEW = 6
"""Organisations it never worked with."""
MOST_KNOWN = 3
"""Organisations it worked with already."""
MOST_BY_ONE_INITIATIVE = 2
"""Those who are alike by one and the same initiative; without a limit its partners would fill the list."""
MOST_THEMES = 3


class SimilarOrganisation(Record):
    """An organisation whose work resembles, and why."""

    organisation: Organisation
    score: float
    """Likeness, 0 to 1: half that of the two initiatives, half that of the themes of all their work."""
    own_initiative_id: str
    """Of the nearest pair: the one in which the organisation of the view works."""
    initiative: Initiative
    """Of the nearest pair: the one in which the similar organisation works."""
    themes: tuple[Theme, ...]
    """What both work on, most telling first; at most three."""
    has_worked_together: bool
    """Whether they share an initiative; the pair is another one then."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A similar organisation, by ids."""

    organisation_id: str
    score: float
    own_initiative_id: str
    initiative_id: str
    theme_ids: tuple[str, ...]
    has_worked_together: bool


def most_alike(landscape: Landscape, organisation_id: str, cosines: DocumentCosines) -> tuple[Likeness, ...]:
    """The organisations most like this one, best first; none where it works in no initiative.

    Never itself, what it is a part of, or its parts. Equal scores are ordered by id.

    Args:
        landscape: all organisations and initiatives.
        organisation_id: whose likes are looked for.
        cosines: of the initiatives it works in, in the order of their ids.
    """
    found = sorted(
        _likenesses(landscape, organisation_id, cosines), key=lambda a: (-a.score, a.organisation_id)
    )
    new = _varied((one for one in found if not one.has_worked_together), most=MOST_NEW)
    known = _varied((one for one in found if one.has_worked_together), most=MOST_KNOWN)
    return (*new, *known)


def similar_organisations(
    records: Records, themes: Mapping[str, Theme], likenesses: Iterable[Likeness]
) -> tuple[SimilarOrganisation, ...]:
    """The records of `likenesses`; what was removed meanwhile is left out."""
    likenesses = tuple(likenesses)
    organisations = records.organisations(one.organisation_id for one in likenesses)
    initiatives = records.initiatives(one.initiative_id for one in likenesses)
    return tuple(
        SimilarOrganisation(
            organisation=organisations[one.organisation_id],
            score=one.score,
            own_initiative_id=one.own_initiative_id,
            initiative=initiatives[one.initiative_id],
            themes=tuple(themes[theme] for theme in one.theme_ids),
            has_worked_together=one.has_worked_together,
        )
        for one in likenesses
        if one.organisation_id in organisations and one.initiative_id in initiatives
    )


def _likenesses(landscape: Landscape, organisation_id: str, cosines: DocumentCosines) -> Iterable[Likeness]:
    pairs = _nearest_pairs(landscape, organisation_id, cosines)
    own, family = landscape.taken_part.get(organisation_id, frozenset()), landscape.family(organisation_id)
    for other, work in landscape.work.items():
        near = [(pairs[one], one) for one in sorted(work) if one in pairs]
        if other in family or not near:
            continue
        (pair, own_initiative), initiative = max(near, key=lambda found: found[0][0])
        profiles = cosine(landscape.profiles[organisation_id], landscape.profiles[other])
        score = round(PAIR_SHARE * pair + (1 - PAIR_SHARE) * profiles, 6)
        if min(pair, score) >= LEAST:
            yield Likeness(
                organisation_id=other,
                score=score,
                own_initiative_id=own_initiative,
                initiative_id=initiative,
                theme_ids=tuple(landscape.common_themes(organisation_id, other)[:MOST_THEMES]),
                has_worked_together=bool(own & landscape.taken_part[other]),
            )


def _nearest_pairs(
    landscape: Landscape, organisation_id: str, cosines: DocumentCosines
) -> dict[str, tuple[float, str]]:
    """Initiative of others → likeness of the nearest one among the organisation's work, and its id."""
    work = sorted(landscape.work.get(organisation_id, ()))
    if not work:
        return {}
    columns = {one: column for column, one in enumerate(cosines.document_ids)}
    likeness = TEXT_SHARE * np.maximum(cosines.cosines, 0.0, dtype=np.float64)
    for row, mine in enumerate(work):
        for theme, weight in landscape.initiatives.get(mine, {}).items():
            for one in landscape.carriers[theme]:
                if one in columns:
                    shared = weight * landscape.initiatives[one][theme]
                    likeness[row, columns[one]] += (1 - TEXT_SHARE) * shared
    nearest, own = likeness.argmax(axis=0), landscape.taken_part[organisation_id]
    return {
        one: (float(likeness[nearest[column], column]), work[nearest[column]])
        for one, column in columns.items()
        if one not in own
    }


def _varied(likenesses: Iterable[Likeness], *, most: int) -> list[Likeness]:
    """The first `most`, not too many of them by one and the same initiative."""
    kept: list[Likeness] = []
    by_initiative = Counter[str]()
    for one in likenesses:
        by_initiative[one.initiative_id] += 1
        if by_initiative[one.initiative_id] <= MOST_BY_ONE_INITIATIVE and len(kept) < most:
            kept.append(one)
    return kept
