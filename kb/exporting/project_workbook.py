"""The answer to a project as a workbook (.xlsx)."""

import io

from openpyxl import Workbook
from openpyxl.cell import Cell as WorkbookCell
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kb.exporting.project_report import ProjectReport
from kb.exporting.project_sheets import Cell, Sheet, sheets
from kb.exporting.undated import EPOCH, ILLEGAL, undated
from kb.exporting.workbooks import MAX_CHARACTERS

_NARROWEST, _WIDEST = 8, 60
"""Characters of a column."""


def project_workbook(report: ProjectReport) -> bytes:
    """A sheet for each part of the answer; texts are texts, so nothing in it is calculated."""
    book = Workbook()
    book.properties.creator = ""
    book.properties.title = report.say("title")
    book.properties.created = EPOCH
    for number, content in enumerate(sheets(report)):
        sheet = book.active if number == 0 else book.create_sheet()
        assert isinstance(sheet, Worksheet)  # noqa: S101 - openpyxl's first sheet is one
        _fill(sheet, content)
    file = io.BytesIO()
    book.save(file)
    return undated(file.getvalue(), modified=report.now)


def _fill(sheet: Worksheet, content: Sheet) -> None:
    sheet.title = content.title
    for row_number, row in enumerate((content.headers, *content.rows), start=1):
        for column_number, value in enumerate(row, start=1):
            _write(sheet.cell(row_number, column_number), value)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for number, texts in enumerate(zip(content.headers, *content.rows, strict=True), start=1):
        longest = max(len(str(text)) for text in texts)
        width = min(max(longest + 2, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width


def _write(cell: WorkbookCell | MergedCell, value: Cell) -> None:
    if value == "":
        return
    if isinstance(value, str):
        value = ILLEGAL.sub("", value)[:MAX_CHARACTERS]
    cell.value = value
    if isinstance(value, str):
        # Otherwise a text that begins with = would become a formula.
        cell.data_type = "s"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    else:
        cell.alignment = Alignment(vertical="top")
