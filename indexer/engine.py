"""The door of this room: an index folder and a model, built and searched."""

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from indexer.build import build
from indexer.errors import GenerationMismatch, IndexingError
from indexer.generation import CURRENT, Generation, current_folder
from indexer.manifest import REPAIR, check_sizes, check_sums, read_manifest
from indexer.passage import Document, SearchResult
from indexer.report import BuildReport, IndexStatus
from indexer.search import search
from models.encoder import Encoder, Encoding, Progress

_Stamp = tuple[int, int, int]


class Engine:
    """Builds and searches the index in a folder; threads may share it.

    The encoder is loaded when it is first needed, the generation when it is first searched, and again
    whenever another one became current, whichever process built it.
    """

    def __init__(self, folder: Path, load_encoder: Callable[[], Encoder]) -> None:
        self._folder = folder
        self._load_encoder = load_encoder
        self._encoder: Encoder | None = None
        self._generation: tuple[_Stamp, Generation] | None = None
        self._opening = threading.Lock()
        self._encoding = threading.Lock()

    def build(
        self,
        documents: Iterable[Document],
        *,
        source_counter: int,
        full: bool = False,
        progress: Progress | None = None,
    ) -> BuildReport:
        """Index `documents`, all of them and nothing else, and make that current.

        Readers answer from the generation before until the new one is whole. If nothing changed this
        ends at once, unless `full`, which also encodes everything again.

        Args:
            documents: every document there is; those of a former build that are not here disappear.
            source_counter: the change counter of where they come from, kept for `status`.
            full: build even if nothing changed, with a new vector cache.
            progress: called as ``progress(step, done, total)``; what it raises stops the build.

        Raises:
            BuildInProgress: another build runs in this folder.
            IndexingError: the folder cannot be written, or two documents share an id.
            ModelError: the model cannot be loaded.
        """
        return build(
            self._folder,
            self._loaded(),
            documents,
            source_counter=source_counter,
            full=full,
            progress=progress or _silent,
        )

    def search(
        self,
        queries: Sequence[str],
        *,
        allowed: Collection[str] | None = None,
        top: int = 100,
        highlight: bool = True,
    ) -> SearchResult:
        """Return for each query its hits, one per document, best first, scores descending from about 1 to 0.

        Args:
            queries: what users ask; encoded together.
            allowed: ids of the only documents to answer with; unknown ids are ignored, none means none.
            top: at most so many documents per query; as many as there are up to this number.
            highlight: whether to find the words that match; a batch run does not need them.

        Raises:
            IndexMissing: nothing was built yet.
            GenerationDamaged: the current generation is not whole.
            GenerationMismatch: it was built by another model or format.
            ModelError: the model cannot be loaded.
        """
        generation = self._current()
        hits = search(generation, self._encode, queries, allowed=allowed, top=top, highlight=highlight)
        return SearchResult(
            generation=generation.manifest.generation,
            calibration=generation.manifest.calibration,
            hits=tuple(hits),
        )

    def status(self) -> IndexStatus:
        """Return what the current generation is, or what is wrong with it, without loading the model."""
        size = sum(path.stat().st_size for path in self._folder.rglob("*") if path.is_file())
        try:
            folder = current_folder(self._folder)
            manifest = read_manifest(folder)
            check_sizes(folder, manifest)
        except IndexingError as error:
            return IndexStatus(size_bytes=size, problem=str(error))
        return IndexStatus(
            generation=manifest.generation,
            built_at=manifest.built,
            document_count=manifest.document_count,
            passage_count=manifest.passage_count,
            model=manifest.model,
            fingerprint=manifest.fingerprint,
            source_counter=manifest.source_counter,
            size_bytes=size,
        )

    def verify(self) -> None:
        """Read every file of the current generation and compare it with its checksum.

        Raises:
            IndexMissing, GenerationDamaged, GenerationMismatch: as `search`.
        """
        folder = current_folder(self._folder)
        check_sums(folder, read_manifest(folder))

    def prepare(self) -> None:
        """Load the model and open the generation now, so that the first query does not wait for them.

        Raises:
            As `search`.
        """
        self._current()

    def current_generation(self) -> str:
        """Return the name of the generation that a search is answered from now, at the cost of one stat.

        Raises:
            As `search`.
        """
        return self._current().manifest.generation

    def _current(self) -> Generation:
        """Return the current generation, opened if it is another than last time."""
        stamp = self._stamp()
        opened = self._generation
        if opened is None or opened[0] != stamp:
            with self._opening:
                opened = self._generation
                if opened is None or opened[0] != stamp:
                    opened = stamp, self._open()
                    self._generation = opened
        return opened[1]

    def _stamp(self) -> _Stamp:
        """Return what changes whenever another generation becomes current: one stat, no reading."""
        try:
            found = (self._folder / CURRENT).stat()
        except OSError:
            return (0, 0, 0)
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _open(self) -> Generation:
        """Open the current generation and check that it is of our model."""
        generation = Generation(current_folder(self._folder))
        encoder = self._loaded()
        manifest = generation.manifest
        if manifest.fingerprint != encoder.fingerprint:
            raise GenerationMismatch(
                f"The index was built with the model {manifest.model} ({manifest.fingerprint[:8]}),"
                f" the model in use is {encoder.name} ({encoder.fingerprint[:8]}): {REPAIR}."
            )
        return generation

    def _encode(self, queries: Sequence[str]) -> Encoding:
        """Encode `queries`, one caller at a time: runtimes do not promise more."""
        encoder = self._loaded()
        with self._encoding:
            return encoder.encode_queries(queries)

    def _loaded(self) -> Encoder:
        """Return the encoder, loaded once."""
        if self._encoder is None:
            with self._encoding:
                if self._encoder is None:
                    self._encoder = self._load_encoder()
        return self._encoder


def _silent(step: str, done: int, total: int) -> None:
    """Report progress to nobody."""
