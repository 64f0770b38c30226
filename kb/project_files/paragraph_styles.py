"""What a Word document's styles make of a paragraph: a heading, an item of a list, a line of the contents."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from docx.oxml.ns import qn
from lxml import etree

_HEADING = re.compile(r"(?:heading \d|title)$", re.IGNORECASE)
_CONTENTS = re.compile(r"toc (?:\d|heading)$", re.IGNORECASE)
_MOST_ANCESTORS = 20
"""Styles that a style may rest on; a file may say that two rest on each other."""
_VALUE, _STYLE, _STYLE_ID = qn("w:val"), qn("w:style"), qn("w:styleId")
_PROPERTIES, _NAME, _BASE = qn("w:pPr"), qn("w:name"), qn("w:basedOn")
_OWN_STYLE, _NUMBERING, _OUTLINE = qn("w:pStyle"), f"{qn('w:numPr')}/{qn('w:numId')}", qn("w:outlineLvl")
_BODY_LEVEL = "9"
"""The outline level of what is no heading."""


class Sort(Enum):
    """What a paragraph is."""

    TEXT = 1
    HEADING = 2
    ITEM = 3
    CONTENTS = 4


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    base: str
    sort: Sort | None
    """None where it leaves that to the style it rests on."""


class ParagraphStyles:
    """The paragraph styles of one document."""

    def __init__(self, styles: Iterable[etree._Element] = ()) -> None:
        self._styles = {
            style.get(_STYLE_ID, ""): _Style(
                _value(style, _NAME), _value(style, _BASE), _sort_of_style(style)
            )
            for style in styles
            if style.tag == _STYLE
        }

    def sort_of(self, paragraph: etree._Element) -> Sort:
        """What `paragraph` is by its own properties or else by its style and those that rests on."""
        properties = paragraph.find(_PROPERTIES)
        if properties is None:
            return Sort.TEXT
        named = self._sort(_value(properties, _OWN_STYLE))
        own = _sort_of_properties(properties)
        # The numbers of headings are a numbering too.
        if named in (Sort.HEADING, Sort.CONTENTS) or own is None:
            return named
        return own

    def _sort(self, style_id: str) -> Sort:
        for _ in range(_MOST_ANCESTORS):
            style = self._styles.get(style_id)
            if style is None:
                break
            if style.sort is not None:
                return style.sort
            style_id = style.base
        return Sort.TEXT


def _sort_of_style(style: etree._Element) -> Sort | None:
    name = _value(style, _NAME)
    if _CONTENTS.match(name):
        return Sort.CONTENTS
    if _HEADING.match(name):
        return Sort.HEADING
    properties = style.find(_PROPERTIES)
    return None if properties is None else _sort_of_properties(properties)


def _sort_of_properties(properties: etree._Element) -> Sort | None:
    """What outline level and numbering say; None where they say nothing, TEXT where they take it back."""
    if _value(properties, _OUTLINE, _BODY_LEVEL) != _BODY_LEVEL:
        return Sort.HEADING
    numbering = _value(properties, _NUMBERING)
    if not numbering:
        return None
    return Sort.TEXT if numbering == "0" else Sort.ITEM


def _value(element: etree._Element, path: str, default: str = "") -> str:
    found = element.find(path)
    return default if found is None else found.get(_VALUE, default)
