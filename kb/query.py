"""From what was typed to what is searched."""

import unicodedata
from dataclasses import dataclass

from kb.errors import InvalidQuery

MAX_QUESTION = 20_000
"""Characters of a question; the model reads about the first 2,000."""
MAX_DESCRIPTION = 200_000
"""Characters of a project's description, some 60 pages."""

_REPLACEMENT = {"Cc": " ", "Cs": " ", "Cf": ""}
"""By Unicode category: soft hyphens and joiners (Cf) sit inside words, the others between them."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question or a need, ready to be searched."""

    text: str
    """Normalised (NFC), without control characters, spaces collapsed."""


def parse_query(text: str, *, max_characters: int = MAX_QUESTION, noun: str = "question") -> Query:
    """Clean `text`, a `noun`; raises InvalidQuery where it is empty, too long, or has no word."""
    if len(text) > max_characters:
        raise InvalidQuery(
            f"The {noun} has {len(text):,} characters; at most {max_characters:,} are accepted. "
            "Keep the sentences that say what is needed."
        )
    cleaned = clean(text)
    if not cleaned:
        raise InvalidQuery(f"The {noun} is empty. Write what you need, in your own words.")
    if not any(character.isalnum() for character in cleaned):
        raise InvalidQuery(f"The {noun} has no word in it. Write what you need, in your own words.")
    if len(cleaned) == 1 and cleaned.isascii():
        raise InvalidQuery("One character is too little. Write a word or a sentence.")
    return Query(text=cleaned)


def clean(text: str) -> str:
    """`text` in NFC; control characters and lone surrogates become spaces, format marks are dropped."""
    normalised = unicodedata.normalize("NFC", text)
    visible = "".join(_REPLACEMENT.get(unicodedata.category(c), c) for c in normalised)
    return " ".join(visible.split())
