"""The store into files: .jsonl, .json, .csv and .xlsx, as the import reads them."""

from kb.exporting.exporter import export_file

__all__ = ["export_file"]
