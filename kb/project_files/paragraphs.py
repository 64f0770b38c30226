"""From lines on a page to paragraphs: which line goes on in the next one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median

from kb.project_files.blocks import Block, block, heading, is_bulleted, is_numbered

HYPHEN = "\x02"
"""Stands in a line's text where a word was divided at the end of a printed line."""

_NEIGHBOURS = 25
"""Lines before and after that show how far a column reaches."""
_NARROWEST = 30
"""Characters of the narrowest column in which lines are wrapped; below that they are a list or a table."""
_CHARACTER = 0.5
"""Mean width of a character, in sizes of its type."""
_LARGER = 1.15
"""A heading's type against that of the text."""
_LONGEST_HEADING = 200
_LEADERS = re.compile(r"(?:\. ?){4,}\s*\w{0,5}$|…{2,}\s*\w{0,5}$")
"""The dots of a table of contents, which says nothing that the headings do not."""
_SENTENCE_END = re.compile(r"[.!?:;…][\"'»”’)\]]*$")
_HYPHENS = ("-", "\u2010", "\xad")
_COMPOUND = re.compile(r"\b\w{1,40}[-\u2010]\w{1,40}")
_CONJUNCTIONS = frozenset({"and", "or", "et", "ou", "und", "oder", "bzw", "sowie", "en", "of"})
"""After them a hyphen stands for the rest of a word: "Forschungs- und Entwicklungsprojekt"."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line where it stands on its page; heights grow upwards, all in one unit."""

    text: str
    left: float
    right: float
    top: float
    """Height of the base line of its first character."""
    bottom: float
    """And of its last one: lower where a divided word was read together with the line below."""
    size: float
    """Of its type."""


def blocks_of(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """The headings, items and paragraphs of the lines of all pages, in reading order."""
    pages = [[line for line in page if not _LEADERS.search(line.text[-80:])] for page in pages]
    lines = list(chain.from_iterable(pages))
    if not lines:
        return
    text_size = _text_size(lines)
    compounds = _compounds(lines)
    for paragraph in _paragraphs(pages):
        text = _mended(_run_together(paragraph), compounds)
        if paragraph[0].size >= _LARGER * text_size and _may_be_heading(text):
            yield heading(text)
        else:
            yield block(text)


def _paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    leading = _leading(pages)
    paragraph: list[Line] = []
    edge = 0.0
    for page in pages:
        edges = _column_edges(page)
        for place, line in enumerate(page):
            if paragraph and not _goes_on(paragraph, line, edge, leading, is_next_page=place == 0):
                yield paragraph
                paragraph = []
            paragraph.append(line)
            edge = edges[place]
    if paragraph:
        yield paragraph


def _goes_on(
    paragraph: Sequence[Line], line: Line, edge: float, leading: float, *, is_next_page: bool
) -> bool:
    """Whether `line` goes on with `paragraph`, whose last line stands in a column that ends at `edge`."""
    last = paragraph[-1]
    is_sentence = _is_sentence(last)
    is_full = _is_full(last, line, edge)
    if is_bulleted(line.text) or (is_numbered(line.text) and (is_sentence or not is_full)):
        return False
    if abs(line.size - last.size) > 0.12 * max(line.size, last.size):
        return False
    drop = last.bottom - line.top
    if is_next_page or drop < -0.4 * line.size:  # the next page, or the next column
        return is_full and not is_sentence
    if drop < 0.4 * line.size and line.left >= last.right - line.size:  # the same printed line
        return True
    if drop > 1.25 * leading * line.size or _is_set_off(paragraph, line, is_sentence=is_sentence):
        return False
    return is_full


def _is_full(last: Line, line: Line, edge: float) -> bool:
    """Whether the first word of `line` had no room behind `last`; then the line break is a wrapped one."""
    character = _CHARACTER * last.size
    if edge - last.left < _NARROWEST * character:
        return False
    word = line.text.split(maxsplit=1)[0]
    if last.right + (len(word) + 2) * character > edge:
        return True
    goes_on_small = line.text[0].islower() and not _is_sentence(last)
    return goes_on_small and last.right - last.left > 0.6 * (edge - last.left)


def _is_sentence(line: Line) -> bool:
    return _SENTENCE_END.search(line.text[-10:]) is not None


def _is_set_off(paragraph: Sequence[Line], line: Line, *, is_sentence: bool) -> bool:
    """Whether `line` is indented as the first of a paragraph, or stands out from an indented one."""
    last, shift = paragraph[-1], line.left - paragraph[-1].left
    if len(paragraph) > 1 and shift < -0.8 * line.size:
        return True
    is_item = is_bulleted(paragraph[0].text) or is_numbered(paragraph[0].text)
    return is_sentence and shift > 0.8 * last.size and not is_item


def _column_edges(page: Sequence[Line]) -> list[float]:
    """How far to the right the column of each line reaches: as most of the lines above and below it do."""
    edges = []
    for place, line in enumerate(page):
        around = page[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS + 1]
        rights = sorted(near.right for near in around if near.left < line.right and near.right > line.left)
        edges.append(rights[len(rights) * 4 // 5] if rights else line.right)
    return edges


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """From one base line to the next, in sizes of the type, as the middle of all."""
    drops = [
        (above.bottom - below.top) / below.size
        for page in pages
        for above, below in pairwise(page)
        if 0.4 * below.size < above.bottom - below.top < 4 * below.size
    ]
    return median(drops) if drops else 1.2


def _text_size(lines: Sequence[Line]) -> float:
    """The size of type that half of the characters reach."""
    half, seen = sum(len(line.text) for line in lines) / 2, 0
    for line in sorted(lines, key=lambda line: line.size):
        seen += len(line.text)
        if seen >= half:
            return line.size
    return lines[-1].size


def _may_be_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and any(character.isalpha() for character in text)


def _run_together(lines: Sequence[Line]) -> str:
    parts = [lines[0].text]
    for line in lines[1:]:
        last = parts[-1]
        if last[-2:-1].isalnum() and last.endswith(_HYPHENS) and line.text[0].isalnum():
            parts[-1] = f"{last[:-1]}{HYPHEN}{line.text}"
        else:
            parts.append(line.text)
    return " ".join(parts)


def _compounds(lines: Sequence[Line]) -> frozenset[str]:
    """Words that are written with a hyphen where nothing divided them, in small letters."""
    found = chain.from_iterable(_COMPOUND.findall(line.text) for line in lines)
    return frozenset(word.replace("\u2010", "-").casefold() for word in found)


def _mended(text: str, compounds: frozenset[str]) -> str:
    """`text` with divided words in one piece; a hyphen stays where it belongs to the word."""
    parts = text.split(HYPHEN)
    mended = parts[:1]
    for part in map(str.lstrip, parts[1:]):
        before = re.split(r"\W", mended[-1][-40:])[-1]
        after = re.split(r"\W", part[:40], maxsplit=1)[0]
        if after.casefold() in _CONJUNCTIONS:
            mended.append("- ")
        elif _is_own_hyphen(before, after) or f"{before}-{after}".casefold() in compounds:
            mended.append("-")
        mended.append(part)
    return "".join(mended)


def _is_own_hyphen(before: str, after: str) -> bool:
    """Whether a hyphen would stand between the two on one line as well: "Covid-19", "ARN-basé"."""
    return not after[:1].islower() or before[-1:].isdigit() or before.isupper()
