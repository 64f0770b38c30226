"""Folders of the cache that are either whole or absent, whoever else prepares them at the same moment.

A folder is written under a temporary name, brought to the disk, and renamed once its manifest says what it
holds. The manifest carries the size and SHA-256 of each file, and facts that are needed at every start.
"""

import errno
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from models.errors import CacheUnusable, NotEnoughSpace

MANIFEST = "manifest.json"
_FORMAT = 1
_ABANDONED_SECONDS = 24 * 3600
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)

Facts = dict[str, Any]
"""What the writer of a folder wants to know at every start; any JSON."""


def read_facts(folder: Path) -> Facts | None:
    """Return the facts of `folder` if it is there and its files have their sizes, else None."""
    return _checked_facts(folder, lambda path, entry: path.stat().st_size == entry["bytes"])


def read_verified_facts(folder: Path) -> Facts | None:
    """Return the facts of `folder` if every byte of it is as it was written, else None."""
    return _checked_facts(folder, lambda path, entry: file_hash(path) == entry["sha256"])


def file_hash(path: Path) -> str:
    """Return the SHA-256 of the file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def prepare(folder: Path, write: Callable[[Path], Facts], *, needed_bytes: int) -> Facts:
    """Make `folder`, which is not there yet, of what `write` puts into an empty one; return its facts.

    Should another process finish first, its folder is kept: both were made from the same source.

    Raises:
        NotEnoughSpace: fewer than `needed_bytes` are free, or the disk filled up meanwhile.
        CacheUnusable: the cache folder cannot be written.
    """
    with cache_errors(folder.parent):
        folder.parent.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(folder.parent)
        require_space(folder.parent, needed_bytes)
        # Named after nothing another process can know, so that two of them never share it.
        temporary = Path(tempfile.mkdtemp(prefix=".preparing-", dir=folder.parent))
        try:
            facts = write(temporary)
            _write_manifest(temporary, facts)
            _put_in_place(temporary, folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return facts


def discard(folder: Path) -> None:
    """Remove `folder`, at once for whoever looks for it."""
    with cache_errors(folder.parent):
        discarded = Path(tempfile.mkdtemp(prefix=".preparing-", dir=folder.parent))
        try:
            with suppress(FileNotFoundError):  # another process was quicker
                folder.rename(discarded / folder.name)
        finally:
            shutil.rmtree(discarded, ignore_errors=True)


def discard_others(folder: Path, pattern: str) -> None:
    """Remove the folders beside `folder` whose names match the glob `pattern`: it has taken their place.

    A process that runs from one keeps what it has open. One that may not be removed stays.
    """
    for other in folder.parent.glob(pattern):
        if other != folder:
            with suppress(CacheUnusable):
                discard(other)


def require_space(folder: Path, needed_bytes: int) -> None:
    """Raise NotEnoughSpace, with both figures, unless the disk of `folder` has `needed_bytes` free."""
    free = shutil.disk_usage(folder).free
    if free < needed_bytes:
        raise NotEnoughSpace(
            f"the model needs {_megabytes(needed_bytes)} in {folder} and only {_megabytes(free)} are free; "
            "make room or choose another cache folder"
        )


@contextmanager
def cache_errors(folder: Path) -> Iterator[None]:
    """Turn what the system says of the cache `folder` into this room's errors."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_SPACE:
            free = _megabytes(shutil.disk_usage(folder).free)
            raise NotEnoughSpace(
                f"the disk of {folder} filled up ({free} free); make room or choose another cache folder"
            ) from error
        raise CacheUnusable(
            f"cannot use the model cache {folder}: {error.strerror or error}; "
            "make it writable or choose another cache folder"
        ) from error


def _checked_facts(folder: Path, is_whole: Callable[[Path, dict[str, Any]], bool]) -> Facts | None:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != _FORMAT:
            return None
        whole = all(is_whole(folder / name, entry) for name, entry in manifest["files"].items())
        return dict(manifest["facts"]) if whole else None
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError, AttributeError):
        return None
    except OSError as error:
        raise CacheUnusable(
            f"cannot read the model cache {folder}: {error.strerror}; make it readable or choose another"
        ) from error


def _write_manifest(folder: Path, facts: Facts) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    entries = {}
    for path in files:
        _flush(path)
        entries[path.relative_to(folder).as_posix()] = {
            "bytes": path.stat().st_size,
            "sha256": file_hash(path),
        }
    manifest = folder / MANIFEST
    content = {"format": _FORMAT, "facts": facts, "files": entries}
    manifest.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    _flush(manifest)
    _flush(folder)


def _put_in_place(temporary: Path, folder: Path) -> None:
    temporary.chmod(0o755)  # mkdtemp made it private; a cache may be shared
    try:
        temporary.rename(folder)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENOTEMPTY) or read_facts(folder) is None:
            raise
    _flush(folder.parent)


def _flush(path: Path) -> None:
    """Bring the file or folder at `path` to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_abandoned(parent: Path) -> None:
    """Remove what killed preparations left; those of a day ago cannot still be running."""
    for path in parent.glob(".preparing-*"):
        if time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def _megabytes(count: int) -> str:
    return f"{count / 1e6:,.0f} MB"
