"""Files into the store: .jsonl, .json, .csv and .xlsx, checked row by row."""

from kb.importing.importer import import_file, import_rows
from kb.importing.report import ImportReport, NewRecord, Notes, Notice, Problem, Suggestion

__all__ = [
    "ImportReport",
    "NewRecord",
    "Notes",
    "Notice",
    "Problem",
    "Suggestion",
    "import_file",
    "import_rows",
]
