"""Opens sentence-transformers checkpoints, from a folder or the hub, and reads what encoding needs of them.

Importing this module imports torch: only preparing a model and the sentence-transformers runtime do.
"""

import hashlib
import json
import logging
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import torch
import transformers
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling
from tokenizers import Tokenizer, normalizers

from models.batching import ModelSettings
from models.encoder import Progress
from models.errors import ModelUnusable
from models.hub import Kind, open_named, unreadable

_QUIETING = threading.RLock()

LONGEST_INPUT = 512
"""Tokens; models that read more are cut here, for passages are short and attention grows squared."""

_MODEL = Kind("model", "sentence-transformers", "use the bundled model")
_PASSAGE_PROMPT_NAMES = ("document", "passage", "corpus")
_CARD_PROMPTS = {
    f"intfloat/{family}e5-{size}{version}": {"query": "query: ", "passage": "passage: "}
    for family, sizes, version in (("multilingual-", ("small", "base"), ""), ("", ("small", "base"), "-v2"))
    for size in (*sizes, "large")
}
"""Prompts that a model's card asks for and its configuration leaves out."""


def open_checkpoint(name: str, *, device: str | None, progress: Progress) -> SentenceTransformer:
    """Return the model in the folder `name`, or of that name in the hub, in 32 bits and ready to run.

    A model that was fetched before is not asked for again, so it needs no network.

    Raises:
        ModelNotFound: no such model, or it is not here yet and the hub cannot be reached.
        ModelUnusable: it cannot be read as a sentence-transformers model.
    """
    return open_named(
        _MODEL, name, lambda is_local: _open(name, device=device, is_local=is_local), progress=progress
    )


def read_settings(model: SentenceTransformer, name: str) -> ModelSettings:
    """Return what encoding with `model` needs; ModelUnusable if it has no tokens to give states of."""
    tokenizer = model.tokenizer
    dimension = model.get_embedding_dimension()
    if not hasattr(tokenizer, "backend_tokenizer") or dimension is None:
        raise ModelUnusable(f"the model {name} has no tokenizer.json; choose a model that has one")
    if any(isinstance(module, Pooling) and not module.include_prompt for module in model):
        raise ModelUnusable(f"the model {name} leaves its prompt out of the vector; choose one that does not")
    query_prompt, passage_prompt = _prompts(model, name)
    max_tokens = min(model.max_seq_length or LONGEST_INPUT, LONGEST_INPUT)
    return ModelSettings(
        dimension=dimension,
        max_tokens=max_tokens,
        pad_id=int(tokenizer.pad_token_id or 0),
        query_prompt=query_prompt,
        passage_prompt=passage_prompt,
        fingerprint=_fingerprint(model, [query_prompt, passage_prompt, str(max_tokens)]),
    )


def tokenizer_of(model: SentenceTransformer) -> Tokenizer:
    """Return a copy of the model's tokenizer that reads, by itself, what the model's own code reads."""
    tokenizer = Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    if getattr(model[0], "do_lower_case", False):
        steps = [normalizers.Lowercase(), *([tokenizer.normalizer] if tokenizer.normalizer else [])]
        tokenizer.normalizer = normalizers.Sequence(steps)
    return tokenizer


class TokensAndPooled(torch.nn.Module):
    """A sentence-transformers model as one step: ids and mask to token states and pooled unit vectors."""

    def __init__(self, model: SentenceTransformer) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return ``[texts, tokens, width]`` and ``[texts, dimension]``."""
        features: dict[str, Any] = {"input_ids": input_ids, "attention_mask": attention_mask}
        for module in self.model:
            features = module(features)
        pooled = torch.nn.functional.normalize(features["sentence_embedding"], dim=-1)
        return features["token_embeddings"], pooled


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Keep what transformers says to developers (deprecations, load reports, bars) from users, in here.

    One thread at a time is in here: what is quieted belongs to the whole process, and two that put it back
    in each other's order would leave it quiet for ever.
    """
    with _QUIETING:
        yield from _quieted()


def _quieted() -> Iterator[None]:
    speech = transformers.utils.logging
    level, has_bar = speech.get_verbosity(), speech.is_progress_bar_enabled()
    speech.set_verbosity(logging.ERROR)
    speech.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=FutureWarning, module="transformers|sentence_transf")
            warnings.filterwarnings("ignore", category=torch.jit.TracerWarning)  # type: ignore[attr-defined]
            warnings.filterwarnings("ignore", category=DeprecationWarning, module="torch|transformers")
            yield
    finally:
        speech.set_verbosity(level)
        if has_bar:
            speech.enable_progress_bar()  # type: ignore[no-untyped-call]


def _open(name: str, *, device: str | None, is_local: bool) -> SentenceTransformer:
    try:
        with quiet_libraries():
            model = SentenceTransformer(
                name, device=device, local_files_only=is_local, model_kwargs={"dtype": torch.float32}
            )
    except Exception as error:  # the libraries raise nearly anything over a folder they cannot read
        raise unreadable(_MODEL, name, error, remedy="name a sentence-transformers model") from error
    return model.eval()


def _prompts(model: SentenceTransformer, name: str) -> tuple[str, str]:
    """Return the query's and the passage's prompt."""
    prompts: Mapping[str, str] = {key: text for key, text in model.prompts.items() if text}
    if not prompts:
        prompts = _CARD_PROMPTS.get(name, {})
    default = prompts.get(model.default_prompt_name or "", "")
    passage = next((prompts[key] for key in _PASSAGE_PROMPT_NAMES if key in prompts), default)
    return prompts.get("query", default), passage


def _fingerprint(model: SentenceTransformer, texts: list[str]) -> str:
    """Return a hash over all that decides which vector a text gets: weights, tokenizer, steps, `texts`.

    The runtime is left out on purpose. Compiled, the vectors have a cosine of .9999 or more with those of
    the 32-bit model, whichever precision the processor offers, and that moves no ranking: an index that
    was built on a GPU may be searched on a processor, and the other way round.
    """
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        if "pooler" in key:  # made up at random where a checkpoint leaves it out; no step reads it
            continue
        digest.update(f"{key} {tuple(tensor.shape)}".encode())
        digest.update(tensor.detach().to("cpu", torch.float32).contiguous().numpy().data)
    digest.update(tokenizer_of(model).to_str().encode())
    digest.update(json.dumps([_step(module) for module in model] + texts).encode())
    return digest.hexdigest()[:32]


def _step(module: torch.nn.Module) -> str:
    if isinstance(module, Pooling):
        return f"Pooling {module.pooling_mode} {module.include_prompt}"
    return Normalize.__name__ if isinstance(module, Normalize) else type(module).__name__
