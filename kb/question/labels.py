"""Words for chips in four languages, from ``data/labels.toml``."""

import calendar
import re
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from babel.dates import format_date, format_skeleton

LANGUAGES = ("en", "fr", "nl", "de")
_YEAR_BEGINS, _YEAR_ENDS = "01-01", "12-31"
_VOWELS = "aàâeéèêëiîïoôœuùûü"


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
    """A phrase with its gaps filled: ``not``, ``as``, ``near``, ``abroad``, ``until`` and others."""
    said = _word("phrase", name, language).format(*names)
    return _contracted(said) if language == "fr" else said


def _contracted(said: str) -> str:
    """French ``près de Arlon`` as ``près d’Arlon``, ``près de Le Roeulx`` as ``près du Roeulx``."""
    for long, short in _tables()["contraction"].items():
        said = said.replace(long, short["fr"])
    return _de_before_a_vowel().sub("d’", said)


@cache
def _de_before_a_vowel() -> re.Pattern[str]:
    """Finds ``de`` before what sounds like a vowel, as ``y`` does before a consonant (``Ypres``)."""
    mute = "|".join(map(re.escape, _tables()["elision"]["mute_h"]))
    return re.compile(rf"\bde (?=(?i:[{_VOWELS}]|y(?![{_VOWELS}])|{mute}))")


def either(names: Sequence[str], language: str) -> str:
    """One of several: ``A, B or C``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {_word('phrase', 'or', language)} {names[-1]}"


@lru_cache(maxsize=1024)
def period(first: str | None, last: str | None, language: str) -> str:
    """A period as short as it can be said: ``2020``, ``June 2020``, ``since 2021``."""
    if first is None or last is None:
        return _open_period(first, last, language)
    if (first[5:], last[5:]) == (_YEAR_BEGINS, _YEAR_ENDS):
        return first[:4] if first[:4] == last[:4] else phrase("from_to", language, first[:4], last[:4])
    if first == last:
        return _day(first, language)
    if first[:7] == last[:7] and _begins_a_month(first) and _ends_a_month(last):
        return _month(first, language)
    starts = _month(first, language) if _begins_a_month(first) else _day(first, language)
    ends = _month(last, language) if _ends_a_month(last) else _day(last, language)
    return phrase("from_to", language, starts, ends)


def _open_period(first: str | None, last: str | None, language: str) -> str:
    way, day = ("since", first) if first else ("until", last or "")
    if day[5:] == (_YEAR_BEGINS if first else _YEAR_ENDS):
        return phrase(way, language, day[:4])
    if _begins_a_month(day) if first else _ends_a_month(day):
        return phrase(way, language, _month(day, language))
    return phrase(f"{way}_day", language, _day(day, language))


def _begins_a_month(day: str) -> bool:
    return day[8:] == "01"


def _ends_a_month(day: str) -> bool:
    return int(day[8:]) == calendar.monthrange(int(day[:4]), int(day[5:7]))[1]


def _month(day: str, language: str) -> str:
    return format_skeleton("yMMMM", date.fromisoformat(day), locale=_locale(language))


def _day(day: str, language: str) -> str:
    said = format_date(date.fromisoformat(day), format="long", locale=_locale(language))
    return said.replace("1 ", "1er ", 1) if language == "fr" and _begins_a_month(day) else said


def _locale(language: str) -> str:
    """English as Europe writes it: the day before the month."""
    return language if language in LANGUAGES and language != "en" else "en_GB"


def _word(table: str, name: str, language: str) -> str:
    words = _tables()[table][name]
    return str(words.get(language, words["en"]))


@cache
def _tables() -> dict[str, Any]:
    text = (resources.files("kb.question") / "data" / "labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
