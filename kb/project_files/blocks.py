"""Pieces of a text, and how they are laid out for whoever splits it into sentences."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

Kind = Literal["heading", "item", "row", "paragraph"]
_TYPED_BULLET = re.compile(r"(?:[•‣⁃∙◦▪▫●○■□◆➢➤✓✔·*+–—-]|o|[\ue000-\uf8ff])[ \t\xa0]+(?=\S)")
"""A typed bullet; symbol fonts have theirs in the private area, and Word's second one is an o."""
_NUMBER = re.compile(r"(?:\d{1,2}[.)]|[a-z][.)]|\((?:\d{1,2}|[a-z])\)|[ivx]{1,4}[.)])[ \t\xa0]+(?=\S)")


class Block(NamedTuple):
    """A heading, an item of a list, a row of a table or a paragraph."""

    kind: Kind
    text: str


def block(text: str) -> Block:
    """`text` as a paragraph, or as an item where it begins with a bullet or a number."""
    if bullet := _TYPED_BULLET.match(text):
        return Block("item", f"- {text[bullet.end() :]}")
    return Block("item" if is_numbered(text) else "paragraph", text)


def item(text: str) -> Block:
    """`text` as an item, whether or not it begins with a bullet of its own."""
    typed = block(text)
    return typed if typed.text.startswith("- ") else Block("item", f"- {text}")


def heading(text: str) -> Block:
    """`text` as a heading, on one line."""
    return Block("heading", f"# {' '.join(text.split())}")


def is_bulleted(text: str) -> bool:
    """Whether `text` begins with a typed bullet."""
    return _TYPED_BULLET.match(text) is not None


def is_numbered(text: str) -> bool:
    """Whether `text` begins like an item of a numbered list: "1. ", "b) ", "(iv) "."""
    return _NUMBER.match(text) is not None


def joined(blocks: Iterable[Block]) -> str:
    """The text: a blank line between blocks, none between items of a list or rows of a table."""
    parts: list[str] = []
    before: Kind | None = None
    for kind, text in blocks:
        if before:
            parts.append("\n" if kind == before and kind in ("item", "row") else "\n\n")
        parts.append(text)
        before = kind
    return "".join(parts)
