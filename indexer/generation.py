"""One complete index on disk: opened for reading, made current, and those before it removed."""

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.centring import Centres
from indexer.dense import DenseIndex
from indexer.errors import IndexingError, IndexMissing
from indexer.late_interaction import TokenWeights
from indexer.lexical import LexicalIndex
from indexer.manifest import (
    Manifest,
    check_sizes,
    damaged,
    read_manifest,
    sync_folder,
    write_atomically,
)
from indexer.passage_table import PassageTable
from indexer.token_store import TokenStore

CURRENT = "current"
GENERATIONS = "generations"
BUILDING = ".building-"
"""Prefix of the name a generation has until it is whole."""
KEPT = 2

DENSE = "dense.faiss"
LEXICAL = "lexical"
CENTRES = "centres.npy"
WEIGHTS = "token_weights.npy"


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
        except (OSError, ValueError, RuntimeError, IndexError, TypeError) as error:
            raise damaged(folder, f"it cannot be read, {_first_line(error)}") from error
        self._ids = self.dense.ids
        self._order = np.argsort(self._ids)
        self._sorted_ids = self._ids[self._order]
        self._per_document = np.bincount(self.passages.documents, minlength=len(self.passages.document_ids))

    def rows(self, passage_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the row of each passage id."""
        return self._order[np.searchsorted(self._sorted_ids, passage_ids)]

    def allowed(self, document_ids: Collection[str]) -> Allowed:
        """Return the constraint to `document_ids`; ids that are not in the index are ignored."""
        ordinals = self.passages.ordinals
        documents = sorted(ordinals[found] for found in set(document_ids) if found in ordinals)
        of_allowed = np.isin(self.passages.documents, documents)
        return Allowed(documents, self._ids[of_allowed])

    def depth_for(self, documents: int) -> int:
        """Return how many passages are sure to hold the best `documents` documents.

        Were the documents above the last one those with the most passages, and all their passages
        better than its best, this many would still reach it.
        """
        longest = np.sort(self._per_document)[::-1][: max(documents - 1, 0)]
        return int(longest.sum()) + 1


def _first_line(error: Exception) -> str:
    """Return the first line of what `error` says."""
    return str(error).strip().partition("\n")[0] or type(error).__name__


def current_folder(index: Path) -> Path:
    """Return the folder of the current generation of the index folder `index`.

    Raises:
        IndexMissing: nothing was built yet.
        GenerationDamaged: the pointer names no generation.
    """
    pointer = index / CURRENT
    try:
        name = pointer.read_text("utf-8").strip()
    except FileNotFoundError as error:
        raise IndexMissing("Nothing is indexed yet: run `compendium reindex`.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise damaged(pointer, "it cannot be read") from error
    folder = index / GENERATIONS / name
    if Path(name).name != name or not name.strip(".") or not folder.is_dir():
        raise damaged(pointer, "it names a generation that is not there")
    return folder


def current_manifest(index: Path) -> Manifest | None:
    """Return the manifest of the current generation if it is sound, else None."""
    try:
        folder = current_folder(index)
        manifest = read_manifest(folder)
        check_sizes(folder, manifest)
    except IndexingError:  # missing, damaged or of another format: all alike to who builds anew
        return None
    return manifest


def make_current(index: Path, building: Path, name: str) -> None:
    """Give the whole generation in `building` its `name` and point readers to it, each in one step."""
    building.replace(index / GENERATIONS / name)
    sync_folder(index / GENERATIONS)
    write_atomically(index / CURRENT, name + "\n")


def next_number(index: Path) -> int:
    """Return the number of the next generation: one more than any there is."""
    return max((_number(path) for path in _generations(index)), default=0) + 1


def remove_unfinished(index: Path) -> None:
    """Remove what killed builds left behind; only while no other build runs."""
    for path in (index / GENERATIONS).glob(BUILDING + "*"):
        shutil.rmtree(path)


def remove_old(index: Path) -> None:
    """Remove all but the current generation and the newest others, `KEPT` in all.

    A reader that still has a removed one open keeps its files until it lets go of them.
    """
    current = current_folder(index)
    others = sorted((path for path in _generations(index) if path != current), key=_number)
    for path in others[: len(others) - (KEPT - 1)]:
        shutil.rmtree(path)


def _generations(index: Path) -> list[Path]:
    """Return the folders of whole generations."""
    return [path for path in (index / GENERATIONS).glob("*-*") if not path.name.startswith(".")]


def _number(folder: Path) -> int:
    """Return the number in a generation's name, 0 if it has none."""
    number = folder.name.partition("-")[0]
    return int(number) if number.isdecimal() else 0
