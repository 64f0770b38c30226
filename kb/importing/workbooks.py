"""Rows of .xlsx workbooks: a sheet for each kind of record."""

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from kb.importing.report import Notes
from kb.importing.rows import Row
from kb.importing.tables import Line, read_table
from kb.kinds import Kind, kind_named

MAX_UNPACKED = 1_000_000_000
"""Most bytes that a workbook may unpack to."""
_MAX_RATIO = 200
"""Most times its own size; real workbooks reach 30."""
_SMALL = 20_000_000
"""Bytes below which the ratio does not matter."""

Cells = Sequence[object]
"""Values of one row."""


def read_workbook(content: bytes, notes: Notes, *, kind: Kind | None) -> list[Row]:
    """The rows of all sheets; formulas count as the values that were saved with them.

    Raises:
        ValueError: It is not a workbook, unpacks to too much, or holds no table.
    """
    _check_size(content)
    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions it drops; only the values are read here.
        warnings.simplefilter("ignore")
        tables = _tables(content, notes)
    return _rows(tables, notes, kind)


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise ValueError("is damaged or cut short; save it again as .xlsx") from error
    if unpacked > MAX_UNPACKED or unpacked > max(_SMALL, _MAX_RATIO * len(content)):
        raise ValueError(f"unpacks to {unpacked / 1e6:,.0f} MB, which is no table; save it again as .xlsx")


def _rows(tables: Sequence[tuple[str, list[Line]]], notes: Notes, kind: Kind | None) -> list[Row]:
    rows: list[Row] = []
    filled = [(title, lines) for title, lines in tables if lines]
    if not filled:
        raise ValueError("is empty; nothing to import")
    for title, lines in filled:
        named = kind_named(title)
        if kind and named and named != kind:
            notes.warn(title, "", f"sheet left out, as only records of the kind {kind} were asked for")
            continue
        try:
            rows += read_table(lines, notes, kind=named or kind)
        except ValueError as error:
            if named or len(filled) == 1:
                raise ValueError(f"sheet {title!r} {error}") from error
            notes.warn(title, "", f"sheet left out: it {error}")
    return rows


def _tables(content: bytes, notes: Notes) -> list[tuple[str, list[Line]]]:
    try:
        values = _sheets(content, data_only=True)
        formulas = _sheets(content, data_only=False) if _has_formulas(content) else values
    except Exception as error:
        # A damaged workbook makes openpyxl, zipfile and zlib raise nearly anything.
        raise ValueError("is damaged or not a workbook; save it again as .xlsx") from error
    for (title, rows), (_, written) in zip(values, formulas, strict=True):
        _report_unsaved(title, rows, written, notes)
    return [(title, list(_lines(title, rows))) for title, rows in values]


def _sheets(content: bytes, *, data_only: bool) -> list[tuple[str, list[Cells]]]:
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=data_only)
    try:
        for sheet in workbook.worksheets:
            # The size that a sheet says it has may be that of the largest sheet there can be.
            sheet.reset_dimensions()
        return [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in workbook.worksheets]
    finally:
        workbook.close()


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(re.search(rb"<f[ >/]", archive.read(name)) for name in names)


def _report_unsaved(title: str, rows: Sequence[Cells], written: Sequence[Cells], notes: Notes) -> None:
    """A program that makes workbooks may leave the results of formulas to the one who opens them."""
    for number, (values, formulas) in enumerate(zip(rows, written, strict=True), 1):
        for column, (value, formula) in enumerate(zip(values, formulas, strict=False), 1):
            if value is None and formula is not None:
                hint = "open the workbook in a spreadsheet program, save it and import it again"
                cell = f"column {get_column_letter(column)}"
                notes.problem(f"{title}!{number}", cell, "holds a formula without its value", hint)


def _lines(title: str, rows: Iterable[Cells]) -> Iterator[Line]:
    width = 0
    for number, cells in enumerate(rows, 1):
        texts = [_text(value) for value in cells]
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            # A sheet does not store blank cells at the end of a row.
            texts += [""] * (width - len(texts))
            width = width or len(texts)
            yield f"{title}!{number}", texts


def _text(value: object) -> str:
    """A cell as it would be written down: dates as ISO, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
