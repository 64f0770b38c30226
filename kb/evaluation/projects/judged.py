"""Judged projects: what needs a description states, where, and which organisations could meet them."""

from typing import Annotated

from pydantic import Field

from kb.evaluation.questions import Half
from kb.model import Record, Text

RIGHT = 2
"""Grade from which an organisation could meet a need."""


class JudgedNeed(Record):
    """A need that a description states."""

    id: Annotated[Text, Field(alias="_id")]
    need: str = ""
    """In a few words, for people."""
    quotes: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Where it is stated: parts of the description, word for word."""
    grades: dict[str, int] = Field(default_factory=dict)
    """Organisation id → grade, 1 to 3."""

    @property
    def right(self) -> frozenset[str]:
        """The organisations that could meet it; none for a need that nobody could."""
        return frozenset(id_ for id_, grade in self.grades.items() if grade >= RIGHT)


class JudgedProject(Record):
    """A description and what was found in it by reading."""

    id: Annotated[Text, Field(alias="_id")]
    text: Text
    needs: Annotated[tuple[JudgedNeed, ...], Field(min_length=1)]
    language: str = ""
    half: Half | None = None
    author: str = ""
    manner: str = ""
    """What sort of text it is: a letter, minutes, a form."""

    def spans(self) -> list[list[tuple[int, int]]]:
        """For each need the places of its quotes, as offsets in the text."""
        return [
            [(start := self.text.index(quote), start + len(quote)) for quote in need.quotes]
            for need in self.needs
        ]
