"""How the documents of a build differ from those of the generation before."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.generation_folders import GENERATIONS, current_manifest
from indexer.passage_table import DOCUMENTS


@dataclass(frozen=True, slots=True)
class Changes:
    """How many documents are new, other than before, gone, and the same, and which are the first two."""

    added_count: int
    changed_count: int
    removed_count: int
    unchanged_count: int
    new_ids: tuple[str, ...]
    """Of the documents that are new or other than before."""


def changes_since_current(index: Path, hashes: Mapping[str, str]) -> Changes:
    """Return how the documents of `hashes` (id → hash) differ from those of the current generation."""
    before = _hashes_before(index)
    shared = before.keys() & hashes.keys()
    unchanged = sum(before[document_id] == hashes[document_id] for document_id in shared)
    return Changes(
        added_count=len(hashes) - len(shared),
        changed_count=len(shared) - unchanged,
        removed_count=len(before) - len(shared),
        unchanged_count=unchanged,
        new_ids=tuple(found for found in hashes if before.get(found) != hashes[found]),
    )


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
