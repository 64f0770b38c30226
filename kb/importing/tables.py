"""Rows of .csv files, and what they share with the sheets of workbooks: headers and cells."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from kb.cell_text import plain, read_entry, rearm, split_values
from kb.importing.report import Notes
from kb.importing.rows import Row
from kb.importing.vocabulary import Column, closest, column, known_headers
from kb.kinds import KINDS, Kind

_DELIMITERS = (",", ";", "\t")
_LISTS = {"themes", "needs", "offers", "aliases", "affiliations", "participants", "people"}
_LANGUAGE_TEXTS = {"title", "description", "needs", "offers"}
_LABELS = {"labels", "alternative_labels"}
_LONGEST_CELL = 10_000_000

Line = tuple[str, Sequence[str]]
"""Where a line of cells stands, and its cells."""


def read_csv(text: str, notes: Notes, *, kind: Kind | None) -> list[Row]:
    """The rows of a table whose first line holds the headers.

    Raises:
        ValueError: No table of known columns can be read; the message says why.
    """
    csv.field_size_limit(_LONGEST_CELL)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[Line] = []
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((str(before + 1), [rearm(cell) for cell in cells]))
            before = reader.line_num
    except csv.Error as error:
        hint = "a quotation mark is not closed, or the file is cut short"
        raise ValueError(f"cannot be read from line {before + 1} on ({error}); {hint}") from error
    return read_table(lines, notes, kind=kind)


def read_table(lines: Sequence[Line], notes: Notes, *, kind: Kind | None) -> list[Row]:
    """The rows of a table: its first line holds the headers, the others a record each.

    Raises:
        ValueError: The headers are not those of any kind of record, or say the same twice.
    """
    if not lines:
        raise ValueError("is empty; nothing to import")
    place, headers = lines[0]
    found = kind or _kind_of_headers(headers)
    columns = [column(header, found) for header in headers]
    _check_columns(place, headers, columns, found, notes)
    rows = []
    for row_place, cells in lines[1:]:
        extra = [cell for cell in cells[len(headers) :] if cell.strip()]
        if extra:
            hint = "put quotation marks around cells that hold the separator"
            notes.problem(
                row_place, "", f"has {len(cells)} cells, but there are {len(headers)} headers", hint
            )
            continue
        if len(cells) < len(headers):
            notes.warn(
                row_place, "", f"has {len(cells)} cells only of {len(headers)}; the others are taken as blank"
            )
        rows.append(_row(found, row_place, headers, columns, cells))
    if not rows and len(lines) == 1:
        raise ValueError("has headers and no rows; nothing to import")
    return rows


def _delimiter(text: str) -> str:
    """The delimiter whose headers make most sense: most known ones, then most columns."""

    def sense(delimiter: str) -> tuple[int, int]:
        headers = next(csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter), [])
        known = max(sum(column(header, kind) is not None for header in headers) for kind in KINDS)
        return known, len(headers)

    return max(_DELIMITERS, key=sense)


def _kind_of_headers(headers: Sequence[str]) -> Kind:
    def known(kind: Kind) -> set[str]:
        return {found.field for header in headers if (found := column(header, kind))}

    fields = {kind: known(kind) for kind in KINDS}
    needed = {"initiative": "title", "organisation": "name", "person": "name", "theme": "labels"}
    possible = [kind for kind in KINDS if needed[kind] in fields[kind]]
    if "description" in fields["initiative"] and "name" not in fields["organisation"]:
        possible.append("initiative")
    if not possible:
        seen = ", ".join(header for header in headers[:8] if header.strip())
        raise ValueError(
            f"has no column for a title, a name or a label (columns: {seen}); see docs/data-format.md"
        )
    most = max(len(fields[kind]) for kind in possible)
    best = sorted({kind for kind in possible if len(fields[kind]) == most})
    if len(best) > 1:
        raise ValueError(f"may hold records of the kind {' or '.join(best)}; say which with --kind")
    return best[0]


def _check_columns(
    place: str, headers: Sequence[str], columns: Sequence[Column | None], kind: Kind, notes: Notes
) -> None:
    seen: dict[Column, str] = {}
    for header, found in zip(headers, columns, strict=True):
        if found is None and header.strip():
            near = closest(header, known_headers(kind))
            hint = f"; did you mean {near!r}?" if near else ""
            notes.warn(place, header, f"unknown column, left out{hint}")
        elif found is not None and found in seen:
            raise ValueError(
                f"has two columns for {found.field}, {seen[found]!r} and {header!r}; "
                f"if one is in another language, name it {header} (fr)"
            )
        elif found is not None:
            seen[found] = header


def _row(
    kind: Kind, place: str, headers: Sequence[str], columns: Sequence[Column | None], cells: Sequence[str]
) -> Row:
    values: dict[str, Any] = {}
    written: dict[str, str] = {}
    for header, found, cell in zip(headers, columns, cells, strict=False):
        if found is None:
            continue
        written.setdefault(found.field, header)
        value = _value(found.field, cell)
        if value is None:
            continue
        if kind == "theme" and found.field in _LABELS:
            values.setdefault(found.field, {})[found.language or "und"] = value
        elif found.language and found.field in _LANGUAGE_TEXTS and kind == "initiative":
            values.setdefault("translations", {}).setdefault(found.language, {})[found.field] = value
        else:
            values[found.field] = value
    return Row(kind, place, values, written, needs_id=False)


def _value(field: str, cell: str) -> str | list[Any] | None:
    if not cell.strip():
        return None
    if field == "sources":
        return [_source(value) for value in split_values(cell, addresses=True)]
    if field in ("participants", "people"):
        return list(split_values(cell))
    if field in _LISTS or field in _LABELS:
        return [plain(value) for value in split_values(cell)]
    return cell


def _source(value: str) -> dict[str, str]:
    text, groups = read_entry(value, "<{")
    if "<" in groups:
        return {"url": groups["<"], "title": text, "supports": groups.get("{", "")}
    return {"url": plain(value)}
