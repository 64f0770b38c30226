"""Small projects that hypothesis makes up, and covers written by hand."""

import random
from itertools import combinations
from typing import NamedTuple

from hypothesis import strategies as st

from kb.answer import Band
from kb.project.cover import Cover
from kb.project.togetherness import WorkedTogether
from kb.project.wishes import Wishes


class Project(NamedTuple):
    covers: list[Cover]
    weights: dict[str, int]
    wishes: Wishes
    pairs: list[WorkedTogether]


def cover(need_id: str, organisation_id: str, score: float, band: Band = Band.STRONG) -> Cover:
    return Cover(need_id=need_id, organisation_id=organisation_id, score=score, band=band)


def pair(one: str, other: str, *initiative_ids: str) -> WorkedTogether:
    return WorkedTogether(organisation_ids=(one, other), initiative_ids=initiative_ids or ("shared",))


_SCORES = (0.0, 0.3, 0.5, 0.52, 0.9)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """At most 6 needs and 8 organisations; few different scores, so that many groups are equal."""
    need_ids = [f"need {number}" for number in range(draw(st.integers(1, 6)))]
    organisation_ids = [f"org {letter}" for letter in "abcdefgh"[: draw(st.integers(1, 8))]]
    chance = random.Random(draw(st.integers(0, 2**32)))  # quicker than drawing each
    density = draw(st.sampled_from([0.2, 0.4, 0.7]))
    bands = draw(st.sampled_from([[Band.STRONG], list(Band)]))
    covers = [
        cover(need_id, organisation_id, chance.choice(_SCORES), chance.choice(bands))
        for need_id in need_ids
        for organisation_id in organisation_ids * 2  # now and then two for the same
        if chance.random() < density / 2
    ]
    together = draw(st.sampled_from([0.0, 0.3, 0.6]))
    pairs = [pair(*both) for both in combinations(organisation_ids, 2) if chance.random() < together]
    weights = {need_id: draw(st.integers(1, 3)) for need_id in need_ids}
    return Project(covers, weights, draw(_wishes(organisation_ids)), pairs)


@st.composite
def _wishes(draw: st.DrawFn, organisation_ids: list[str]) -> Wishes:
    known = [*organisation_ids, "org unheard of"]
    include = draw(st.sets(st.sampled_from(known), max_size=draw(st.sampled_from([0, 2]))))
    return Wishes(
        include=tuple(include),
        exclude=tuple(
            draw(st.sets(st.sampled_from(known), max_size=draw(st.sampled_from([0, 2])))) - include
        ),
        at_most=draw(st.none() | st.integers(max(1, len(include)), 5)),
        together=draw(st.sampled_from([None, "together", "apart"])),
        strength=draw(st.sampled_from(list(Band))),
    )
