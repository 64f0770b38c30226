"""What was done already that resembles a project, so that nobody does it again."""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer import Engine
from kb.answer import Band, RankedInitiative
from kb.interpreter import Interpreter
from kb.project.experts import SearchedNeed
from kb.project.project import Project
from kb.query import clean
from kb.records import Records
from kb.retrieval import retrieve
from kb.search import Searched, ranked_initiatives

RESEMBLING_COUNT = 5
"""Initiatives told beside the whole project."""


@dataclass(frozen=True, slots=True)
class Resembling:
    """Initiatives nearest to a whole project, best first."""

    initiatives: tuple[RankedInitiative, ...]
    is_close: bool
    """Whether any of them could also meet one of its needs; else they are merely the nearest."""


def find_resembling(
    engine: Engine,
    interpreter: Interpreter,
    records: Records,
    project: Project,
    needs: Sequence[SearchedNeed],
) -> Resembling:
    """What resembles the project as told in short, or else by all its needs; errors as in `Engine.search`.

    Of long texts no score says whether anything is close: they share some words with everything. So that is
    left to the needs.
    """
    text = clean(project.about or " ".join(need.text for need in project.needs))
    interpretation = interpreter.unconstrained(text)
    [retrieved] = retrieve(engine, [interpretation], top=RESEMBLING_COUNT, rerank=False)
    initiatives = ranked_initiatives(records, Searched(interpretation, retrieved), top=RESEMBLING_COUNT)
    bands = [_band(ranked.initiative.id, needs) for ranked in initiatives]
    return Resembling(
        initiatives=tuple(
            ranked.model_copy(update={"band": band}) for ranked, band in zip(initiatives, bands, strict=True)
        ),
        is_close=any(band is not Band.WEAK for band in bands),
    )


def _band(initiative_id: str, needs: Sequence[SearchedNeed]) -> Band:
    """How surely it answers the need that it answers best."""
    found = [need.band_of_initiative(initiative_id) for need in needs]
    bands = tuple(Band)
    return min((band for band in found if band), key=bands.index, default=Band.WEAK)
