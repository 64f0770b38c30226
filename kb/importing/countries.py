"""Countries as files write them: an ISO 3166 code, or a name in one of four languages."""

import functools
import re

from babel import Locale

from kb.importing.vocabulary import closest
from kb.names import fold
from kb.words import words

LANGUAGES = ("en", "fr", "nl", "de")
_CODE = re.compile("[A-Z]{2}")
_NO_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)
"""Two-letter codes of Babel that ISO 3166 gives to no country; the one of Kosovo (XK) is in wide use."""


def country_code(text: str) -> str | None:
    """The two-letter code of a country given by code or by name; None where there is no such country."""
    return words("country").get(fold(text)) or _names().get(fold(text))


def closest_country(text: str) -> str | None:
    """The code of the country whose name resembles `text` most, if one does."""
    if len(text) <= len("BEL"):
        return None
    near = closest(text, (*words("country"), *_names()))
    return country_code(near) if near else None


@functools.cache
def _names() -> dict[str, str]:
    """Every code and name of Babel, folded, with the code."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if _CODE.fullmatch(code) and code not in _NO_COUNTRIES:
                found.setdefault(fold(code), code)
                found.setdefault(fold(name), code)
    return found
