"""Rows of .jsonl and .json files."""

import json
from collections.abc import Iterable
from typing import Any, NoReturn

from kb.importing.report import Notes
from kb.importing.rows import Row
from kb.importing.vocabulary import closest_word
from kb.kinds import KINDS, PLURALS, Kind, kind_named

ARRAYS: dict[str, Kind] = {PLURALS[kind]: kind for kind in KINDS}
"""Keys of a .json file that holds several kinds."""


def read_json_lines(text: str, notes: Notes, *, kind: Kind | None) -> list[Row]:
    """One row per line that holds an object; other lines become problems.

    Raises:
        ValueError: The whole file is one JSON text and not lines.
    """
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if lines[0][1].strip() in ("[", "{") or (len(lines) == 1 and lines[0][1].lstrip().startswith("[")):
        raise ValueError("is not JSON lines, one object on each line; if it is one JSON text, name it .json")
    rows = []
    for number, line in lines:
        try:
            value = parsed(line)
        except ValueError as error:
            notes.problem(str(number), "", f"is not JSON: {error}", "write one whole object on the line")
            continue
        row = _row(value, str(number), notes, kind)
        if row:
            rows.append(row)
    return rows


def read_json(text: str, notes: Notes, *, kind: Kind | None) -> list[Row]:
    """The rows of an array of objects, or of an object with an array for each kind.

    Raises:
        ValueError: The text is not JSON, or neither of these.
    """
    value = _whole(text)
    if isinstance(value, list):
        return _rows(value, "", notes, kind)
    if not isinstance(value, dict):
        raise ValueError("holds no records; write an array of objects")
    if not any(isinstance(value.get(name), list) for name in ARRAYS):
        if any(isinstance(found, list) for found in value.values()) and not _is_record(value):
            raise ValueError(f"holds none of the arrays {', '.join(ARRAYS)}; name them so")
        row = _row(value, "1", notes, kind)
        return [row] if row else []
    return _rows_of_arrays(value, notes, kind)


def _is_record(value: dict[str, object]) -> bool:
    return any(key in value for key in ("id", "type")) or _kind_of_keys(value) is not None


def _whole(text: str) -> object:
    try:
        return parsed(text)
    except ValueError as error:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and all(line.startswith('{"') and line.endswith("}") for line in lines[:2]):
            raise ValueError("looks like JSON lines; name it .jsonl") from error
        raise ValueError(f"is not JSON: {error}; the file may be cut short") from error


def _rows_of_arrays(value: dict[str, object], notes: Notes, kind: Kind | None) -> list[Row]:
    rows = []
    for name, items in value.items():
        if name not in ARRAYS:
            notes.warn("", name, f"unknown field, left out; arrays are {', '.join(ARRAYS)}")
        elif not isinstance(items, list):
            notes.problem("", name, "is not an array", "write an array of objects")
        elif kind in (None, ARRAYS[name]):
            rows += _rows(items, name, notes, ARRAYS[name])
        else:
            notes.warn("", name, f"left out, as only records of the kind {kind} were asked for")
    return rows


def parsed(text: str) -> object:
    """The value of a JSON text, in which no key is given twice and no number is endless.

    Raises:
        ValueError: It is not such a text; the message is for a person.
    """
    try:
        value: object = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
        return value
    except RecursionError as error:
        raise ValueError("is nested too deeply") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, " if "\n" in text.strip() else ""
        raise ValueError(f"{error.msg} ({where}column {error.colno})") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} is there twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a value of JSON")


def _rows(items: Iterable[Any], array: str, notes: Notes, kind: Kind | None) -> list[Row]:
    places = ((f"{array}[{number}]" if array else str(number), item) for number, item in enumerate(items, 1))
    return [row for place, item in places if (row := _row(item, place, notes, kind))]


def _row(value: object, place: str, notes: Notes, kind: Kind | None) -> Row | None:
    if not isinstance(value, dict):
        notes.problem(place, "", "is not an object", 'write {"id": "…", "title": "…", "description": "…"}')
        return None
    own = _kind_named(value, place, notes)
    if own is None and value.get("type") is not None:
        return None
    if kind and own and own != kind:
        notes.warn(place, "type", f"left out, as only records of the kind {kind} were asked for")
        return None
    found = own or kind or _kind_of_keys(value)
    if found is None:
        hint = 'give it a title (initiative), a name (organisation), labels (theme), or a "type"'
        notes.problem(place, "", "its kind cannot be told", hint)
        return None
    return Row(found, place, value)


def _kind_named(value: dict[str, Any], place: str, notes: Notes) -> Kind | None:
    said = value.get("type")
    if said is None:
        return None
    stored = kind_named(str(said))
    if stored is None:
        near = closest_word(str(said), "record")
        hint = f"did you mean {near!r}?" if near else "write initiative, organisation, person or theme"
        notes.problem(place, "type", f"unknown kind of record {str(said)[:80]!r}", hint)
    return stored


def _kind_of_keys(value: dict[str, Any]) -> Kind | None:
    if "title" in value or ("description" in value and "name" not in value):
        return "initiative"
    if "labels" in value:
        return "theme"
    if "affiliations" in value or "affiliation" in value:
        return "person"
    return "organisation" if "name" in value else None
