"""Which words of a passage answer which words of the query."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.analysis import is_stop_word
from indexer.late_interaction import QueryTokens
from indexer.passage import WordMatch
from indexer.token_store import PassageTokens

MAX_MATCHES = 8
MIN_SIMILARITY = 0.5

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text that may light up."""

    spans: list[tuple[int, int]]
    states: NDArray[np.float32]
    """``[words, dimension]``, unit length."""


def word_matches(
    query: str, query_tokens: QueryTokens, text: str, passage_tokens: PassageTokens
) -> tuple[WordMatch, ...]:
    """Return the words of `text` that answer words of `query`, in the order of `text`, at most eight.

    A word's vector is the sum of its tokens'. Stop words and single letters never match, on either side;
    a word of the text answers the word of the query it is nearest to, if that is near enough.
    """
    asked = _words(query, query_tokens.states, query_tokens.offsets)
    answering = _words(text, passage_tokens.states, passage_tokens.offsets)
    if not asked.spans or not answering.spans:
        return ()
    cosines = asked.states @ answering.states.T
    nearest = cosines.argmax(axis=0)
    similarity = cosines.max(axis=0)
    # Stable: of two equal similarities the earlier word stays.
    order = np.argsort(-similarity, kind="stable")[:MAX_MATCHES]
    return tuple(
        _match(answering.spans[place], asked.spans[nearest[place]], similarity[place])
        for place in sorted(order)
        if similarity[place] >= MIN_SIMILARITY
    )


def _match(span: tuple[int, int], query_span: tuple[int, int], similarity: np.float32) -> WordMatch:
    """Return the match of a passage's word with a query's."""
    return WordMatch(
        start=span[0],
        end=span[1],
        query_start=query_span[0],
        query_end=query_span[1],
        similarity=round(min(float(similarity), 1.0), 4),
    )


def _words(text: str, states: NDArray[np.float32], offsets: NDArray[np.int32]) -> _Words:
    """Return the words of `text` that are no stop words and have tokens, with their vectors."""
    spans = [word.span() for word in _WORD.finditer(text) if not is_stop_word(word.group().casefold())]
    sums = np.zeros((len(spans), states.shape[1]), dtype=np.float32)
    if spans and len(states):
        starts = np.array([start for start, _ in spans])
        ends = np.array([end for _, end in spans])
        # A token belongs to the word it overlaps; one may begin with the space before its word.
        word = np.searchsorted(ends, offsets[:, 0], side="right").clip(max=len(spans) - 1)
        inside = (offsets[:, 0] < ends[word]) & (offsets[:, 1] > starts[word]) & (offsets[:, 0] >= 0)
        np.add.at(sums, word[inside], states[inside])
    lengths = np.linalg.norm(sums, axis=1)
    kept = np.flatnonzero(lengths > 0)
    return _Words([spans[place] for place in kept], sums[kept] / lengths[kept, np.newaxis])
