"""The needs of a project, found in its description."""

from collections.abc import Iterable, Sequence

import numpy as np

from indexer import Engine
from kb.project.cues import holds
from kb.project.project import MAX_NEED_TEXT, ProjectNeed, Weight
from kb.project.segments import Segment, segments
from kb.project.stating import by_meaning, by_words
from kb.project.topic import topic_of_need

SAME = 0.85
"""Cosine from which two segments state the same need."""
MOST_FOUND = 12
"""Needs taken from one description: the surest, so that a long text does not drown its reader."""
SHORTLIST = 40
"""Segments whose meaning is looked at: in a longer text those that the words speak for most."""


def find_needs(engine: Engine, description: str) -> tuple[ProjectNeed, ...]:
    """The needs that `description` states, heaviest first, then as they stand in it; maybe none.

    Of several places that state the same need the surest is taken. Errors as in `Engine.search`.
    """
    read = _shortlist(segments(description))
    if not read:
        return ()
    vectors = engine.text_vectors([in_context(segment) for segment in read])
    stated = by_meaning(read, vectors.vectors, vectors.fingerprint)
    places = np.flatnonzero(stated.probabilities >= stated.threshold).tolist()
    surest = sorted(places, key=lambda place: (-stated.probabilities[place], place))[: 2 * MOST_FOUND]
    distinct = _without_repetitions([read[place] for place in surest], engine)
    return in_order(_need(segment) for segment in distinct[:MOST_FOUND])


def in_order(needs: Iterable[ProjectNeed]) -> tuple[ProjectNeed, ...]:
    """`needs`, heaviest first, then as they stand in the description, those added by hand last."""
    return tuple(
        sorted(needs, key=lambda need: (-need.weight, need.start is None, need.start or 0)),
    )


def in_context(segment: Segment) -> str:
    """What is encoded of a segment: a bullet says little without the line above it."""
    above = segment.introduction or segment.heading
    return f"{above}: {segment.text}" if above else segment.text


def _shortlist(found: Sequence[Segment]) -> list[Segment]:
    """At most `SHORTLIST` of the segments, in their order."""
    if len(found) <= SHORTLIST:
        return list(found)
    likely = by_words(found).probabilities
    best = sorted(range(len(found)), key=lambda place: (-likely[place], place))[:SHORTLIST]
    return [found[place] for place in sorted(best)]


def _without_repetitions(found: Sequence[Segment], engine: Engine) -> list[Segment]:
    """`found` less those that mean the same as an earlier one."""
    if len(found) < 2:
        return list(found)
    vectors = engine.text_vectors([topic_of_need(segment.text) for segment in found]).vectors
    kept: list[int] = []
    for place in range(len(found)):
        if not any(vectors[place] @ vectors[other] >= SAME for other in kept):
            kept.append(place)
    return [found[place] for place in kept]


def _need(segment: Segment) -> ProjectNeed:
    return ProjectNeed(
        text=_shortened(segment.text.strip(" ;,")),
        weight=_weight(segment.text),
        start=segment.start,
        end=segment.end,
        heading=segment.heading,
    )


def _weight(text: str) -> Weight:
    """How much the words say that it matters; what would be welcome is never essential."""
    if holds("welcome", text):
        return 1
    return 3 if holds("essential", text) else 2


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_NEED_TEXT else text[: MAX_NEED_TEXT - 1].rstrip() + "…"
