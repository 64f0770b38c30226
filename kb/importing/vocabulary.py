"""The headers that columns may have, in four languages, and what a misspelled word may stand for."""

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from rapidfuzz import fuzz, process

from kb.kinds import Kind
from kb.names import fold
from kb.words import words

_LANGUAGE_SUFFIX = re.compile(
    r"^(?P<header>.*?)\s*(?:[(\[]\s*(?P<in>[^)\]]+)\s*[)\]]|[_:/-](?P<after>[a-zA-Z]{2}))$"
)
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_RESEMBLES = 70.0


@dataclass(frozen=True, slots=True)
class Column:
    """What a header stands for."""

    field: str
    language: str | None = None
    """Language of its texts, where the header names one."""


def closest(text: str, choices: tuple[str, ...]) -> str | None:
    """The choice that resembles `text` most, if one does."""
    folded = {fold(choice): choice for choice in choices}
    found = process.extractOne(fold(text), list(folded), scorer=fuzz.ratio, score_cutoff=_RESEMBLES)
    return folded[found[0]] if found else None


def closest_word(text: str, list_name: str) -> str | None:
    """The stored word whose own or accepted spelling resembles `text` most, if one does."""
    found = closest(text, tuple(words(list_name)))
    return words(list_name)[found] if found else None


def language_code(text: str) -> str | None:
    """The code of a language given by code or by its name in four languages."""
    code = words("language").get(fold(text), text.strip())
    return code if LANGUAGE_CODE.fullmatch(code) else None


def column(header: str, kind: Kind) -> Column | None:
    """What a header means in a table of this kind of record; None if it is not known."""
    headers = _headers(kind)
    field = headers.get(fold(header))
    if field:
        return Column(field)
    split = _LANGUAGE_SUFFIX.match(header.strip())
    if split is None:
        return None
    field = headers.get(fold(split["header"]))
    language = language_code(split["in"] or split["after"])
    return Column(field, language) if field and language else None


def known_headers(kind: Kind) -> tuple[str, ...]:
    """Every accepted header of a table of this kind, folded."""
    return tuple(_headers(kind))


@functools.cache
def _headers(kind: Kind) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, others in _listed()[kind].items():
        for word in (field, *others):
            found.setdefault(fold(word), field)
    return found


@functools.cache
def _listed() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("kb") / "data" / "headers.toml").read_text(encoding="utf-8"))
