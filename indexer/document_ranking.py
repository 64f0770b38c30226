"""From candidate passages to ranked documents: late interaction, facets, feedback."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indexer.coverage import word_similarities
from indexer.feedback import near_the_best, raised
from indexer.fusion import Candidates, blend
from indexer.generation import Generation
from indexer.late_interaction import QueryTokens, best_cosines, late_scores
from indexer.passage import Signals

RERANKED = 50
"""Documents whose best passages late interaction looks at."""
ALONE = 0.87
"""Share of its only facet's score that a document without a second one gets for that: what is usual.

Chosen in docs/decisions/0005-questions-and-organisations.md.
"""
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class RankedDocument:
    """One document, scored by its two best facets and by how near it is to the best documents."""

    row: int
    """Of the best passage of all."""
    quotable: tuple[int, ...]
    """Rows of the passages that may be shown, best first, one for each language."""
    score: float
    signals: Signals
    word_similarities: tuple[float, ...]
    """For each content word of the query; empty where it was not reranked."""
    is_reranked: bool


@dataclass(frozen=True, slots=True)
class _Passages:
    """The candidates that stand for their documents: the best of each facet, those to rerank first."""

    places: NDArray[np.int64]
    """Among the candidates."""
    rows: NDArray[np.int64]
    documents: NDArray[np.int64]
    """Ordinals."""
    scores: NDArray[np.float64]
    late: NDArray[np.float32]
    similarities: NDArray[np.float32]
    """``[reranked passages, words]``."""


@dataclass(frozen=True, slots=True)
class _Documents:
    """The documents, by ordinal."""

    order: NDArray[np.int64]
    """Places in `_Passages`, the best of each document first; those of document `i` from `firsts[i]` on."""
    firsts: NDArray[np.int64]
    counts: NDArray[np.int64]
    scores: NDArray[np.float64]
    near: NDArray[np.float64]
    """How near each is to the best ones; 0 for one that was not reranked."""
    is_reranked: NDArray[np.bool_]

    def passages(self, document: int) -> NDArray[np.int64]:
        """Places in `_Passages` of those of one document, best first."""
        return self.order[self.firsts[document] : self.firsts[document] + self.counts[document]]


def ranked_documents(
    generation: Generation,
    candidates: Candidates,
    tokens: QueryTokens,
    words: NDArray[np.int64],
    *,
    top: int,
) -> list[RankedDocument]:
    """Return the best `top` documents, best first.

    A document's score is the mean of its two best facets (texts of one language, labels, names), each by
    its best passage: what is said twice, in two languages or in text and labels, is surer than what one
    sentence happens to share with the query. Then those near the best are raised. Documents that were not
    reranked stay behind the others.

    Args:
        generation: where the candidates come from.
        candidates: best first.
        tokens: the query's.
        words: int64 ``[tokens]``, the content word of each token, -1 for none.
        top: how many at most.
    """
    passages = _passages(generation, candidates, tokens, words)
    documents = _with_feedback(generation, passages, _documents(generation, passages))
    best = passages.rows[documents.order[documents.firsts]]
    order = np.lexsort((best, -documents.scores, ~documents.is_reranked))[:top]
    return _descending(
        [_ranked(generation, candidates, passages, documents, place) for place in order.tolist()]
    )


def _passages(
    generation: Generation, candidates: Candidates, tokens: QueryTokens, words: NDArray[np.int64]
) -> _Passages:
    """Return the passages that stand for their documents, after late interaction."""
    documents = generation.passages.documents[candidates.rows]
    places, reranked = _shortlist(documents, generation.passages.facets[candidates.rows])
    best = best_cosines(tokens, map(generation.tokens.vectors, candidates.rows[places[:reranked]].tolist()))
    late = np.zeros(len(places), dtype=np.float32)
    late[:reranked] = late_scores(tokens, best)
    return _Passages(
        places=places,
        rows=candidates.rows[places],
        documents=documents[places],
        scores=blend(candidates.fused[places], late),
        late=late,
        similarities=word_similarities(best, words),
    )


def _documents(generation: Generation, passages: _Passages) -> _Documents:
    """Return the documents with the mean score of their two best facets."""
    scores = passages.scores
    order = np.lexsort((passages.rows, -scores, passages.documents))
    _, firsts, counts = np.unique(passages.documents[order], return_index=True, return_counts=True)
    best = order[firsts]
    second = np.where(counts > 1, scores[order[firsts + (counts > 1)]], 0)
    is_alone = generation.passages.facet_counts[passages.documents[best]] == 1
    second = np.where(is_alone, ALONE * scores[best], second)
    return _Documents(
        order=order,
        firsts=firsts,
        counts=counts,
        scores=_rounded((scores[best] + second) / 2),
        near=np.zeros(len(best)),
        is_reranked=best < len(passages.similarities),
    )


def _with_feedback(generation: Generation, passages: _Passages, documents: _Documents) -> _Documents:
    """Return `documents` with those raised, of the reranked ones, that are near the best."""
    best = documents.order[documents.firsts]
    reranked = np.flatnonzero(documents.is_reranked)
    reranked = reranked[np.lexsort((passages.rows[best[reranked]], -documents.scores[reranked]))]
    ordinals = passages.documents[best[reranked]]
    scores, near = documents.scores.copy(), documents.near.copy()
    near[reranked] = _rounded(near_the_best(scores[reranked], generation.document_vectors[ordinals]))
    scores[reranked] = _rounded(raised(scores[reranked], near[reranked]))
    return replace(documents, scores=scores, near=near)


def _ranked(
    generation: Generation,
    candidates: Candidates,
    passages: _Passages,
    documents: _Documents,
    document: int,
) -> RankedDocument:
    """Return one document, by its place in `documents`."""
    entries = documents.passages(document)
    best, place = entries[0], passages.places[entries[0]]
    reranked = entries[entries < len(passages.similarities)]
    return RankedDocument(
        row=int(passages.rows[best]),
        quotable=_quotable(generation, int(passages.documents[best]), passages.rows[entries]),
        score=float(documents.scores[document]),
        signals=Signals(
            dense=round(float(candidates.dense[place]), _DECIMALS),
            lexical=round(float(candidates.lexical[place]), _DECIMALS),
            fused=float(candidates.fused[place]),
            late=round(float(passages.late[best]), _DECIMALS),
            feedback=float(documents.near[document]),
        ),
        word_similarities=_best_similarities(passages.similarities[reranked]),
        is_reranked=bool(documents.is_reranked[document]),
    )


def _best_similarities(similarities: NDArray[np.float32]) -> tuple[float, ...]:
    """Return the best similarity of each word over the passages, ``[passages, words]``, of one document."""
    return tuple(similarities.max(axis=0).round(4).tolist()) if similarities.size else ()


def _rounded(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return `scores` to the millionth.

    Not by numpy's rounding, which takes half of a millionth for exact where Python looks at the binary.
    """
    return np.array([round(score, _DECIMALS) for score in scores.tolist()], dtype=np.float64)


