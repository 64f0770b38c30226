"""The door of this room: an index folder and a model, built and searched."""

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from indexer.build import build
from indexer.centring import centred
from indexer.errors import GenerationDamaged, GenerationMismatch, IndexingError
from indexer.generation import Generation
from indexer.generation_folders import CURRENT, current_folder, size_bytes
from indexer.manifest import REPAIR, Manifest, check_sizes, check_sums, read_manifest
from indexer.nearness import DocumentCosines, TextVectors, document_cosines
from indexer.passage import Document, SearchResult
from indexer.report import BuildReport, IndexStatus
from indexer.search import search
from models.encodable_text import encodable
from models.encoder import Encoder, Progress

if TYPE_CHECKING:
    from models.reranker import Reranker  # imports torch

_Stamp = tuple[int, int, int]
_Read = TypeVar("_Read")


class Engine:
    """Builds and searches the index in a folder; threads may share it.

    The encoder is loaded when it is first needed, the reranker, if there is one, at the first search. So is
    the generation, and again whenever another one became current, whichever process built it.
    """

    def __init__(
        self,
        folder: Path,
        load_encoder: Callable[[], Encoder],
        load_reranker: "Callable[[], Reranker] | None" = None,
    ) -> None:
        self._folder = folder
        self._load_encoder = load_encoder
        self._load_reranker = load_reranker
        self._encoder: Encoder | None = None
        self._reranker: Reranker | None = None
        self._generation: tuple[_Stamp, Generation] | None = None
        self._opening = threading.Lock()
        self._loading = threading.Lock()

    def build(
        self,
        documents: Iterable[Document],
        *,
        source_counter: int,
        full: bool = False,
        progress: Progress | None = None,
    ) -> BuildReport:
        """Index `documents`, all of them and nothing else, and make that current.

        Readers answer from the generation before until the new one is whole. If nothing changed this ends
        at once, unless `full`, which encodes everything again. `source_counter` is the change counter of
        where the documents come from, kept for `status`. What `progress` raises stops the build.

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
        language: str | None = None,
        highlight: bool = True,
        rerank: bool = True,
    ) -> SearchResult:
        """Return for each query its hits, one per document, best first, scores descending from about 1 to 0.

        At most `top` documents per query come back, and only those whose ids are `allowed` (None: all).
        A passage in `language`, the reader's, is shown where one was found.
        Without `highlight` the words that match are not looked for; without `rerank` a reranker is not asked.

        Raises:
            IndexMissing: nothing was built yet.
            GenerationDamaged: the current generation is not whole.
            GenerationMismatch: it was built by another model or format.
            ModelError: a model cannot be loaded.
        """
        generation, encoder = self._current(), self._loaded()
        reranker = self._loaded_reranker() if rerank else None
        texts = [encodable(query) for query in queries]
        hits = search(
            generation,
            encoder.encode_queries,
            texts,
            allowed=allowed,
            top=top,
            language=language,
            highlight=highlight,
            cross_scores=reranker.scores if reranker else None,
        )
        manifest = generation.manifest
        return SearchResult(manifest.generation, manifest.calibration, tuple(hits))

    def cosines(self, document_ids: Sequence[str]) -> DocumentCosines:
        """Return how near `document_ids` are to every document; zeros for unknown ids. Encodes nothing.

        Raises:
            As `search`.
        """
        return document_cosines(self._current(), document_ids)

    def text_vectors(self, texts: Sequence[str]) -> TextVectors:
        """Return the centred vectors of `texts`, encoded as queries are, and by which model.

        Raises:
            As `search`.
        """
        generation, encoder = self._current(), self._loaded()
        pooled = encoder.encode_queries([encodable(text) for text in texts]).pooled
        return TextVectors(encoder.fingerprint, centred(pooled, generation.centres.queries))

    def status(self) -> IndexStatus:
        """Return what the current generation is, or what is wrong with it, without loading the model."""
        size = size_bytes(self._folder)
        try:
            _, manifest = self._of_current(_whole_manifest)
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
        self._of_current(lambda folder: check_sums(folder, read_manifest(folder)))

    def prepare(self) -> None:
        """Load the models and open the generation now, so that the first query does not wait for them.

        Raises:
            As `search`.
        """
        self._current()
        self._loaded_reranker()

    def current_generation(self) -> str:
        """Return the name of the generation that answers now, so that answers can be kept as long as it does.

        Raises:
            As `search`.
        """
        return self._current().manifest.generation

    def _current(self) -> Generation:
        """Return the current generation, opened if it is another than last time."""
        opened = self._generation
        if opened is None or opened[0] != self._stamp():
            with self._opening:
                opened = self._generation
                if opened is None or opened[0] != self._stamp():
                    self._generation = opened = self._of_current(self._opened)
        return opened[1]

    def _of_current(self, read: Callable[[Path], _Read]) -> tuple[_Stamp, _Read]:
        """Return what `read` makes of the current generation's folder, and the stamp that goes with it.

        It is read again if a build replaced and removed it on the way.
        """
        while True:
            stamp = self._stamp()
            try:
                return stamp, read(current_folder(self._folder))
            except GenerationDamaged:
                if stamp == self._stamp():
                    raise

    def _stamp(self) -> _Stamp:
        """Return what changes whenever another generation becomes current: one stat, no reading."""
        try:
            found = (self._folder / CURRENT).stat()
        except OSError:
            return (0, 0, 0)
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _opened(self, folder: Path) -> Generation:
        """Open the generation in `folder` and check that it is of our model."""
        generation = Generation(folder)
        encoder = self._loaded()
        manifest = generation.manifest
        if manifest.fingerprint != encoder.fingerprint:
            raise GenerationMismatch(
                f"The index was built with the model {manifest.model} ({manifest.fingerprint[:8]}),"
                f" the model in use is {encoder.name} ({encoder.fingerprint[:8]}): {REPAIR}."
            )
        return generation

    def _loaded(self) -> Encoder:
        """Return the encoder, loaded once."""
        if self._encoder is None:
            with self._loading:
                if self._encoder is None:
                    self._encoder = self._load_encoder()
        return self._encoder

    def _loaded_reranker(self) -> "Reranker | None":
        """Return the reranker, loaded once; None where none is configured."""
        if self._reranker is None and self._load_reranker is not None:
            with self._loading:
                if self._reranker is None:
                    self._reranker = self._load_reranker()
        return self._reranker


def _whole_manifest(folder: Path) -> Manifest:
    """Return the manifest of the generation in `folder`, whose files are there in their sizes."""
    manifest = read_manifest(folder)
    check_sizes(folder, manifest)
    return manifest


def _silent(step: str, done: int, total: int) -> None:
    """Report progress to nobody."""
