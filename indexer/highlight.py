"""Which words of a passage answer which words of the query."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from indexer.analysis import LANGUAGES, analyser
from indexer.content_words import content_words, words_of_tokens
from indexer.passage import WordMatch

MAX_MATCHES = 8
MIN_SIMILARITY = 0.43
"""Of the bundled model: translations ("desinfizieren", "désinfection", 0.43; "onderdelen", "parts", 0.44)
lie above it, words that merely stand in like places mostly below ("aviation" for "respirateurs")."""
SHARE_OF_BEST = 0.92
"""And nearly as similar as the query word's best in the passage: "mask" and "masks" both answer "masks"
(0.72, 0.70), "capsules" beside them does not (0.51), nor "silicone" beside "sterilisation"."""
MIN_SIMILARITY_OF_ONE_STEM = 0.3
"""Forms of one word ("séquencer", "séquençage", 0.38) need less."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text that may light up: no stop words, no single letters, none of over 60 letters."""

    spans: list[tuple[int, int]]
    stems: list[frozenset[str]]
    states: NDArray[np.float32]
    """``[words, dimension]``, the sum of each word's token vectors, of unit length."""


def words_of(text: str, states: NDArray[np.float32], offsets: NDArray[np.int32]) -> Words:
    """Return the words of `text` that may light up and have tokens.

    Args:
        text: a query or a passage.
        states: float32 ``[tokens, dimension]``, centred, of unit length.
        offsets: int32 ``[tokens, 2]`` in `text`; a token with a negative start is not of this text.
    """
    reach = offsets[:, 1].max(initial=0)  # of a long text the model read the beginning
    found = content_words(text, until=int(reach))
    place = words_of_tokens(found, offsets)
    inside = np.flatnonzero(place >= 0)
    of_word = np.zeros((len(found), len(states)), dtype=np.float32)
    of_word[place[inside], inside] = 1
    sums = of_word @ states  # several times as fast as adding them up one by one
    lengths = np.linalg.norm(sums, axis=1)
    kept = np.flatnonzero(lengths > 0)
    return Words(
        spans=[found[place] for place in kept],
        stems=[_stems(text[slice(*found[place])]) for place in kept],
        states=sums[kept] / lengths[kept, np.newaxis],
    )


def word_matches(asked: Words, answering: Words) -> tuple[WordMatch, ...]:
    """Return the words of a passage that answer words of a query, in the order of the passage.

    A word answers the word of the query whose vector is nearest, if it is near enough, in itself and beside
    the nearest of all to that word. At most `MAX_MATCHES`, the most similar ones.
    """
    if not asked.spans or not answering.spans:
        return ()
    cosines = asked.states @ answering.states.T
    nearest, similarity = cosines.argmax(axis=0).tolist(), cosines.max(axis=0).tolist()
    highest = cosines.max(axis=1).tolist()
    alike = [
        place
        for place, stems in enumerate(answering.stems)
        if similarity[place] >= _needed(stems, asked.stems[nearest[place]], highest[nearest[place]])
    ]
    # Of two equal similarities the earlier word stays.
    best = sorted(alike, key=lambda place: (-round(similarity[place], 4), place))[:MAX_MATCHES]
    return tuple(
        _match(answering.spans[place], asked.spans[nearest[place]], similarity[place])
        for place in sorted(best)
    )


def _needed(stems: frozenset[str], query_stems: frozenset[str], highest: float) -> float:
    """Return how similar two words must be to match, `highest` being the query word's best similarity."""
    if stems.isdisjoint(query_stems):
        return max(MIN_SIMILARITY, SHARE_OF_BEST * highest)
    return MIN_SIMILARITY_OF_ONE_STEM


def _match(span: tuple[int, int], query_span: tuple[int, int], similarity: float) -> WordMatch:
    """Return the match of a passage's word with a query's."""
    return WordMatch(span[0], span[1], query_span[0], query_span[1], round(min(similarity, 1.0), 4))


@lru_cache(maxsize=8_192)
def _stems(word: str) -> frozenset[str]:
    """Return the stems of `word` in the four languages."""
    return frozenset(stem for language in LANGUAGES for stem in analyser(language).analyze(word))
