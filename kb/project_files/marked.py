"""Markdown: the text that its marks are about."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kb.project_files.blocks import Block, block, heading, item, joined

_FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_TAG = re.compile(r"<!--(?:.*?-->|.*)|<[^<>]*>", re.DOTALL)
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def markdown_text(text: str) -> str:
    """Return `text` without marks: headings begin with "# ", items with "- ", rows are joined with " | "."""
    tokens = MarkdownIt("commonmark").enable("table").parse(_FRONT_MATTER.sub("", text))
    return joined(read for read in _blocks(tokens) if read.text.strip("-# \n"))


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    opened = ""
    cells: list[str] = []
    for token in tokens:
        match token.type:
            case "heading_open" | "list_item_open" | "th_open" | "td_open":
                opened = token.type
            case "tr_close":
                yield Block("row", " | ".join(filter(None, cells)))
                cells = []
            case "inline" if opened in ("th_open", "td_open"):
                cells.append(_text(token))
                opened = ""
            case "inline":
                yield _block(opened, _text(token))
                opened = ""
            case "fence" | "code_block":
                yield Block("paragraph", token.content.strip())
            case "html_block":
                yield block(" ".join(_TAG.sub(" ", token.content).split()))


def _block(opened: str, text: str) -> Block:
    if opened == "heading_open":
        return heading(text)
    return item(" ".join(text.split())) if opened == "list_item_open" else block(text)


def _text(token: Token) -> str:
    return "".join(_BREAKS.get(child.type, _shown(child)) for child in token.children or ()).strip()


def _shown(child: Token) -> str:
    return "" if child.type == "html_inline" else child.content
