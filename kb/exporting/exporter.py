"""Exporting: one consistent view of the store, sorted by id, written whole or not at all."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from kb.cell_text import disarm
from kb.errors import ExportRefused
from kb.exporting.objects import (
    Object,
    initiative_object,
    organisation_object,
    person_object,
    theme_object,
)
from kb.exporting.tables import Table, table
from kb.kinds import KINDS, PLURALS, SUFFIXES, Kind, read_kind
from kb.model import Participation
from kb.store import Store, StoreReads
from kb.writing import replacing


def export_file(store: Store, path: Path, *, kind: str | None = None) -> int:
    """Write the records to a .jsonl, .json, .csv or .xlsx file and tell how many.

    The same records give the same bytes. A .csv file holds one kind, initiatives unless `kind` says
    otherwise; the other formats hold all kinds, or the one of `kind`.

    Raises:
        ExportRefused: The format is unknown or cannot hold the records, there are none, or the file
            cannot be written; a file that was there before is as it was.
        StoreError: The store cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ExportRefused(
            f"{path.name} ends with {suffix or 'nothing'}; write one of {', '.join(SUFFIXES)}."
        )
    wanted = exported_kinds(path, kind)
    with store.reading() as snapshot:
        objects = {of_kind: found for of_kind in wanted if (found := _objects(snapshot, of_kind))}
    if not objects:
        names = ", ".join(PLURALS[of_kind] for of_kind in wanted)
        raise ExportRefused(f"There are no records to export ({names}).")
    content = _content(suffix, objects)
    with replacing(path) as file:
        file.buffer.write(content)
    return sum(len(found) for found in objects.values())


def exported_kinds(path: Path, kind: str | None = None) -> tuple[Kind, ...]:
    """The kinds of records that `export_file` writes to `path`; ExportRefused where there is no such kind."""
    if kind is None:
        return ("initiative",) if path.suffix.lower() == ".csv" else KINDS
    try:
        return (read_kind(kind),)
    except ValueError as error:
        raise ExportRefused(str(error)) from error


def _objects(store: StoreReads, kind: Kind) -> list[Object]:
    if kind == "theme":
        return [theme_object(theme) for theme in store.themes()]
    if kind == "organisation":
        return [organisation_object(organisation) for organisation in store.organisations()]
    if kind == "person":
        return [person_object(person) for person in store.people()]
    names = {("organisation", found.id): found.name for found in store.organisations()}
    names |= {("person", found.id): found.name for found in store.people()}
    participations = defaultdict[str, list[Participation]](list)
    for one in store.participations():
        participations[one.initiative_id].append(one)
    return [initiative_object(one, participations[one.id], names) for one in store.initiatives()]


def _content(suffix: str, objects: Mapping[Kind, list[Object]]) -> bytes:
    if suffix == ".jsonl":
        lines = (_json(one) for found in objects.values() for one in found)
        return "".join(f"{line}\n" for line in lines).encode()
    if suffix == ".json":
        arrays = {PLURALS[kind]: [_untyped(one) for one in found] for kind, found in objects.items()}
        return f"{_json(arrays, indent=2)}\n".encode()
    tables = {PLURALS[kind]: table(kind, found) for kind, found in objects.items()}
    if suffix == ".csv":
        return _csv(next(iter(tables.values())))
    # Imported here: openpyxl is slow to load and only this format needs it.
    from kb.exporting.workbooks import workbook

    return workbook(tables)


def _json(value: object, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _untyped(one: Object) -> Object:
    return {key: value for key, value in one.items() if key != "type"}


def _csv(content: Table) -> bytes:
    headers, rows = content
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([[disarm(cell) for cell in row] for row in rows])
    # With a byte order mark, without which spreadsheets spoil accents.
    return text.getvalue().encode("utf-8-sig")
