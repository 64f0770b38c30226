"""The vocabularies of ``data/*.toml`` as phrase tables; all languages in one, none is detected."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from kb.model import OrganisationKind, Role, Status
from kb.question.words import PhraseTable, folded

LANGUAGES = ("en", "fr", "nl", "de")


@dataclass(frozen=True, slots=True)
class KindWords:
    """What a phrase says about the kind of an organisation."""

    kinds: tuple[OrganisationKind, ...]
    is_specific: bool
    """Whether the words say more than the kind (``sheltered workshop``) and are searched for too."""


@dataclass(frozen=True, slots=True)
class RoleWords:
    """What a phrase says about roles."""

    roles: tuple[Role, ...]
    is_certain: bool


@dataclass(frozen=True, slots=True)
class StatusWords:
    """What a word says about the status."""

    statuses: tuple[Status, ...]
    is_certain: bool


@cache
def data(name: str) -> dict[str, Any]:
    """The content of ``data/<name>.toml``."""
    text = (resources.files("kb.question") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def phrases(section: str) -> PhraseTable[str]:
    """The phrases of a section of ``questions.toml``, each meaning its section."""
    words = data("questions")[section].values()
    return PhraseTable((phrase, section) for language in words for phrase in language)


@cache
def stop_words() -> frozenset[str]:
    """Folded words that say nothing alone."""
    words = data("questions")["stop_words"].values()
    return frozenset(folded(word) for language in words for word in language)


@cache
def kinds() -> PhraseTable[KindWords]:
    """Words for kinds of organisation."""
    return PhraseTable(
        (phrase, KindWords(tuple(map(OrganisationKind, entry["kinds"])), entry.get("specific", False)))
        for entry in data("kinds")["kind"]
        for phrase in _said(entry)
    )


@cache
def roles(section: str) -> PhraseTable[RoleWords]:
    """Phrases of roles: ``by`` (before the actor), ``asked`` or ``deeds`` (verbs)."""
    return PhraseTable(
        (phrase, RoleWords(tuple(Role(role) for role in entry["roles"]), entry.get("certain", False)))
        for entry in data("roles")[section]
        for phrase in _said(entry)
    )


@cache
def statuses() -> PhraseTable[StatusWords]:
    """Words for statuses."""
    return PhraseTable(
        (phrase, StatusWords(tuple(Status(status) for status in entry["statuses"]), entry["certain"]))
        for entry in data("statuses")["status"]
        for phrase in _said(entry)
    )


def _said(entry: dict[str, Any]) -> Iterator[str]:
    for language in LANGUAGES:
        yield from entry[language]
