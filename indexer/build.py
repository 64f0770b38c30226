"""Documents in, a new generation out: reads, encodes what is new, writes, swaps."""

import hashlib
import json
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from indexer.calibration import UNMEASURED, calibrate
from indexer.chunking import encoded_text, passages_of
from indexer.encoding import encode_unseen
from indexer.errors import IndexingError
from indexer.generation import (
    BUILDING,
    GENERATIONS,
    Generation,
    current_manifest,
    make_current,
    next_number,
    remove_old,
    remove_unfinished,
)
from indexer.locking import building
from indexer.manifest import FORMAT_VERSION, Manifest, write_manifest
from indexer.passage import Document
from indexer.passage_table import DOCUMENTS
from indexer.report import BuildReport
from indexer.sample_queries import sample_queries
from indexer.vector_cache import CacheDamaged, VectorCache, text_hash
from indexer.writing import Source, Written, write_generation
from models.encoder import Encoder, Progress

CACHE = "vectors.sqlite"


@dataclass(frozen=True, slots=True)
class _Changes:
    """How the documents differ from those of the generation before."""

    added_count: int
    changed_count: int
    removed_count: int
    unchanged_count: int


def build(
    index: Path,
    encoder: Encoder,
    documents: Iterable[Document],
    *,
    source_counter: int,
    full: bool,
    progress: Progress,
) -> BuildReport:
    """Make the generation of `documents` current in the folder `index`, and say what was done.

    If nothing that goes into a generation changed, only the manifest's counter is brought up to date,
    unless `full` asks for everything to be encoded and written again.

    Raises:
        BuildInProgress: another build runs in this folder.
        IndexingError: the folder cannot be written, or two documents share an id.
    """
    started = time.perf_counter()
    with _one_line_errors(index):
        (index / GENERATIONS).mkdir(parents=True, exist_ok=True)
        with building(index):
            remove_unfinished(index)
            progress("Reading documents", 0, 1)
            source = _source(documents, encoder, source_counter)
            changes = _changes(_hashes_before(index), source.hashes)
            manifest, encoded = _brought_up_to_date(index, encoder, source, full=full, progress=progress)
            remove_old(index)
    return BuildReport(
        generation=manifest.generation,
        document_count=manifest.document_count,
        passage_count=manifest.passage_count,
        encoded_count=encoded,
        reused_count=manifest.passage_count - encoded,
        **asdict(changes),
        seconds=time.perf_counter() - started,
    )


def _brought_up_to_date(
    index: Path, encoder: Encoder, source: Source, *, full: bool, progress: Progress
) -> tuple[Manifest, int]:
    """Return the manifest of a generation of `source`, now current, and how many passages were encoded."""
    before = current_manifest(index)
    if before and before.content == source.content and not full:
        return _recount(index, before, source.counter), 0
    return _write(index, encoder, source, full=full, progress=progress)


def _source(documents: Iterable[Document], encoder: Encoder, source_counter: int) -> Source:
    """Return all that goes into a generation, in an order that does not depend on the given one."""
    ordered = tuple(sorted(documents, key=lambda document: document.document_id))
    hashes = {document.document_id: _document_hash(document) for document in ordered}
    if len(hashes) != len(ordered):
        raise IndexingError("Two documents share one id: give each its own, then run `compendium reindex`.")
    content = hashlib.sha256(
        json.dumps([FORMAT_VERSION, encoder.fingerprint, list(hashes.items())]).encode()
    ).hexdigest()
    return Source(
        documents=ordered,
        passages=tuple(passage for document in ordered for passage in passages_of(document)),
        hashes=hashes,
        content=content,
        counter=source_counter,
    )


def _document_hash(document: Document) -> str:
    """Return the hash that changes when anything searched in `document` changes."""
    return hashlib.sha256(json.dumps(asdict(document), sort_keys=True).encode()).hexdigest()


