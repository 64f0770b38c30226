"""The store into files: .jsonl, .json, .csv and .xlsx, as the import reads them."""

from kb.exporting.exporter import export_file, exported_kinds

__all__ = ["export_file", "exported_kinds"]
