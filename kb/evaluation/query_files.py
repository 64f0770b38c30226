"""Questions from JSON lines: ``_id``, ``text`` and, where known, what sort of question it is."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kb.errors import InvalidQuery
from kb.evaluation.errors import Problems
from kb.evaluation.lines import read_lines
from kb.evaluation.questions import Question
from kb.query import MAX_DESCRIPTION, parse_query

HALVES = ("develop", "report")
_OPTIONAL = ("language", "kind", "half", "author", "need", "answer")
_SHAPE = 'write {"_id": "q1", "text": "…"}'


def read_queries(path: Path, name: str, problems: Problems) -> dict[int, Question]:
    """Line number → question, of the lines that can be used; keys that are not known are passed over."""
    questions = {}
    for number, line in read_lines(path, name, problems):
        row = _object(line)
        if row is None:
            problems.add(name, number, "", "not a JSON object", _SHAPE)
            continue
        before = len(problems.found)
        _check_id(row, name, number, problems)
        _check_text(row, name, number, problems)
        _check_optional(row, name, number, problems)
        if len(problems.found) == before:
            given = {key: row[key] for key in _OPTIONAL if row.get(key) is not None}
            # As it will be searched: control characters and lone surrogates do not reach any output.
            text = parse_query(row["text"], max_characters=MAX_DESCRIPTION).text
            questions[number] = Question(id=row["_id"], text=text, **given)
    return questions


def _object(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _check_id(row: Mapping[str, Any], name: str, number: int, problems: Problems) -> None:
    given = row.get("_id")
    if not isinstance(given, str) or not given:
        problems.add(name, number, "_id", "missing, empty or not text", _SHAPE)
    elif any(character.isspace() or not character.isprintable() for character in given):
        problems.add(name, number, "_id", f"{given!r} holds a space", "write the id without spaces")


def _check_text(row: Mapping[str, Any], name: str, number: int, problems: Problems) -> None:
    text = row.get("text")
    if not isinstance(text, str):
        problems.add(name, number, "text", "missing or not text", _SHAPE)
        return
    try:
        parse_query(text, max_characters=MAX_DESCRIPTION)
    except InvalidQuery as error:
        problems.add(name, number, "text", f"cannot be searched ({error})", "mend or remove the question")


def _check_optional(row: Mapping[str, Any], name: str, number: int, problems: Problems) -> None:
    for key in _OPTIONAL:
        value = row.get(key)
        if value is not None and not (isinstance(value, str) and value.isprintable()):
            problems.add(
                name, number, key, "not one line of text", "write it between quotation marks, or leave it out"
            )
        elif key == "half" and value is not None and value not in HALVES:
            remedy = "write develop or report, or leave it out (report)"
            problems.add(name, number, key, f"{value!r} is no half", remedy)
