"""The one seam of this room: what every encoder gives, whichever runtime computes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Progress = Callable[[str, int, int], None]
"""Called as ``progress(step, done, total)``; `step` is a short phrase for a person to read."""

Runtime = Literal["compiled", "compiled-32-bit", "sentence-transformers"]
"""What computes the vectors: OpenVINO on the processor, in the arithmetic that is fastest there (16 bits
where it can) or in 32 bits (the same answers on every processor); sentence-transformers on any device."""


@dataclass(frozen=True, slots=True)
class TokenStates:
    """The contextual vectors of one text's tokens, without prompt and special tokens."""

    states: NDArray[np.float32]
    """``[tokens, dimension]``, as the last layer gives them: not centred, not of unit length."""
    token_ids: NDArray[np.int32]
    """``[tokens]``, ids in the model's vocabulary."""
    offsets: NDArray[np.int32]
    """``[tokens, 2]``, first and past-the-last character of each token in the text as it was given."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """A batch of texts, encoded."""

    pooled: NDArray[np.float32]
    """``[texts, dimension]``, rows of unit length."""
    tokens: tuple[TokenStates, ...]
    """One per text, in the same order."""


class Encoder(Protocol):
    """Turns texts into vectors, in as many threads at once as there are callers; one per `Runtime`."""

    @property
    def name(self) -> str:
        """The model as configured, for people to read (``bundled``, a name or a path)."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def max_tokens(self) -> int:
        """Longest input in tokens, prompt and special tokens included; the rest is cut."""

    @property
    def fingerprint(self) -> str:
        """Hash over weights, tokenizer, prompts, pooling and normalisation: same hash, same space."""

    def encode_queries(self, texts: Sequence[str]) -> Encoding:
        """Encode what users ask, with the model's query prompt."""

    def encode_passages(self, texts: Sequence[str]) -> Encoding:
        """Encode what is searched, with the model's passage prompt."""
