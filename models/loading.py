"""The door of this room: a model's name to an encoder."""

import hashlib
import re
from pathlib import Path
from typing import get_args

import platformdirs

from models.bundled import CHECKPOINT_BYTES, NAME, packaged_weights_file, write_checkpoint
from models.compiled_runtime import BYTES_BESIDE_WEIGHTS, compiled_encoder
from models.encoder import Encoder, Progress, Runtime
from models.errors import ModelUnusable
from models.prepared_folder import discard, discard_others, prepare, read_facts, read_verified_facts

__all__ = ["BUNDLED", "Encoder", "Progress", "Runtime", "bundled_checkpoint", "load_encoder"]

BUNDLED = "bundled"
HASH_LETTERS = 12
_ANY_HASH = "?" * HASH_LETTERS
UNPACKING = "Unpacking the bundled model"
READING = "Reading the model"
COMPILING = "Compiling the model for this processor"
_COMPILED_FORMAT = 1
"""Raise it when what is written into a compiled folder changes: folders of before are prepared again."""


def load_encoder(
    name: str = BUNDLED,
    *,
    runtime: Runtime = "compiled",
    cache: Path | None = None,
    device: str | None = None,
    progress: Progress | None = None,
) -> Encoder:
    """Return the encoder of a model, prepared first if the cache does not have it yet.

    Args:
        name: ``bundled``, or a sentence-transformers model: a folder, or a name in the hub. A model from
            the hub is fetched once and then stays as it was.
        runtime: ``compiled`` (the processor, through OpenVINO), ``compiled-32-bit`` (the same in 32-bit
            arithmetic, whatever the processor can) or ``sentence-transformers`` (any device).
        cache: folder for prepared models; the user's cache folder by default.
        device: torch's name of a device, for the sentence-transformers runtime; its own choice by default.
        progress: told of each step of preparing; nothing is said when the model is ready.

    Raises:
        ModelNotFound: no such model, or no network to fetch it.
        ModelUnusable: the model is damaged, or this runtime cannot run it.
        NotEnoughSpace: the cache folder's disk has no room for it.
        CacheUnusable: the cache folder cannot be read or written.
    """
    folder, report = _models_folder(cache), progress or _say_nothing
    if runtime in ("compiled", "compiled-32-bit"):
        return _load_compiled(name, folder, report, is_exact=runtime == "compiled-32-bit")
    if runtime == "sentence-transformers":
        return _load_sentence_transformers(name, folder, device, report)
    raise ModelUnusable(f"there is no runtime {runtime}; use one of {', '.join(get_args(Runtime))}")


def bundled_checkpoint(*, cache: Path | None = None, progress: Progress | None = None) -> Path:
    """Return the folder of the bundled model as a sentence-transformers checkpoint, rebuilt if need be.

    Raises what `load_encoder` raises for the bundled model.
    """
    return _bundled_checkpoint(_models_folder(cache), progress or _say_nothing)


def _models_folder(cache: Path | None) -> Path:
    return (cache or platformdirs.user_cache_path("compendium")) / "models"


def _load_compiled(name: str, cache: Path, progress: Progress, *, is_exact: bool) -> Encoder:
    folder = cache / f"compiled-{_slug(name)}-{_source_key(name)}"
    settings = read_facts(folder)
    if settings is None:
        return _compile(name, cache, folder, progress, is_exact=is_exact)
    try:
        return compiled_encoder(name, folder, settings, is_exact=is_exact)
    except Exception:  # OpenVINO and tokenizers raise nearly anything over damaged files
        return _compile(name, cache, folder, progress, is_exact=is_exact)


def _compile(name: str, cache: Path, folder: Path, progress: Progress, *, is_exact: bool) -> Encoder:
    """Prepare `folder`, in place of what may be there, and return the encoder over it."""
    _discard_damaged(folder, progress)
    source = _checkpoint(name, cache, progress)
    progress(READING, 0, 1)
    from models.checkpoint import open_checkpoint  # torch is imported from here on
    from models.compiling import write_compiled

    model = open_checkpoint(source, device="cpu", progress=progress)
    progress(READING, 1, 1)
    progress(COMPILING, 0, 1)
    settings = prepare(
        folder, lambda empty: write_compiled(model, name, empty), needed_bytes=BYTES_BESIDE_WEIGHTS
    )
    try:
        encoder = compiled_encoder(name, folder, settings, is_exact=is_exact)
    except Exception as error:  # as above, and now it is no damage
        raise ModelUnusable(
            f"the model {name} does not run compiled; use the sentence-transformers runtime for it"
        ) from error
    progress(COMPILING, 1, 1)
    discard_others(folder, f"compiled-{_slug(name)}-{_ANY_HASH}")
    return encoder


def _load_sentence_transformers(name: str, cache: Path, device: str | None, progress: Progress) -> Encoder:
    source = _checkpoint(name, cache, progress)
    from models.checkpoint import open_checkpoint  # torch is imported from here on
    from models.sentence_transformers_runtime import sentence_transformers_encoder

    return sentence_transformers_encoder(name, open_checkpoint(source, device=device, progress=progress))


def _checkpoint(name: str, cache: Path, progress: Progress) -> str:
    """Return what sentence-transformers opens for `name`."""
    return str(_bundled_checkpoint(cache, progress)) if name == BUNDLED else name


def _bundled_checkpoint(cache: Path, progress: Progress) -> Path:
    source, source_hash = packaged_weights_file()
    folder = cache / f"{NAME}-{source_hash[:HASH_LETTERS]}"
    if read_verified_facts(folder) is None:
        _discard_damaged(folder, progress)
        progress(UNPACKING, 0, 1)
        prepare(
            folder,
            lambda empty: write_checkpoint(source, empty, source_hash=source_hash),
            needed_bytes=CHECKPOINT_BYTES,
        )
        progress(UNPACKING, 1, 1)
        discard_others(folder, f"{NAME}-{_ANY_HASH}")
    return folder


def _discard_damaged(folder: Path, progress: Progress) -> None:
    if folder.exists():
        progress(f"The prepared model in {folder} is damaged: preparing it again", 0, 1)
        discard(folder)


def _source_key(name: str) -> str:
    """Return a few letters that change when the model of this name does, without reading its weights.

    A folder counts as changed when any of its files has another size or time; a name in the hub never.
    """
    if name == BUNDLED:
        facts = packaged_weights_file()[1]
    elif Path(name).is_dir():
        files = sorted(path for path in Path(name).rglob("*") if path.is_file())
        facts = repr([(str(p), p.stat().st_size, p.stat().st_mtime_ns) for p in files])
    else:
        facts = name
    return hashlib.sha256(f"{_COMPILED_FORMAT} {facts}".encode()).hexdigest()[:HASH_LETTERS]


def _slug(name: str) -> str:
    """Return what all prepared folders of the model `name`, and of no other, have in their names.

    The words are for people who look into the cache, the letters after them keep two models apart.
    """
    if name == BUNDLED:
        return BUNDLED
    words = re.sub(r"[^a-z0-9]+", "-", Path(name).name.lower()).strip("-")[:40] or "model"
    place = str(Path(name).resolve()) if Path(name).is_dir() else name
    return f"{words}-{hashlib.sha256(place.encode()).hexdigest()[:HASH_LETTERS]}"


def _say_nothing(step: str, done: int, total: int) -> None:
    """Report to nobody."""
