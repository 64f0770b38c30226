"""Runs a model with sentence-transformers itself: any device, and any model that does not compile."""

import torch
from sentence_transformers import SentenceTransformer

from models.batching import BatchingEncoder, Floats, Forward, Ids
from models.checkpoint import TokensAndPooled, quiet_libraries, read_settings, tokenizer_of
from models.tokenizing import TextTokenizer


def sentence_transformers_encoder(name: str, model: SentenceTransformer) -> BatchingEncoder:
    """Return an encoder that runs `model` where it is; ModelUnusable if it gives no token states."""
    settings = read_settings(model, name)
    tokenizer = TextTokenizer(tokenizer_of(model), max_tokens=settings.max_tokens)
    return BatchingEncoder(name, settings, tokenizer=tokenizer, forward=_forward(model))


def _forward(model: SentenceTransformer) -> Forward:
    both = TokensAndPooled(model)

    def forward(ids: Ids, mask: Ids) -> tuple[Floats, Floats]:
        inputs = [torch.from_numpy(array).to(model.device) for array in (ids, mask)]
        with torch.inference_mode(), quiet_libraries():
            states, pooled = both(*inputs)
        return states.float().cpu().numpy(), pooled.float().cpu().numpy()

    return forward
