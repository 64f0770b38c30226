"""A small encoder with meaning: texts that share words are near one another, in any order and accent."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.encoder import Encoding, TokenStates

DIMENSION = 64
_WORD = re.compile(r"\w+")


def fold(word: str) -> str:
    """Return `word` in lower case without accents, as the fake compares words."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def word_hash(word: str) -> int:
    """Return the token id of `word`: 31 bits that are the same in every process."""
    return int.from_bytes(hashlib.sha256(fold(word).encode()).digest()[:4], "little") >> 1


def word_vector(word: str) -> NDArray[np.float32]:
    """Return the unit vector of `word`, float32 ``[64]``; equal words give equal vectors."""
    vector = np.random.default_rng(word_hash(word)).standard_normal(DIMENSION)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


class FakeEncoder:
    """A hashed bag of words in 64 dimensions that implements `models.encoder.Encoder`.

    It has no prompts: a query and a passage of the same words get the same vector. A text without any
    word gets the vector of the empty word, so every row has unit length. What was encoded is kept, in
    order, in `encoded_queries` and `encoded_passages`.
    """

    def __init__(self, *, name: str = "fake", max_tokens: int = 512, fingerprint: str = "fake-1") -> None:
        self.name = name
        self.dimension = DIMENSION
        self.max_tokens = max_tokens
        self.fingerprint = fingerprint
        self.encoded_queries: list[str] = []
        self.encoded_passages: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> Encoding:
        """Encode `texts` and remember them as queries."""
        self.encoded_queries.extend(texts)
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str]) -> Encoding:
        """Encode `texts` and remember them as passages."""
        self.encoded_passages.extend(texts)
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Encoding:
        tokens = tuple(self._tokens(text) for text in texts)
        pooled = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, token in enumerate(tokens):
            total = token.states.sum(axis=0) if len(token.states) else word_vector("")
            pooled[row] = total / np.linalg.norm(total)
        return Encoding(pooled=pooled, tokens=tokens)

    def _tokens(self, text: str) -> TokenStates:
        words = list(_WORD.finditer(text))[: self.max_tokens]
        states = np.zeros((len(words), DIMENSION), dtype=np.float32)
        for row, word in enumerate(words):
            states[row] = word_vector(word.group())
        return TokenStates(
            states=states,
            token_ids=np.array([word_hash(word.group()) for word in words], dtype=np.int32),
            offsets=np.array([word.span() for word in words], dtype=np.int32).reshape(-1, 2),
        )