def _hashes_before(index: Path) -> Mapping[str, str]:
    """Return the documents' hashes of the current generation, none if there is none or it is damaged."""
    manifest = current_manifest(index)
    if manifest is None:
        return {}
    path = index / GENERATIONS / manifest.generation / DOCUMENTS
    try:
        hashes: dict[str, str] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return hashes


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> _Changes:
    """Return how `after` differs from `before`, both document id → hash."""
    shared = before.keys() & after.keys()
    unchanged = sum(before[document_id] == after[document_id] for document_id in shared)
    return _Changes(
        added_count=len(after) - len(shared),
        changed_count=len(shared) - unchanged,
        removed_count=len(before) - len(shared),
        unchanged_count=unchanged,
    )


def _recount(index: Path, manifest: Manifest, source_counter: int) -> Manifest:
    """Return the current manifest with the source's new counter, written if it moved."""
    moved = replace(manifest, source_counter=source_counter)
    if moved != manifest:
        write_manifest(index / GENERATIONS / manifest.generation, moved)
    return moved


def _write(
    index: Path, encoder: Encoder, source: Source, *, full: bool, progress: Progress
) -> tuple[Manifest, int]:
    """Write a generation with a sound vector cache; return its manifest and how many were encoded."""
    if full:
        _forget(index)
    try:
        return _write_with_cache(index, encoder, source, progress=progress)
    except (CacheDamaged, sqlite3.DatabaseError) as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        # Nothing is lost with a cache but time.
        progress("Vector cache damaged, starting a new one", 0, 1)
        _forget(index)
        return _write_with_cache(index, encoder, source, progress=progress)


def _forget(index: Path) -> None:
    """Remove the vector cache."""
    for path in index.glob(CACHE + "*"):
        path.unlink()


def _write_with_cache(
    index: Path, encoder: Encoder, source: Source, *, progress: Progress
) -> tuple[Manifest, int]:
    """Encode what is new, write the generation beside the current one and swap them."""
    number = next_number(index)
    name = f"{number:06d}-{source.content[:8]}"
    passages = [encoded_text(passage) for passage in source.passages]
    queries = sample_queries(source.documents)
    with VectorCache(index / CACHE, fingerprint=encoder.fingerprint, dimension=encoder.dimension) as cache:
        new = encode_unseen(cache, encoder, passages, kind="passage", progress=progress)
        encode_unseen(cache, encoder, queries, kind="query", progress=progress)
        used = [text_hash(text) for text in passages]
        asked = [text_hash(text) for text in queries]
        with _temporary(index / GENERATIONS / (BUILDING + name)) as folder:
            written = write_generation(folder, cache, source, used, asked, encoder.dimension, progress)
            manifest = _manifest(name, encoder, source, written)
            write_manifest(folder, manifest)
            # What is written now is opened and asked, so the calibration can only follow.
            progress("Measuring what near means here", 0, 1)
            calibration = calibrate(Generation(folder), encoder.encode_queries, source.documents)
            manifest = replace(manifest, calibration=calibration)
            write_manifest(folder, manifest)
            progress("Measuring what near means here", 1, 1)
            make_current(index, folder, name)
        cache.mark_used({"passage": used, "query": asked}, number)
        cache.prune(before=number - 1)
    return manifest, sum(key in new for key in used)


def _manifest(name: str, encoder: Encoder, source: Source, written: Written) -> Manifest:
    """Return what tells of a generation written now."""
    return Manifest(
        format_version=FORMAT_VERSION,
        generation=name,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        source_counter=source.counter,
        content=source.content,
        model=encoder.name,
        fingerprint=encoder.fingerprint,
        dimension=encoder.dimension,
        document_count=len(source.documents),
        passage_count=len(source.passages),
        token_count=written.token_count,
        calibration=UNMEASURED,
        files=written.files,
    )


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    """Give a new folder that is gone afterwards unless it was renamed."""
    folder.mkdir()
    try:
        yield folder
    finally:
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _one_line_errors(index: Path) -> Iterator[None]:
    """Turn what a full or read-only disk raises, in any library, into one line that says what to do."""
    try:
        yield
    except OSError as error:
        raise _unwritable(index, error.strerror or str(error)) from error
    except sqlite3.Error as error:
        raise _unwritable(index, str(error)) from error


def _unwritable(index: Path, reason: str) -> IndexingError:
    """Return the error for an index folder that cannot be written."""
    return IndexingError(
        f"The index in {index} cannot be written ({reason}): free some space or make the folder writable."
    )
