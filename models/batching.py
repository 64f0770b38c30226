"""The encoder both runtimes share: tokenize, run in batches of like length, restore the order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.encoder import Encoding, TokenStates
from models.tokenizing import TextTokenizer, TokenizedText

PASSAGES_PER_BATCH = 32

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
Forward = Callable[[Ids, Ids], tuple[Floats, Floats]]
"""Runs a model: input ids and attention mask ``[texts, tokens]`` to token states ``[texts, tokens, width]``
and pooled unit vectors ``[texts, dimension]``, in arrays that stay as they are after the next call. Several
threads may call it at once."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """What must be known of a model, apart from its weights and tokenizer, to encode with it."""

    dimension: int
    max_tokens: int
    pad_id: int
    query_prompt: str
    passage_prompt: str
    fingerprint: str


class BatchingEncoder:
    """Implements `models.encoder.Encoder` over a `Forward`.

    Queries run one by one, which is the quickest for one and gives a query the same vector whatever it is
    asked with. Passages run in batches of like length; what they are batched with changes their vectors
    only by the rounding of the runtime.
    """

    def __init__(
        self, name: str, settings: ModelSettings, *, tokenizer: TextTokenizer, forward: Forward
    ) -> None:
        self.name = name
        self.dimension = settings.dimension
        self.max_tokens = settings.max_tokens
        self.fingerprint = settings.fingerprint
        self._settings = settings
        self._tokenizer = tokenizer
        self._forward = forward

    def encode_queries(self, texts: Sequence[str]) -> Encoding:
        """Encode what users ask, with the model's query prompt."""
        return self._encode(texts, prompt=self._settings.query_prompt, batch_size=1)

    def encode_passages(self, texts: Sequence[str]) -> Encoding:
        """Encode what is searched, with the model's passage prompt."""
        return self._encode(texts, prompt=self._settings.passage_prompt, batch_size=PASSAGES_PER_BATCH)

    def _encode(self, texts: Sequence[str], *, prompt: str, batch_size: int) -> Encoding:
        tokenized = self._tokenizer.tokenize(texts, prompt=prompt)
        by_length = sorted(range(len(tokenized)), key=lambda row: len(tokenized[row].input_ids))
        pooled = np.empty((len(tokenized), self.dimension), dtype=np.float32)
        tokens: dict[int, TokenStates] = {}
        for start in range(0, len(by_length), batch_size):
            rows = by_length[start : start + batch_size]
            states, pooled[rows] = self._forward(*self._padded([tokenized[row] for row in rows]))
            tokens.update({row: _token_states(tokenized[row], states[i]) for i, row in enumerate(rows)})
        return Encoding(pooled=pooled, tokens=tuple(tokens[row] for row in range(len(tokenized))))

    def _padded(self, batch: Sequence[TokenizedText]) -> tuple[Ids, Ids]:
        longest = max(len(text.input_ids) for text in batch)
        ids = np.full((len(batch), longest), self._settings.pad_id, dtype=np.int64)
        mask = np.zeros((len(batch), longest), dtype=np.int64)
        for row, text in enumerate(batch):
            ids[row, : len(text.input_ids)] = text.input_ids
            mask[row, : len(text.input_ids)] = 1
        return ids, mask


def _token_states(text: TokenizedText, states: Floats) -> TokenStates:
    return TokenStates(
        states=states[text.kept],
        token_ids=np.array(text.input_ids, dtype=np.int32)[text.kept],
        offsets=text.offsets,
    )
