"""A real cross-encoder of a few kilobytes, that reads letters: weights at random, but always the same."""

import json
import string
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from models.reranker import Reranker  # imports torch, as writing one does

LONGEST = 256
"""Tokens it reads."""
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_CHARACTERS = string.ascii_lowercase + string.digits + ".,;:!?-'()"
VOCABULARY = (*_SPECIAL, *_CHARACTERS, *(f"##{character}" for character in _CHARACTERS))


def write_tiny_reranker(
    folder: Path,
    *,
    labels: int = 1,
    longest: int = LONGEST,
    has_classifier: bool = True,
    settings: dict[str, object] | None = None,
) -> Path:
    """Write the model into the new `folder` and return it.

    Args:
        folder: where to.
        labels: how many scores it gives for a pair.
        longest: tokens it reads.
        has_classifier: without one it is a plain model of language.
        settings: more lines for its config.json.
    """
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizer

    from models.checkpoint import quiet_libraries

    folder.mkdir(parents=True)
    config = BertConfig(
        vocab_size=len(VOCABULARY),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=longest,
        initializer_range=0.5,  # scores spread from .1 to .9, not all near .5
    )
    config.num_labels = labels
    with torch.random.fork_rng(), quiet_libraries():
        torch.manual_seed(5)
        model = BertForSequenceClassification(config) if has_classifier else BertModel(config)
        model.save_pretrained(folder)
        (folder / "vocab.txt").write_text("\n".join(VOCABULARY), encoding="utf-8")
        BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    if settings:
        path = folder / "config.json"
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | settings), encoding="utf-8")
    return folder


def scores_by_hand(
    folder: Path, query: str, texts: Sequence[str], *, longest: int = LONGEST
) -> NDArray[np.float32]:
    """Return the sigmoid of the logit of each pair, float32 ``[texts]``, with transformers alone.

    Pairs are cut at `longest` tokens.
    """
    import torch
    from transformers import AutoTokenizer, BertForSequenceClassification

    from models.checkpoint import quiet_libraries

    with quiet_libraries(), torch.inference_mode():
        tokenizer = AutoTokenizer.from_pretrained(folder)
        model = BertForSequenceClassification.from_pretrained(folder)
        model.train(False)
        logits = []
        for text in texts:
            pair = tokenizer(query, text, truncation=True, max_length=longest, return_tensors="pt")
            logits.append(float(model(**pair).logits[0, 0]))
    return np.asarray(1 / (1 + np.exp(-np.array(logits))), dtype=np.float32)


def reranker_loader(name: str | Path | None) -> "Callable[[], Reranker] | None":
    """Return what an engine loads the reranker `name` with; None for none."""
    if name is None:
        return None

    def load() -> "Reranker":
        from models.reranker import load_reranker

        return load_reranker(str(name), device="cpu")

    return load
