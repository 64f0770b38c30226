"""What words are made of: parts of text, some of which stand for a record and name its evidence."""

from collections.abc import Sequence
from string import Formatter
from typing import Literal, TypeAlias

from pydantic import ConfigDict

from kb.model import Record


class Part(Record):
    """A piece of text; one that names an organisation or an initiative can become a link."""

    # Parts begin and end with the spaces between words.
    model_config = ConfigDict(str_strip_whitespace=False)

    text: str
    kind: Literal["organisation", "initiative"] | None = None
    """What it names; None for plain text."""
    id: str | None = None
    """Of the organisation or the initiative it names."""
    evidence_id: str | None = None
    """Id of the initiative that supports it, where the answer holds one."""


Parts: TypeAlias = tuple[Part, ...]


class Sentences(Record):
    """One or two sentences."""

    language: str
    parts: Parts

    @property
    def text(self) -> str:
        """The sentences without links."""
        return text_of(self.parts)


def text_of(parts: Parts) -> str:
    """All of the text, without links."""
    return "".join(part.text for part in parts)


def plain(text: str) -> Parts:
    """Text that names no record; no part at all for an empty text."""
    return (Part(text=text),) if text else ()


def fill(template: str, **gaps: str | Parts) -> Parts:
    """`template` with its gaps filled; braces within what fills them mean nothing."""
    parts: list[Part] = []
    for literal, name, _, _ in Formatter().parse(template):
        parts += plain(literal)
        if name is not None:
            filling = gaps[name]
            parts += plain(filling) if isinstance(filling, str) else filling
    return tuple(parts)


def merged(parts: Sequence[Part]) -> Parts:
    """With each run of plain parts made one."""
    kept: list[Part] = []
    for part in parts:
        if kept and part.kind is None and kept[-1].kind is None:
            kept[-1] = Part(text=kept[-1].text + part.text)
        else:
            kept.append(part)
    return tuple(kept)