def _descending(ranked: list[RankedDocument]) -> list[RankedDocument]:
    """Return `ranked` with no score above the one before it."""
    lowest = math.inf
    for place, entry in enumerate(ranked):
        lowest = min(lowest, entry.score)
        if entry.score > lowest:
            ranked[place] = replace(entry, score=lowest)
    return ranked


def _quotable(generation: Generation, document: int, rows: NDArray[np.int64]) -> tuple[int, ...]:
    """Return those of a document's `rows` that may be shown, its first such passage if none may."""
    passages = generation.passages
    shown = rows[passages.is_evidence[rows] == 1].tolist()
    return tuple(shown) or (passages.first_evidence(document),)


def _shortlist(documents: NDArray[np.int64], facets: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """Return the places of candidates to score, those to rerank first, and how many those are.

    To rerank: the best passage of each facet of the first `RERANKED` documents. The best passage of each
    document after those follows.
    """
    _, firsts = np.unique(documents, return_index=True)
    firsts.sort()
    facets = documents * (facets.max(initial=0) + 1) + facets  # told apart across documents too
    best = np.sort(np.unique(facets, return_index=True)[1])
    reranked = best[np.isin(documents[best], documents[firsts[:RERANKED]])]
    return np.concatenate([reranked, firsts[RERANKED:]]), len(reranked)
