"""Queries in, ranked hits out: the steps of the search, top to bottom."""

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from indexer.centring import centred
from indexer.fusion import Candidates, blend, fuse
from indexer.generation import Generation
from indexer.highlight import Words, word_matches, words_of
from indexer.late_interaction import QueryTokens, late_scores, query_tokens
from indexer.lexical import LexicalHits
from indexer.one_thread import use_one_thread
from indexer.passage import Hit, Passage, Quotation, Signals
from models.encoder import Encoding

RERANKED = 50
"""Documents whose best passages late interaction looks at."""
ALONE = 0.87
"""Share of its only facet's score that a document without a second one gets for that: what is usual."""
_OVER_FETCH = 5
"""Passages retrieved per document wanted: several passages of one document come close together."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """One document, scored by its two best facets."""

    row: int
    """Of the best passage of all."""
    quotable: tuple[int, ...]
    """Rows of the passages that may be shown, best first, one for each language."""
    score: float
    signals: Signals
    is_reranked: bool


def search(
    generation: Generation,
    encode_queries: Callable[[Sequence[str]], Encoding],
    queries: Sequence[str],
    *,
    allowed: Collection[str] | None,
    top: int,
    language: str | None,
    highlight: bool,
) -> list[tuple[Hit, ...]]:
    """Return for each query the best passage of each of the best `top` documents, best first."""
    constraint = None if allowed is None else generation.allowed(allowed)
    if top <= 0 or not queries or (constraint and not constraint.documents):
        return [() for _ in queries]
    use_one_thread()
    encoding = encode_queries(queries)
    vectors = centred(encoding.pooled, generation.centres.queries)
    depth = max(_OVER_FETCH * max(top, RERANKED), generation.depth_for(top))
    dense = generation.dense.retrieve(vectors, depth, constraint.passage_ids if constraint else None)
    lexical = generation.lexical.retrieve(queries, depth, constraint.documents if constraint else None)
    answers = []
    for place, query in enumerate(queries):
        tokens = query_tokens(
            encoding.tokens[place], generation.centres.query_tokens, generation.token_weights
        )
        candidates = _fused(generation, vectors[place], dense[place], lexical[place])
        ranked = _reranked(generation, candidates, tokens, top)
        answers.append(_hits(generation, ranked, query, tokens, language, highlight=highlight))
    return answers


def _fused(
    generation: Generation, vector: NDArray[np.float32], dense: NDArray[np.int64], lexical: LexicalHits
) -> Candidates:
    """Return what either retriever found, with both scores of every candidate."""
    rows = np.union1d(generation.rows(dense), lexical.rows)
    words = np.zeros(len(rows), dtype=np.float32)
    if len(lexical.rows):
        words[np.searchsorted(rows, lexical.rows)] = lexical.scores / lexical.full
    return fuse(rows, generation.dense.cosines(vector, rows), words.clip(max=1))


def _reranked(generation: Generation, candidates: Candidates, tokens: QueryTokens, top: int) -> list[_Ranked]:
    """Return the best `top` documents after late interaction, best first.

    A document's score is the mean of its two best facets (texts of one language, labels, names), each by
    its best passage: what is said twice, in two languages or in text and labels, is surer than what one
    sentence happens to share with the query. Those that were not reranked stay behind the others.
    """
    passages = generation.passages
    documents = passages.documents[candidates.rows]
    places, reranked = _shortlist(documents, passages.facets[candidates.rows])
    late = np.zeros(len(places), dtype=np.float32)
    late[:reranked] = late_scores(tokens, map(generation.tokens.vectors, candidates.rows[places[:reranked]]))
    scores = blend(candidates.fused[places], late)
    rows, owners = candidates.rows[places], documents[places]
    entries = np.lexsort((rows, -scores, owners))  # by document, the best of each first
    _, firsts, counts = np.unique(owners[entries], return_index=True, return_counts=True)
    best, facet_counts = entries[firsts], passages.facet_counts[owners[entries[firsts]]]
    second = np.where(counts > 1, scores[entries[firsts + (counts > 1)]], 0)
    second = np.where(facet_counts == 1, ALONE * scores[best], second)
    # Not by numpy's rounding, which takes half of a millionth for exact where Python looks at the binary.
    means = np.array([round(mean, 6) for mean in ((scores[best] + second) / 2).tolist()])
    return _descending(
        [
            _Ranked(
                row=int(rows[best[place]]),
                quotable=_quotable(
                    generation,
                    int(owners[best[place]]),
                    rows[entries[firsts[place] : firsts[place] + counts[place]]],
                ),
                score=float(means[place]),
                signals=_signals(candidates, int(places[best[place]]), float(late[best[place]])),
                is_reranked=bool(best[place] < reranked),
            )
            for place in np.lexsort((rows[best], -means, best >= reranked))[:top].tolist()
        ]
    )


def _descending(ranked: list[_Ranked]) -> list[_Ranked]:
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


def _signals(candidates: Candidates, place: int, late: float) -> Signals:
    """Return what each part of the search said of the candidate at `place`."""
    return Signals(
        dense=round(float(candidates.dense[place]), 6),
        lexical=round(float(candidates.lexical[place]), 6),
        fused=float(candidates.fused[place]),
        late=round(late, 6),
    )


def _hits(
    generation: Generation,
    ranked: list[_Ranked],
    query: str,
    tokens: QueryTokens,
    language: str | None,
    *,
    highlight: bool,
) -> tuple[Hit, ...]:
    """Return the ranked documents as hits, which quote the words that matched where those were looked at."""
    asked = words_of(query, tokens.states, tokens.offsets) if highlight else None
    quote = cache(partial(_quotation, generation, language, asked))
    return tuple(
        Hit(
            document_id=generation.passages.document_ids[generation.passages.documents[entry.row]],
            score=entry.score,
            rank=rank,
            signals=entry.signals,
            quote=partial(quote, entry),
        )
        for rank, entry in enumerate(ranked, start=1)
    )


def _quotation(
    generation: Generation, language: str | None, asked: Words | None, entry: _Ranked
) -> Quotation:
    """Return what to show of a document, with the words that answer those `asked` for if it was reranked."""
    row, passage = _quoted(generation, entry, language)
    found_by = passage.field if row == entry.row else generation.passages.passage(entry.row).field
    if asked is None or not entry.is_reranked:
        return Quotation(passage, found_by)
    found = generation.tokens.vectors(row)
    states = found.states * found.factors[:, np.newaxis]
    words = words_of(passage.text, states, generation.tokens.offsets(row))
    return Quotation(passage, found_by, word_matches(asked, words))


def _quoted(generation: Generation, entry: _Ranked, language: str | None) -> tuple[int, Passage]:
    """Return the passage to show: the best one in `language` if there is one, else the best."""
    best = entry.quotable[0], generation.passages.passage(entry.quotable[0])
    if language is None or best[1].language == language:
        return best
    others = ((row, generation.passages.passage(row)) for row in entry.quotable[1:])
    return next((pair for pair in others if pair[1].language == language), best)
