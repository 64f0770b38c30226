"""The kinds of records, and the kinds of files that hold them."""

from typing import Literal, get_args

from kb.names import fold
from kb.words import allowed, words

Kind = Literal["theme", "organisation", "person", "initiative"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they depend on each other."""

PLURALS = {
    "theme": "themes",
    "organisation": "organisations",
    "person": "people",
    "initiative": "initiatives",
    "participation": "participations",
}
"""What several are called; participations are counted too, though they belong to their initiative."""

SUFFIXES = (".jsonl", ".json", ".csv", ".xlsx")
"""Endings of the files that are imported and exported."""


def kind_named(text: str) -> Kind | None:
    """The kind that a word means, in the singular or plural of four languages; None if it means none."""
    found = words("record").get(fold(text))
    return next((kind for kind in KINDS if kind == found), None)


def read_kind(text: str) -> Kind:
    """The kind that a word means.

    Raises:
        ValueError: It means none; the message, a sentence, says which words do.
    """
    found = kind_named(text)
    if found is None:
        raise ValueError(f"There is no kind of record {text!r}; write {', '.join(allowed('record'))}.")
    return found
