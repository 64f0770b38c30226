"""One complete index on disk, opened for reading."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from tokenize import TokenError

import numpy as np
from numpy.typing import NDArray

from indexer.centring import Centres
from indexer.dense import DenseIndex
from indexer.errors import IndexingError
from indexer.late_interaction import TokenWeights
from indexer.lexical import LexicalIndex
from indexer.manifest import check_sizes, damaged, read_manifest
from indexer.passage_table import PassageTable
from indexer.token_store import TokenStore

DENSE = "dense.faiss"
LEXICAL = "lexical"
CENTRES = "centres.npy"
WEIGHTS = "token_weights.npy"


_DOCUMENTS_AT_ONCE = 1_000
"""Whose vectors are copied to add them up."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """The documents a search may answer with, as the two retrievers want them."""

    documents: list[int]
    """Ordinals."""
    passage_ids: NDArray[np.int64]


class Generation:
    """A generation opened for reading; nothing in it changes, threads may share it.

    Raises:
        GenerationDamaged: a file is missing, has another size or cannot be read.
        GenerationMismatch: it has another format.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = read_manifest(folder)
        check_sizes(folder, self.manifest)
        try:
            self.passages = PassageTable(folder)
            self.dense = DenseIndex.load(folder / DENSE)
            self.lexical = LexicalIndex(folder / LEXICAL)
            self.tokens = TokenStore(folder)
            self.centres = Centres.load(folder / CENTRES)
            self.token_weights = TokenWeights.load(folder / WEIGHTS)
        except PermissionError as error:
            raise IndexingError(
                f"The index in {folder} may not be read by this user ({_first_line(error)}); "
                "give the right to read the whole index folder."
            ) from error
        except (OSError, ValueError, RuntimeError, IndexError, TypeError, SyntaxError, TokenError) as error:
            # The last two: what numpy's reading of a damaged header may raise.
            raise damaged(folder, f"it cannot be read, {_first_line(error)}") from error
        self._ids = self.dense.ids
        self._order = np.argsort(self._ids)
        self._sorted_ids = self._ids[self._order]
        self.document_vectors = _document_vectors(self.dense.vectors, self.passages)
        """The direction of each document's texts, by ordinal, float32 ``[documents, dimension]``."""
        per_document = np.bincount(self.passages.documents, minlength=len(self.passages.document_ids))
        self._most_passages = np.cumsum(np.sort(per_document)[::-1])
        """How many passages the one longest document has, the two longest together, and so on."""

    def rows(self, passage_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the row of each passage id."""
        return self._order[np.searchsorted(self._sorted_ids, passage_ids)]

    def allowed(self, document_ids: Collection[str]) -> Allowed:
        """Return the constraint to `document_ids`; ids that are not in the index are ignored."""
        ordinals = self.passages.ordinals
        documents = sorted(ordinals[found] for found in set(document_ids) if found in ordinals)
        is_allowed = np.zeros(len(ordinals), dtype=np.bool_)
        is_allowed[documents] = True
        return Allowed(documents, self._ids[is_allowed[self.passages.documents]])

    def depth_for(self, documents: int) -> int:
        """Return how many passages are sure to hold the best `documents` documents.

        Were the documents above the last one those with the most passages, and all their passages
        better than its best, this many would still reach it.
        """
        longest = self._most_passages[: max(documents - 1, 0)]
        return int(longest[-1] if len(longest) else 0) + 1


def _document_vectors(vectors: NDArray[np.float32], passages: PassageTable) -> NDArray[np.float32]:
    """Return the mean of the vectors of each document's evidence, of unit length; zeros where it has none."""
    sums = np.zeros((len(passages.document_ids), vectors.shape[1]), dtype=np.float32)
    rows = np.flatnonzero(passages.is_evidence)
    if len(rows):
        documents, firsts = np.unique(passages.documents[rows], return_index=True)
        afters = np.append(firsts[1:], len(rows))
        for start in range(0, len(documents), _DOCUMENTS_AT_ONCE):
            some = slice(start, start + _DOCUMENTS_AT_ONCE)
            first, after = firsts[some][0], afters[some][-1]
            sums[documents[some]] = np.add.reduceat(vectors[rows[first:after]], firsts[some] - first, axis=0)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.where(lengths > 0, lengths, 1))


def _first_line(error: Exception) -> str:
    """Return the first line of what `error` says."""
    return str(error).strip().partition("\n")[0] or type(error).__name__
