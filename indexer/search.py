"""Queries in, ranked hits out: the steps of the search, top to bottom."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from indexer.centring import centred
from indexer.chunking import encoded_text
from indexer.content_words import content_words, words_of_tokens
from indexer.cross_encoding import CROSS_ENCODED, CrossScores, cross_encoded
from indexer.document_ranking import RERANKED, RankedDocument, ranked_documents
from indexer.fusion import Candidates, fuse
from indexer.generation import Generation
from indexer.highlight import Words, word_matches, words_of
from indexer.late_interaction import QueryTokens, query_tokens
from indexer.lexical import LexicalHits
from indexer.one_thread import use_one_thread
from indexer.passage import Hit, Passage, Quotation
from models.encoder import Encoding

_OVER_FETCH = 5
"""Passages retrieved per document wanted: several passages of one document come close together."""


def search(
    generation: Generation,
    encode_queries: Callable[[Sequence[str]], Encoding],
    queries: Sequence[str],
    *,
    allowed: Collection[str] | None,
    top: int,
    language: str | None,
    highlight: bool,
    cross_scores: CrossScores | None = None,
) -> list[tuple[Hit, ...]]:
    """Return for each query the best passage of each of the best `top` documents, best first.

    With `cross_scores` the best `CROSS_ENCODED` documents are read once more.
    """
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
        words = words_of_tokens(content_words(query), tokens.offsets)
        count = max(top, CROSS_ENCODED) if cross_scores else top
        ranked = ranked_documents(generation, candidates, tokens, words, top=count)
        if cross_scores:
            ranked = _cross_encoded(generation, ranked, query, cross_scores)[:top]
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


def _cross_encoded(
    generation: Generation, ranked: list[RankedDocument], query: str, cross_scores: CrossScores
) -> list[RankedDocument]:
    """Return `ranked`, best first, once the reranker has read the best of them, each by its best passage."""
    texts = [encoded_text(generation.passages.passage(entry.row)) for entry in ranked[:CROSS_ENCODED]]
    documents = cross_encoded([entry.score for entry in ranked], cross_scores(query, texts))
    return [
        replace(
            ranked[document.place],
            score=document.score,
            signals=replace(ranked[document.place].signals, cross_encoder=document.cross_encoder),
        )
        for document in documents
    ]


def _hits(
    generation: Generation,
    ranked: list[RankedDocument],
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
            word_similarities=entry.word_similarities,
            quote=partial(quote, entry),
        )
        for rank, entry in enumerate(ranked, start=1)
    )


def _quotation(
    generation: Generation, language: str | None, asked: Words | None, entry: RankedDocument
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


def _quoted(generation: Generation, entry: RankedDocument, language: str | None) -> tuple[int, Passage]:
    """Return the passage to show: the best one in `language` if there is one, else the best."""
    best = entry.quotable[0], generation.passages.passage(entry.quotable[0])
    if language is None or best[1].language == language:
        return best
    others = ((row, generation.passages.passage(row)) for row in entry.quotable[1:])
    return next((pair for pair in others if pair[1].language == language), best)
