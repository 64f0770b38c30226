"""Interpreted questions to hits: constraints before retrieval, preferences after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indexer import Engine
from indexer.passage import Calibration, Hit, SearchResult
from kb.documents import offering_organisation, offers_document_id
from kb.interpreter import Interpretation
from kb.question.offering import offering

PREFERENCE_WEIGHT = 0.2
"""What an initiative gains that meets all preferences of the question; measured on the develop half."""
DEPTH = 100
"""Initiatives among which preferences may reorder."""

_Ids = frozenset[str] | None
"""Of the documents that may be answered; None for all."""


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
    allowed = [_initiatives(interpretation) for interpretation in interpretations]
    retrieved: dict[int, Retrieved] = {}
    for ids, places in _groups(allowed).items():
        found = engine.search(
            [interpretations[place].text for place in places],
            allowed=ids,
            top=max(top, DEPTH),
            language=language,
            highlight=highlight,
            rerank=rerank,
        )
        for place, hits in zip(places, found.hits, strict=True):
            preferred = _preferred(_of_initiatives(hits), interpretations[place])[:top]
            retrieved[place] = _retrieved(preferred, found)
    return [retrieved[place] for place in range(len(interpretations))]


def retrieve_offers(
    engine: Engine, interpretations: Sequence[Interpretation], *, top: int
) -> list[Retrieved | None]:
    """The `top` organisations whose stated offers are nearest to each question; errors as in `Engine.search`.

    A hit's document is the organisation. None where no organisation states an offer and is what the
    question asks for: nothing is searched then. A reranker is not asked.
    """
    allowed = [_offers(interpretation) for interpretation in interpretations]
    retrieved: dict[int, Retrieved] = {}
    for ids, places in _groups(allowed).items():
        if not ids:
            continue
        texts = [interpretations[place].text for place in places]
        found = engine.search(texts, allowed=ids, top=top, rerank=False)
        for place, hits in zip(places, found.hits, strict=True):
            named = tuple(
                replace(hit, document_id=organisation_id)
                for hit in hits
                if (organisation_id := offering_organisation(hit.document_id)) is not None
            )
            retrieved[place] = _retrieved(named, found)
    return [retrieved.get(place) for place in range(len(interpretations))]


def _initiatives(interpretation: Interpretation) -> _Ids:
    """What may be answered as an initiative; all there is, where that is initiatives alone."""
    allowed, columns = interpretation.allowed.initiative_ids, interpretation.columns
    return columns.all_initiatives if allowed is None and columns.offering.any() else allowed


def _offers(interpretation: Interpretation) -> _Ids:
    """The documents of the organisations that meet what the question is certain of, relaxed or not."""
    question, relaxed = interpretation.question, interpretation.relaxed
    certain = [one for one in question.constraints if one.is_certain or one.key in relaxed]
    return frozenset(map(offers_document_id, offering(certain, interpretation.columns)))


def _groups(allowed: Sequence[_Ids]) -> Mapping[_Ids, list[int]]:
    """The places of the questions that allow the same documents."""
    groups: dict[_Ids, list[int]] = {}
    for place, ids in enumerate(allowed):
        groups.setdefault(ids, []).append(place)
    return groups


def _of_initiatives(hits: Sequence[Hit]) -> Sequence[Hit]:
    """The hits without offers of organisations, which an index older than the records may still hold."""
    return [hit for hit in hits if offering_organisation(hit.document_id) is None]


def _retrieved(hits: tuple[Hit, ...], found: SearchResult) -> Retrieved:
    return Retrieved(hits=hits, generation=found.generation, calibration=found.calibration)


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
