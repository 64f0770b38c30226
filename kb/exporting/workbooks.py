"""Tables as a workbook, the same bytes for the same tables."""

import io
from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.workbook.child import _WorkbookChild

from kb.errors import ExportRefused
from kb.exporting.tables import Table
from kb.exporting.undated import EPOCH, ILLEGAL, undated

MAX_CHARACTERS = 32_767
"""Most characters that a cell of a workbook can hold."""
MAX_ROWS = 1_048_576
"""Most rows of a sheet."""


def workbook(tables: Mapping[str, Table]) -> bytes:
    """A workbook with a sheet for each table; every cell is text, so nothing in it is calculated.

    Raises:
        ExportRefused: A text or a table is longer than workbooks allow.
    """
    for title, content in tables.items():
        _check_limits(title, content)
    book = Workbook(write_only=True)
    book.properties.created = EPOCH
    for title, (headers, rows) in tables.items():
        sheet = book.create_sheet(title)
        for cells in (headers, *rows):
            sheet.append([_cell(sheet, text) for text in cells])
    file = io.BytesIO()
    book.save(file)
    return undated(file.getvalue())


def _check_limits(title: str, content: Table) -> None:
    headers, rows = content
    if len(rows) >= MAX_ROWS:
        raise ExportRefused(f"A sheet holds {MAX_ROWS:,} rows and there are more {title}; export to .jsonl.")
    for cells in rows:
        for header, text in zip(headers, cells, strict=True):
            if len(text) > MAX_CHARACTERS:
                raise ExportRefused(
                    f"A {header} of the {title} has {len(text):,} characters and a cell of a workbook holds "
                    f"{MAX_CHARACTERS:,}; export to .jsonl."
                )


def _cell(sheet: _WorkbookChild, text: str) -> Cell | None:
    if not text:
        return None
    cell = WriteOnlyCell(sheet, value=ILLEGAL.sub("", text))
    # Otherwise a text that begins with = would become a formula.
    cell.data_type = "s"
    return cell
