"""Encodes texts that were never encoded, block by block, into the vector cache."""

from collections.abc import Iterable

import numpy as np

from indexer.vector_cache import CachedTokens, EncodedText, Kind, TextSummary, VectorCache, text_hash
from models.encoder import Encoder, Progress

BLOCK = 128
"""Texts between two commits: what Ctrl-C or a kill can lose."""

_STEPS: dict[Kind, str] = {"passage": "Encoding passages", "query": "Encoding titles as questions"}


def encode_unseen(
    cache: VectorCache, encoder: Encoder, texts: Iterable[str], *, kind: Kind, progress: Progress
) -> set[bytes]:
    """Encode those of `texts` the cache lacks; return their hashes.

    Reports ``progress(step, done, total)`` in texts, the ones already kept counted as done.
    """
    by_hash = {text_hash(text): text for text in texts}
    missing = cache.missing(by_hash, kind)
    # By length: texts of one batch are padded to the longest of them. The hash makes the order total.
    todo = sorted(missing, key=lambda key: (len(by_hash[key]), key))
    kept = len(by_hash) - len(todo)
    progress(_STEPS[kind], kept, len(by_hash))
    for start in range(0, len(todo), BLOCK):
        block = todo[start : start + BLOCK]
        cache.put(_encoded(encoder, block, [by_hash[key] for key in block], kind), kind)
        progress(_STEPS[kind], kept + start + len(block), len(by_hash))
    return missing


def _encoded(encoder: Encoder, hashes: list[bytes], texts: list[str], kind: Kind) -> list[EncodedText]:
    """Return `texts` as the encoder gives them."""
    encoding = encoder.encode_passages(texts) if kind == "passage" else encoder.encode_queries(texts)
    return [
        EncodedText(
            text_hash=key,
            summary=TextSummary(
                pooled=pooled,
                token_sum=tokens.states.sum(axis=0, dtype=np.float64).astype(np.float32),
                token_ids=tokens.token_ids,
            ),
            tokens=(
                CachedTokens(tokens.states.astype(np.float16), tokens.offsets) if kind == "passage" else None
            ),
        )
        for key, pooled, tokens in zip(hashes, encoding.pooled, encoding.tokens, strict=True)
    ]
