"""The bundled compendium."""

from dataclasses import replace
from importlib.resources import files

from indexer import Progress
from kb.importing import ImportReport, Notes, import_rows
from kb.importing.json_files import read_json_lines
from kb.kinds import Kind
from kb.store import Store

_FILES: tuple[tuple[str, Kind], ...] = (
    ("themes.jsonl", "theme"),
    ("organisations.jsonl", "organisation"),
    ("initiatives.jsonl", "initiative"),
)


def load_sample(store: Store, progress: Progress | None = None) -> ImportReport:
    """Import the bundled compendium, in one transaction; loading it again changes nothing.

    Raises:
        StoreError: The store cannot be written.
    """
    notes = Notes()
    rows = []
    for name, kind in _FILES:
        text = (files("kb") / "sample" / name).read_text(encoding="utf-8")
        found = read_json_lines(text, notes, kind=kind)
        rows += [replace(row, place=f"{name}:{row.place}") for row in found]
    return import_rows(store, rows, notes, name="sample", progress=progress)
