"""Documents in, a new generation out: reads, encodes what is new, writes, swaps."""

import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from indexer.calibration import UNMEASURED, calibrate
from indexer.changes import changes_since_current
from indexer.corpus import Corpus, encoded_corpus
from indexer.errors import IndexingError
from indexer.generation import Generation
from indexer.generation_folders import (
    BUILDING,
    GENERATIONS,
    current_manifest,
    make_current,
    next_number,
    remove_old,
    remove_unfinished,
)
from indexer.locking import building
from indexer.manifest import FORMAT_VERSION, Manifest, write_manifest
from indexer.passage import Document
from indexer.report import BuildReport
from indexer.source import Source, read_source
from indexer.vector_cache import CacheDamaged, VectorCache
from indexer.writing import Written, write_generation
from models.encoder import Encoder, Progress

CACHE = "vectors.sqlite"


def build(
    index: Path,
    encoder: Encoder,
    documents: Iterable[Document],
    *,
    source_counter: int,
    full: bool,
    progress: Progress,
) -> BuildReport:
    """Make the generation of `documents` current in the folder `index`; see `Engine.build`."""
    started = time.perf_counter()
    with _one_line_errors(index), building(index):
        remove_unfinished(index)
        progress("Reading documents", 0, 1)
        source = read_source(documents, fingerprint=encoder.fingerprint, counter=source_counter)
        changes = changes_since_current(index, source.hashes)
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
    with VectorCache(index / CACHE, fingerprint=encoder.fingerprint, dimension=encoder.dimension) as cache:
        corpus = encoded_corpus(source, cache, encoder, progress=progress)
        with _temporary(index / GENERATIONS / (BUILDING + name)) as folder:
            written = write_generation(folder, cache, corpus, progress=progress)
            manifest = _manifest(name, encoder, corpus, written)
            write_manifest(folder, manifest)
            manifest = _calibrated(folder, manifest, encoder, source, progress=progress)
            make_current(index, folder, name)
        cache.mark_used({"passage": corpus.passage_hashes, "query": corpus.query_hashes}, number)
        cache.prune(before=number - 1)
    return manifest, corpus.encoded_count


def _manifest(name: str, encoder: Encoder, corpus: Corpus, written: Written) -> Manifest:
    """Return what tells of a generation written now."""
    return Manifest(
        format_version=FORMAT_VERSION,
        generation=name,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        source_counter=corpus.source.counter,
        content=corpus.source.content,
        model=encoder.name,
        fingerprint=encoder.fingerprint,
        dimension=encoder.dimension,
        document_count=len(corpus.source.documents),
        passage_count=len(corpus.passages),
        token_count=written.token_count,
        calibration=UNMEASURED,
        files=written.files,
    )


def _calibrated(
    folder: Path, manifest: Manifest, encoder: Encoder, source: Source, *, progress: Progress
) -> Manifest:
    """Return the manifest with the calibration, written; what is in `folder` is opened and asked for it."""
    step = "Measuring what near means here"
    progress(step, 0, 1)
    calibration = calibrate(Generation(folder), encoder.encode_queries, source.documents)
    measured = replace(manifest, calibration=calibration)
    write_manifest(folder, measured)
    progress(step, 1, 1)
    return measured


@contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    """Give a new folder that is gone afterwards unless it was renamed."""
    folder.mkdir(parents=True)
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
