"""Interpreted questions to hits: constraints before retrieval, preferences after it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer import Engine
from indexer.passage import Calibration, Hit
from kb.interpreter import Interpretation

PREFERENCE_WEIGHT = 0.2
"""What an initiative gains that meets all preferences of the question; measured on the develop half."""
DEPTH = 100
"""Initiatives among which preferences may reorder."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The hits of one question, one per initiative, best first, and the index they came from."""

    hits: tuple[Hit, ...]
    generation: str
    calibration: Calibration


def retrieve(
    engine: Engine,
    interpretations: Sequence[Interpretation],
    *,
    top: int,
    language: str | None = None,
    highlight: bool = True,
    rerank: bool = True,
) -> list[Retrieved]:
    """The `top` hits of each question among the initiatives it allows; errors as in `Engine.search`.

    Questions that allow the same initiatives are searched together. Without `rerank` a reranker is not asked.
    """
    groups: dict[frozenset[str] | None, list[int]] = {}
    for place, interpretation in enumerate(interpretations):
        groups.setdefault(interpretation.allowed.initiative_ids, []).append(place)
    retrieved: dict[int, Retrieved] = {}
    for allowed, places in groups.items():
        texts = [interpretations[place].text for place in places]
        found = engine.search(
            texts,
            allowed=allowed,
            top=max(top, DEPTH),
            language=language,
            highlight=highlight,
            rerank=rerank,
        )
        for place, hits in zip(places, found.hits, strict=True):
            preferred = _preferred(hits, interpretations[place])[:top]
            retrieved[place] = Retrieved(
                hits=preferred, generation=found.generation, calibration=found.calibration
            )
    return [retrieved[place] for place in range(len(interpretations))]


def _preferred(hits: Sequence[Hit], interpretation: Interpretation) -> tuple[Hit, ...]:
    """The hits in the order of their scores after preferences, equal scores as they were."""
    met = interpretation.preferences.initiatives
    if not met:
        return tuple(hits)
    raised = [
        replace(hit, score=round(hit.score + PREFERENCE_WEIGHT * met.get(hit.document_id, 0.0), 6))
        for hit in hits
    ]
    raised.sort(key=lambda hit: -hit.score)
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(raised, start=1))
