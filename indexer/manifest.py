"""What a generation was built from and what its files must be; written last, so that it proves the rest."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from indexer.durable_files import write_atomically
from indexer.errors import GenerationDamaged, GenerationMismatch
from indexer.passage import Calibration, Spread

MANIFEST = "manifest.json"
FORMAT_VERSION = 5
REPAIR = "run `compendium reindex` to build it again"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of a generation."""

    path: str
    """Relative to the generation's folder, with ``/``."""
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The description of one generation."""

    format_version: int
    generation: str
    built_at: str
    """ISO 8601, UTC."""
    source_counter: int
    """The change counter of what was indexed."""
    content: str
    """Hash over the documents, the model's fingerprint and the format: same hash, same generation."""
    model: str
    fingerprint: str
    dimension: int
    document_count: int
    passage_count: int
    token_count: int
    calibration: Calibration
    files: tuple[FileRecord, ...]

    @property
    def built(self) -> datetime:
        """Return when it was built, with its time zone (UTC)."""
        return datetime.fromisoformat(self.built_at)


def file_records(folder: Path) -> tuple[FileRecord, ...]:
    """Return a record of every file under `folder`, in the order of their paths, each synced to disk."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    records = []
    for path in paths:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        records.append(FileRecord(path.relative_to(folder).as_posix(), path.stat().st_size, digest))
    return tuple(records)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write `manifest` into `folder` in one step."""
    write_atomically(folder / MANIFEST, json.dumps(asdict(manifest), indent=1))


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of the generation in `folder`.

    Raises:
        GenerationDamaged: it is missing or unreadable.
        GenerationMismatch: it has another format.
    """
    try:
        fields: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        version = fields["format_version"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise damaged(folder, f"{MANIFEST} is missing or unreadable") from error
    if version != FORMAT_VERSION:
        raise GenerationMismatch(
            f"The index {folder.name} has format {version}, this version reads {FORMAT_VERSION}: {REPAIR}."
        )
    try:
        files = tuple(FileRecord(**record) for record in fields.pop("files"))
        spreads = {name: Spread(**spread) for name, spread in fields.pop("calibration").items()}
        return Manifest(**fields, calibration=Calibration(**spreads), files=files)
    except (TypeError, KeyError, AttributeError) as error:
        raise damaged(folder, f"{MANIFEST} lacks a field or has one too many") from error


def check_sizes(folder: Path, manifest: Manifest) -> None:
    """Raise `GenerationDamaged` if a file is missing or has another size than the manifest says."""
    for record in manifest.files:
        try:
            size = (folder / record.path).stat().st_size
        except OSError as error:
            raise damaged(folder, f"{record.path} is missing") from error
        if size != record.size_bytes:
            raise damaged(folder, f"{record.path} has {size} bytes, not {record.size_bytes}")


def check_sums(folder: Path, manifest: Manifest) -> None:
    """Raise `GenerationDamaged` if the content of a file is not what the manifest says."""
    check_sizes(folder, manifest)
    for record in manifest.files:
        with (folder / record.path).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != record.sha256:
                raise damaged(folder, f"{record.path} was changed after it was built")


def damaged(folder: Path, what: str) -> GenerationDamaged:
    """Return the error for a generation, saying `what` is wrong and what repairs it."""
    return GenerationDamaged(f"The index {folder.name} is damaged ({what}): {REPAIR}.")
