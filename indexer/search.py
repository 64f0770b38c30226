"""Queries in, ranked hits out: the steps of the search, top to bottom."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.centring import centred
from indexer.fusion import Candidates, blend, fuse
from indexer.generation import Generation
from indexer.highlight import word_matches, words_of
from indexer.late_interaction import QueryTokens, late_scores, query_tokens
from indexer.lexical import LexicalHits
from indexer.one_thread import use_one_thread
from indexer.passage import Hit, Signals, WordMatch
from models.encoder import Encoding

RERANKED = 50
"""Documents whose best passages late interaction looks at."""
PASSAGES_EACH = 3
"""How many passages of one document it looks at."""
_OVER_FETCH = 5
"""Passages retrieved per document wanted: several passages of one document come close together."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """One document, scored by its best passage."""

    row: int
    quoted: int
    """The row of the best passage that may be shown."""
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
        answers.append(_hits(generation, ranked, query, tokens, highlight=highlight))
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
    """Return the best `top` documents by their best passage after late interaction, best first.

    A document that was not reranked keeps its share of the fused score. That is never above a reranked one:
    those had a fused score at least as high, and late interaction only adds.
    """
    documents = generation.passages.documents[candidates.rows]
    places, reranked = _shortlist(documents)
    late = np.zeros(len(places), dtype=np.float32)
    late[:reranked] = late_scores(tokens, generation.tokens.vectors(candidates.rows[places[:reranked]]))
    scores = blend(candidates.fused[places], late)
    # The reranked stay in front of the rest even where late interaction gave them nothing.
    is_rest = np.arange(len(places)) >= reranked
    order = np.lexsort((candidates.rows[places], -scores, is_rest))
    quoted = _quoted(generation, candidates.rows[places[order]])
    ranked: dict[int, _Ranked] = {}
    for entry in order.tolist():
        place = int(places[entry])
        document = int(documents[place])
        if document not in ranked:
            signals = _signals(candidates, place, float(late[entry]))
            row = int(candidates.rows[place])
            score = float(scores[entry])
            ranked[document] = _Ranked(row, quoted[document], score, signals, entry < reranked)
        if len(ranked) == top:
            break
    return list(ranked.values())


def _quoted(generation: Generation, rows: NDArray[np.int64]) -> dict[int, int]:
    """Return for each document (ordinal) of `rows`, best first, its best row that may be shown."""
    passages = generation.passages
    shown = rows[passages.is_evidence[rows] == 1]
    quoted = dict(zip(passages.documents[shown[::-1]].tolist(), shown[::-1].tolist(), strict=True))
    for document in set(passages.documents[rows].tolist()) - quoted.keys():
        quoted[document] = passages.first_evidence(document)
    return quoted


def _shortlist(documents: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """Return the places of candidates to score, those to rerank first, and how many those are.

    To rerank: the `PASSAGES_EACH` best passages of the first `RERANKED` documents. The best passage of
    each document after those follows.
    """
    seen: dict[int, int] = {}
    reranked: list[int] = []
    rest: list[int] = []
    for place, document in enumerate(documents.tolist()):
        if document not in seen:
            (reranked if len(seen) < RERANKED else rest).append(place)
            seen[document] = 1 if len(seen) < RERANKED else PASSAGES_EACH
        elif seen[document] < PASSAGES_EACH:
            seen[document] += 1
            reranked.append(place)
    return np.array(reranked + rest, dtype=np.int64), len(reranked)


def _signals(candidates: Candidates, place: int, late: float) -> Signals:
    """Return what each part of the search said of the candidate at `place`."""
    return Signals(
        dense=round(float(candidates.dense[place]), 6),
        lexical=round(float(candidates.lexical[place]), 6),
        fused=float(candidates.fused[place]),
        late=round(late, 6),
    )


def _hits(
    generation: Generation, ranked: list[_Ranked], query: str, tokens: QueryTokens, *, highlight: bool
) -> tuple[Hit, ...]:
    """Return the ranked passages as hits, with the words that matched where those were looked at."""
    asked = words_of(query, tokens.states, tokens.offsets)
    hits = []
    for rank, entry in enumerate(ranked, start=1):
        passage = generation.passages.passage(entry.quoted)
        is_quoted = entry.quoted == entry.row
        found_by = passage.field if is_quoted else generation.passages.passage(entry.row).field
        matches: tuple[WordMatch, ...] = ()
        if highlight and entry.is_reranked:
            found = generation.tokens.vectors(np.array([entry.quoted]))
            states = found.states * found.factors[:, np.newaxis]
            offsets = generation.tokens.offsets(entry.quoted)
            matches = word_matches(asked, words_of(passage.text, states, offsets))
        hits.append(Hit(passage, found_by, entry.score, rank, entry.signals, matches))
    return tuple(hits)
