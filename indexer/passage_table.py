"""The passages themselves, by row: one JSON line each, read only when a hit needs it."""

import json
import mmap
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.passage import Passage

PASSAGES = "passages.jsonl"
PLACES = "passage_places.npy"
DOCUMENTS = "documents.json"
_FIELDS = tuple(field.name for field in fields(Passage))


class PassageTable:
    """Reads passages and documents of a generation; reading is thread-safe."""

    def __init__(self, folder: Path) -> None:
        self.places: NDArray[np.int64] = np.load(folder / PLACES)
        self.document_hashes: dict[str, str] = json.loads((folder / DOCUMENTS).read_text("utf-8"))
        self.document_ids = list(self.document_hashes)
        self.ordinals = {document_id: place for place, document_id in enumerate(self.document_ids)}
        self.facet_counts = _facet_counts(self.places, len(self.document_ids))
        """How many facets each document (by ordinal) has, int64 ``[documents]``."""
        self._lines = _mapped(folder / PASSAGES)

    def first_evidence(self, document: int) -> int:
        """Return the row of the first passage of a document (by ordinal) that may be shown.

        The first of all where none may.
        """
        first, after = np.searchsorted(self.documents, [document, document + 1])
        return int(first + self.is_evidence[first:after].argmax())

    def passage(self, row: int) -> Passage:
        """Return the passage in `row`."""
        start, after = self.places[row, 1], self.places[row + 1, 1]
        return Passage(**json.loads(self._lines[start:after]))

    @property
    def documents(self) -> NDArray[np.int64]:
        """Return the ordinal of each row's document, int64 ``[passages]``, ascending."""
        return self.places[:-1, 0]

    @property
    def is_evidence(self) -> NDArray[np.int64]:
        """Return for each row 1 where its passage may be shown as evidence, else 0, int64 ``[passages]``."""
        return self.places[:-1, 2]

    @property
    def facets(self) -> NDArray[np.int64]:
        """Return the facet of each row, from 0 within its document, int64 ``[passages]``.

        The texts of one language are a facet of a document, and so is each list of labels or names.
        """
        return self.places[:-1, 3]


def write_passages(folder: Path, hashes: Mapping[str, str], passages: Sequence[Passage]) -> None:
    """Write the tables of `passages`, which are in the order of the documents in `hashes` (id → hash)."""
    ordinals = {document_id: place for place, document_id in enumerate(hashes)}
    places = np.zeros((len(passages) + 1, 4), dtype=np.int64)
    facets: dict[tuple[str, str], int] = {}
    document_id = ""
    with (folder / PASSAGES).open("wb") as lines:
        for row, passage in enumerate(passages):
            if passage.document_id != document_id:
                document_id, facets = passage.document_id, {}
            facet = facets.setdefault(_facet(passage), len(facets))
            places[row] = ordinals[document_id], lines.tell(), passage.is_evidence, facet
            lines.write(json.dumps(_fields(passage), ensure_ascii=False).encode() + b"\n")
        places[-1] = len(hashes), lines.tell(), 0, 0
    np.save(folder / PLACES, places)
    (folder / DOCUMENTS).write_text(json.dumps(dict(hashes)), "utf-8")


def _facet(passage: Passage) -> tuple[str, str]:
    """Return what the passages of one facet of a document share."""
    return ("", passage.language) if passage.is_evidence else (passage.field, "")


def _facet_counts(places: NDArray[np.int64], documents: int) -> NDArray[np.int64]:
    """Return the number of facets of each document."""
    counts = np.zeros(documents, dtype=np.int64)
    np.maximum.at(counts, places[:-1, 0], places[:-1, 3] + 1)
    return counts


def _fields(passage: Passage) -> dict[str, object]:
    """Return the passage's fields by name, without the copies `asdict` makes of them."""
    return {name: getattr(passage, name) for name in _FIELDS}


def _mapped(path: Path) -> mmap.mmap | bytes:
    """Return the bytes of `path`, mapped; an empty file cannot be mapped."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
