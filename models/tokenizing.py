"""Texts to token ids, and back to the characters each token stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding as RawEncoding
from tokenizers import Tokenizer

from models.encodable_text import encodable

_BARE_SPACES = frozenset({"▁", "Ġ"})
"""Tokens for a space alone. Where one is put before a word, it claims the word's first character."""


@dataclass(frozen=True, slots=True)
class TokenizedText:
    """One text with its prompt, as the model reads it."""

    input_ids: list[int]
    """Everything the model reads: special tokens, prompt and text, cut at the model's limit."""
    kept: NDArray[np.intp]
    """``[tokens]``, places in `input_ids` of the tokens that stand for characters of the text."""
    offsets: NDArray[np.int32]
    """``[tokens, 2]``, first and past-the-last character of each kept token in the text."""


class TextTokenizer:
    """Tokenizes with a `tokenizers` tokenizer, cut at `max_tokens` and never padded.

    Padding and cutting that a tokenizer.json carries are undone: padded to a fixed length, padding would
    count as text. What is typed like a special token (``</s>``) is text too, with its place.
    """

    def __init__(self, tokenizer: Tokenizer, *, max_tokens: int) -> None:
        tokenizer.no_padding()
        tokenizer.enable_truncation(max_tokens)
        tokenizer.encode_special_tokens = True
        self._tokenizer = tokenizer

    @classmethod
    def from_file(cls, path: Path, *, max_tokens: int) -> "TextTokenizer":
        """Return the tokenizer kept in the tokenizer.json at `path`; any Exception if it is damaged."""
        return cls(Tokenizer.from_file(str(path)), max_tokens=max_tokens)

    def tokenize(self, texts: Sequence[str], *, prompt: str) -> list[TokenizedText]:
        """Return each of `texts` as the model reads it after `prompt`."""
        readable = [encodable(text) for text in texts]
        encodings = self._tokenizer.encode_batch([prompt + text for text in readable])
        return [
            _placed(encoding, text, prompt_length=len(prompt))
            for encoding, text in zip(encodings, readable, strict=True)
        ]


def _placed(encoding: RawEncoding, text: str, *, prompt_length: int) -> TokenizedText:
    kept, offsets = [], []
    places = zip(encoding.offsets, encoding.tokens, encoding.special_tokens_mask, strict=True)
    for place, ((start, end), token, is_special) in enumerate(places):
        if is_special or token in _BARE_SPACES:
            continue
        first, last = max(start - prompt_length, 0), end - prompt_length
        # Metaspace gives a word's token the space before it; a highlight must not.
        while first < last and text[first].isspace():
            first += 1
        if first < last:
            kept.append(place)
            offsets.append((first, last))
    return TokenizedText(
        input_ids=encoding.ids,
        kept=np.array(kept, dtype=np.intp),
        offsets=np.array(offsets, dtype=np.int32).reshape(-1, 2),
    )
