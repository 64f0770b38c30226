"""Objects of one kind as a table: headers and cells that the import reads back."""

from collections.abc import Callable, Sequence
from typing import Any

from kb.cell_text import join_values, write_entry, write_value
from kb.exporting.objects import Object
from kb.kinds import Kind

Table = tuple[list[str], list[list[str]]]
"""Headers, and a row of cells for each record."""

_COLUMNS: dict[Kind, tuple[str, ...]] = {
    "theme": ("id", "labels", "alternative_labels", "broader"),
    "organisation": (
        *("id", "name", "aliases", "kind", "parent", "city", "region", "country", "website", "ror", "kbo"),
        *("description", "description_basis", "needs", "offers", "sources"),
    ),
    "person": ("id", "name", "affiliations", "sources"),
    "initiative": (
        *("id", "title", "description", "language", "themes", "status", "start", "end", "participants"),
        *("people", "needs", "offers", "sources", "source_language", "confidence", "updated_at"),
    ),
}
_TRANSLATED = ("title", "description", "needs", "offers")
_BY_LANGUAGE = ("labels", "alternative_labels")


def table(kind: Kind, objects: Sequence[Object]) -> Table:
    """The table of these objects; texts in other languages have columns such as ``title (fr)``."""
    plan: list[tuple[str, str | None]] = []
    for field in _COLUMNS[kind]:
        if field in _BY_LANGUAGE:
            plan += [(field, language) for language in _languages(objects, field)]
        else:
            plan.append((field, None))
    plan += [(field, language) for language in _languages(objects, "translations") for field in _TRANSLATED]
    headers = [_header(field, language) for field, language in plan]
    rows = [[_cell(one, field, language) for field, language in plan] for one in objects]
    used = [number for number, header in enumerate(headers) if _is_needed(header, number, rows)]
    return [headers[number] for number in used], [[row[number] for number in used] for row in rows]


def _is_needed(header: str, number: int, rows: Sequence[Sequence[str]]) -> bool:
    return "(" not in header or any(row[number] for row in rows)


def _header(field: str, language: str | None) -> str:
    is_own = language is None or (language == "und" and field in _BY_LANGUAGE)
    return field if is_own else f"{field} ({language})"


def _languages(objects: Sequence[Object], field: str) -> list[str]:
    return sorted({language for one in objects for language in one.get(field, {})})


def _cell(one: Object, field: str, language: str | None) -> str:
    if language is None:
        return _written(field, one.get(field))
    if field in _BY_LANGUAGE:
        return _written("needs", one.get(field, {}).get(language))
    return _written(field, one.get("translations", {}).get(language, {}).get(field))


def _written(field: str, value: str | Sequence[Any] | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return write_value(value) if field == "needs" else value
    writers: dict[str, Callable[[Any], str]] = {
        "participants": _participant,
        "people": _person,
        "sources": _source,
    }
    return join_values(writers.get(field, write_value)(item) for item in value)


def _participant(one: Object) -> str:
    return write_entry(one["name"], [("[", one["organisation"]), ("(", one["role"]), ("{", _period(one))])


def _person(one: Object) -> str:
    said = f"{one['role']}: {one['job_title']}" if "job_title" in one else one["role"]
    groups = [("[", one["person"]), ("(", said), ("<", one.get("affiliation")), ("{", _period(one))]
    return write_entry(one["name"], groups)


def _period(one: Object) -> str | None:
    if "start" not in one and "end" not in one:
        return None
    return f"{one.get('start', '')}/{one.get('end', '')}"


def _source(one: Object) -> str:
    if "title" not in one and "supports" not in one:
        return write_value(one["url"])
    return write_entry(one.get("title", ""), [("<", one["url"]), ("{", one.get("supports"))])
