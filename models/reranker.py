"""Reads a query and a text together and says how well the text answers: a cross-encoder.

Importing this module imports torch: only who configures a reranker does.
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import CrossEncoder

from models.checkpoint import LONGEST_INPUT, quiet_libraries
from models.encodable_text import encodable
from models.encoder import Progress
from models.errors import ModelUnusable
from models.hub import Kind, open_named, unreadable

_RERANKER = Kind("reranker", "cross-encoder", "leave the reranker out")
_REMEDY = "name a sentence-transformers CrossEncoder with one score, or leave the reranker out"
_CLASSIFIER = "sequence-classification"


class Reranker:
    """A cross-encoder with one score; threads may share it, one of them at a time runs it."""

    def __init__(self, name: str, model: CrossEncoder) -> None:
        self.name = name
        self._model = model

    def scores(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return how well each of `texts` answers `query`, float32 ``[texts]``, 0 to 1.

        It is the sigmoid of the model's logit, whatever the model's own settings make of that: models for
        ranking often leave the logit as it is, which has no bounds. No probability, for nothing calibrated
        it. A pair longer than the model reads, or than `LONGEST_INPUT` tokens, is cut.

        Raises:
            ModelUnusable: the model gives something else than one number for each text.
        """
        if not texts:
            return np.empty(0, dtype=np.float32)
        pairs = [(encodable(query), encodable(text)) for text in texts]
        # Quieting lets one thread at a time in; a tokenizer of this kind takes no more.
        with quiet_libraries():
            found = self._model.predict(pairs, activation_fn=torch.nn.Sigmoid(), show_progress_bar=False)
        scores = np.asarray(found, dtype=np.float32)
        if scores.shape != (len(texts),) or not np.isfinite(scores).all():
            raise ModelUnusable(f"the reranker {self.name} gives no number for a text; {_REMEDY}")
        return scores


def load_reranker(name: str, *, device: str | None = None, progress: Progress | None = None) -> Reranker:
    """Return the reranker in the folder `name`, or of that name in the hub, fetched once.

    Args:
        name: of a sentence-transformers CrossEncoder with one score.
        device: torch's name of a device; its own choice by default.
        progress: told of fetching.

    Raises:
        ModelNotFound: no such model, or no network to fetch it.
        ModelUnusable: it cannot be read, or is no cross-encoder with one score.
    """
    model = open_named(
        _RERANKER,
        name,
        lambda is_local: _open(name, device=device, is_local=is_local),
        progress=progress or _say_nothing,
    )
    _check(model, name)
    model.max_seq_length = min(model.max_seq_length or LONGEST_INPUT, LONGEST_INPUT)
    return Reranker(name, model)


def _open(name: str, *, device: str | None, is_local: bool) -> CrossEncoder:
    try:
        with quiet_libraries():
            model: CrossEncoder = CrossEncoder(
                name, device=device, local_files_only=is_local, model_kwargs={"dtype": torch.float32}
            )
            model.eval()
    except Exception as error:  # the libraries raise nearly anything over a folder they cannot read
        raise unreadable(_RERANKER, name, error, remedy=_REMEDY) from error
    return model


def _check(model: CrossEncoder, name: str) -> None:
    """Raise ModelUnusable unless `model` was made to give one score."""
    architectures = getattr(model.config, "architectures", None) or []
    is_trained = any(architecture.endswith("ForSequenceClassification") for architecture in architectures)
    if getattr(model[0], "transformer_task", None) == _CLASSIFIER and not is_trained:
        # The library puts a last layer on any other model, at random.
        raise ModelUnusable(f"the model {name} is no cross-encoder, so it cannot rerank; {_REMEDY}")
    if model.num_labels != 1:
        raise ModelUnusable(
            f"the reranker {name} gives {model.num_labels} scores for a text, not one; {_REMEDY}"
        )


def _say_nothing(step: str, done: int, total: int) -> None:
    """Report to nobody."""
