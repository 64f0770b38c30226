"""The words that people may write for the closed lists, in four languages: ``data/words.toml``."""

import functools
import tomllib
from importlib.resources import files

from kb.names import fold


@functools.cache
def words(list_name: str) -> dict[str, str]:
    """Every accepted word of a closed list, folded, with the word that is stored for it."""
    found: dict[str, str] = {}
    for stored, others in _lists()[list_name].items():
        for word in (stored, *others):
            found.setdefault(fold(word), stored)
    return found


def allowed(list_name: str) -> tuple[str, ...]:
    """The words of a closed list as they are stored."""
    return tuple(_lists()[list_name])


@functools.cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("kb") / "data" / "words.toml").read_text(encoding="utf-8"))
