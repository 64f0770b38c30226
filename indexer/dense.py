"""Exact nearest passages by inner product of centred unit vectors, in FAISS."""

import errno
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from indexer.errors import IndexingError

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


class DenseIndex:
    """Vectors under their passage ids; row i is the i-th that was added. Reading is thread-safe."""

    _index: Any
    """FAISS gives its classes their Python methods at import, where no type checker sees them."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index
        flat: Any = faiss.downcast_index(self._index.index)
        shape = (int(self._index.ntotal), int(self._index.d))
        # A view on FAISS's own memory, alive as long as the index is.
        self._vectors: Vectors = (
            faiss.rev_swig_ptr(flat.get_xb(), shape[0] * shape[1]).reshape(shape)
            if shape[0]
            else np.zeros(shape, dtype=np.float32)
        )

    @classmethod
    def of(cls, ids: Ids, vectors: Vectors) -> "DenseIndex":
        """Return the index of `vectors`, float32 ``[passages, dimension]``, under `ids`.

        Raises:
            IndexingError: an id comes twice, which FAISS itself would take without a word.
        """
        if len(np.unique(ids)) != len(ids):
            raise IndexingError("Two passages share one id: report this, with the data that was imported.")
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids)
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> "DenseIndex":
        """Read the index from `path`."""
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write the index to `path`.

        Raises:
            OSError: the disk is full or the folder cannot be written.
        """
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            raise OSError(errno.EIO, f"cannot write {path.name}") from error

    @property
    def ids(self) -> Ids:
        """Return the passage ids by row, int64 ``[passages]``."""
        return np.array(faiss.vector_to_array(self._index.id_map), dtype=np.int64)

    @property
    def vectors(self) -> Vectors:
        """Return the vectors by row, float32 ``[passages, dimension]``, not to be written to."""
        return self._vectors

    def retrieve(self, queries: Vectors, depth: int, allowed: Ids | None = None) -> list[Ids]:
        """Return for each query the ids of the `depth` nearest passages, nearest first.

        Args:
            queries: float32 ``[queries, dimension]``, centred, of unit length.
            depth: how many at most; fewer come back where there are fewer.
            allowed: only these ids are looked at; all of them are, so the answer is complete.
        """
        count = int(self._index.ntotal) if allowed is None else len(allowed)
        depth = min(depth, count)
        if depth <= 0:
            return [np.zeros(0, dtype=np.int64) for _ in queries]
        parameters = None
        if allowed is not None:
            # The selector must outlive the search: FAISS keeps only a pointer to it.
            selector = faiss.IDSelectorBatch(np.ascontiguousarray(allowed, dtype=np.int64))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg,unused-ignore]
        # One thread, set for the thread that calls: on a shared machine FAISS's threads wait for one another
        # far longer (8 ms) than one needs for all the work (0.03 ms for 371 passages, 3 ms for 40,000).
        faiss.omp_set_num_threads(1)
        _, ids = self._index.search(np.ascontiguousarray(queries), depth, params=parameters)
        return [row[row >= 0] for row in ids]  # short answers are padded with -1

    def cosines(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the inner product of `query` with the vectors in `rows`, float32 ``[rows]``.

        The same numbers whether one query is asked or a thousand, which FAISS's own scores are not: it
        multiplies matrices for many queries and rounds otherwise.
        """
        return np.asarray(np.einsum("ij,j->i", self._vectors[rows], query))
