"""Words for chips in four languages, from ``data/labels.toml``."""

import calendar
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from babel.dates import format_skeleton

LANGUAGES = ("en", "fr", "nl", "de")


def kind(value: str, language: str) -> str:
    """A kind of organisation, in the plural."""
    return _word("kind", value, language)


def role(value: str, language: str) -> str:
    """A role, in the singular."""
    return _word("role", value, language)


def status(value: str, language: str) -> str:
    """A status."""
    return _word("status", value, language)


def phrase(name: str, language: str, *names: str) -> str:
    """A phrase with its gaps filled: ``near``, ``abroad``, ``before``, ``since``, ``from_to``, ``not``."""
    return _word("phrase", name, language).format(*names)


def either(names: Sequence[str], language: str) -> str:
    """One of several: ``A, B or C``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {_word('phrase', 'or', language)} {names[-1]}"


@lru_cache(maxsize=1024)
def period(first: str | None, last: str | None, language: str) -> str:
    """A period as short as it can be said: ``2020``, ``June 2020``, ``since 2021``."""
    if first is None or last is None:
        day = first or last or ""
        is_whole_year = day[5:] in ("01-01", "12-31")
        shown = day[:4] if is_whole_year else _month(day, language)
        return phrase("since" if first else "until", language, shown)
    if (first[5:], last[5:]) == ("01-01", "12-31"):
        return first[:4] if first[:4] == last[:4] else phrase("from_to", language, first[:4], last[:4])
    if first == last:
        return _month(first, language, is_day=True)
    if first[:7] == last[:7] and first[8:] == "01" and int(last[8:]) == _month_length(last):
        return _month(first, language)
    return phrase("from_to", language, _month(first, language), _month(last, language))


def _month(day: str, language: str, *, is_day: bool = False) -> str:
    known = language if language in LANGUAGES else "en"
    edges = ("01", str(_month_length(day)))
    skeleton = "yMMMM" if day[8:] in edges and not is_day else "yMMMMd"
    return format_skeleton(skeleton, date.fromisoformat(day), locale=known)


def _month_length(day: str) -> int:
    return calendar.monthrange(int(day[:4]), int(day[5:7]))[1]


def _word(table: str, name: str, language: str) -> str:
    words = _tables()[table][name]
    return str(words.get(language, words["en"]))


@cache
def _tables() -> dict[str, Any]:
    text = (resources.files("kb.question") / "data" / "labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
