"""A description cut into the pieces that may each state a need: sentences and bullets, under headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.sentences import sentence_spans

_BULLET = re.compile(r"^\s*(?:[-*•‣▪▫◦●○■□►▸➢➤✓✔–—·o]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])\s+(?=\S)")
_MARKED_HEADING = re.compile(r"^\s*#{1,6}\s+(?=\S)")
_NUMBERED_HEADING = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.|[A-Z]\.)\s+(?=\S)")
_BOLD = re.compile(r"^\s*(?:\*\*|__)(.+?)(?:\*\*|__)\s*:?\s*$")
_ENDS_SENTENCE = re.compile(r"[.!?;…][»”\")\]]*\s*$")
_LABEL = re.compile(r"^\s*([^\W\d_][^.!?;:\n]{1,48}?)\s*:\s+(?=\S)")
_VISIBLE = re.compile(r"\S")
_NEXT = re.compile(r"[\r\n]*([^\n]*)")
"""From the end of a line: the next one that is not empty."""
_BELOW = re.compile(r"\r?\n?([^\n]*)")
"""The same, empty or not."""
_HEADING_WORDS = 10
_HEADING_CHARACTERS = 90
_WRAPPED = 50
"""Characters from which a line that ends in no full stop was wrapped rather than ended."""
_ONE_ITEM = 250
"""Characters up to which a bullet is one piece; a longer one is a numbered paragraph."""
_ENDS_NOTHING = re.compile(r"(?:^|\s)(?:\d{1,2}|[zidou])\.$")
"""A day of the month, as German writes it (``4. März``), or half of a short form (``z. B.``)."""
_SPLIT_LANGUAGE = "fr"
"""Rules by which sentences are cut: the language is not guessed, and these know most short forms."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence or bullet; ``description[start:end] == text`` but for line breaks, which are spaces."""

    text: str
    start: int
    end: int
    heading: str = ""
    """The heading, or the label, it stands under."""
    introduction: str = ""
    """For bullets: the line before the list, which ends in a colon."""
    is_bullet: bool = False
    place: float = 0.0
    """How far into the description it stands, 0 to 1."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def segments(description: str) -> list[Segment]:
    """The segments of `description` in their order; headings are none, they are told of what follows."""
    found: list[Segment] = []
    heading, introduction = "", ""
    for block in _blocks(description):
        if _is_heading(block, description):
            heading, introduction = _plain(block[0].text), ""
            continue
        is_bullet = _BULLET.match(block[0].text) is not None
        if not is_bullet and not _continues_list(block):
            introduction = ""
        sentences = [
            one
            for one in _sentences(block, description, is_bullet=is_bullet)
            if _has_word(description[one[0] : one[1]])
        ]
        for start, end, label in sentences:
            found.append(
                Segment(
                    text=_flat(description[start:end]),
                    start=start,
                    end=end,
                    heading=label or heading,
                    introduction=introduction if is_bullet else "",
                    is_bullet=is_bullet,
                    place=start / max(len(description), 1),
                )
            )
        if sentences and not is_bullet and found[-1].text.endswith(":"):
            introduction = found[-1].text
    return found


def _blocks(description: str) -> Iterator[list[_Line]]:
    """Paragraphs, bullets and headings, each as the lines it is made of; rules of dashes part them."""
    block: list[_Line] = []
    for line in _lines(description):
        if not _has_word(line.text):
            if block:
                yield block
            block = []
            continue
        if block and not _joins(block[-1].text, line.text):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _lines(description: str) -> Iterator[_Line]:
    start = 0
    for line in description.splitlines(keepends=True):
        yield _Line(line.rstrip("\r\n"), start)
        start += len(line)


def _joins(before: str, after: str) -> bool:
    """Whether two lines are one paragraph that was wrapped."""
    if _BULLET.match(after) or _MARKED_HEADING.match(after) or _MARKED_HEADING.match(before):
        return False
    if _ENDS_SENTENCE.search(before) or before.rstrip().endswith(":"):
        return len(before) > _WRAPPED and not before.rstrip().endswith(":")
    return len(before) > _WRAPPED or after.lstrip()[0].islower()


def _is_heading(block: list[_Line], description: str) -> bool:
    if len(block) > 1:
        return False
    line = block[0].text
    if _MARKED_HEADING.match(line) or _BOLD.match(line):
        return True
    body = line.strip()
    if _LABEL.match(line):
        return False
    if body.endswith("?") and _stands_alone(block[0], description):
        return True
    is_short = len(body) <= _HEADING_CHARACTERS and len(body.split()) <= _HEADING_WORDS
    if not is_short or _ENDS_SENTENCE.search(body) or body.endswith(","):
        return False
    if _BULLET.match(line) and not _NUMBERED_HEADING.match(line):
        return False
    if _is_item(line) and _stands_in_list(block[0], description):
        return False
    return _goes_on(block[0], description)


def _stands_alone(line: _Line, description: str) -> bool:
    """Whether a short line asks what the text below it answers (``Who are we?``)."""
    words = line.text.split()
    return len(words) <= 5 and _goes_on(line, description)


def _is_item(line: str) -> bool:
    """Whether a line may be an item of a numbered list, as well as a numbered heading."""
    return _BULLET.match(line) is not None and _NUMBERED_HEADING.match(line) is not None


def _stands_in_list(line: _Line, description: str) -> bool:
    """Whether a numbered line is one of a list of short items: another follows, or it ends the list."""
    if _is_item(_matched(_NEXT, description, line.end)):
        return True
    if _NUMBERED_HEADING.sub("", line.text)[:1].islower():
        return True
    before = description[description.rfind("\n", 0, max(line.start - 1, 0)) + 1 : line.start]
    after = _matched(_BELOW, description, line.end)
    return _is_item(before) and not _has_word(after) and not line.text.rstrip().endswith(":")


def _goes_on(line: _Line, description: str) -> bool:
    """Whether anything follows `line`."""
    return _VISIBLE.search(description, line.end) is not None


def _matched(pattern: re.Pattern[str], text: str, start: int) -> str:
    found = pattern.match(text, start)
    return found.group(1) if found else ""


def _continues_list(block: list[_Line]) -> bool:
    """Whether a paragraph goes on with a bullet: indented, in the midst of a list."""
    return block[0].text[:1].isspace()


def _sentences(block: list[_Line], description: str, *, is_bullet: bool) -> Iterator[tuple[int, int, str]]:
    """Start, end and label (``Partners sought: …``) of each sentence of a block; a bullet is one."""
    start, end = block[0].start, block[-1].end
    mark = _BULLET.match(block[0].text)
    if mark:
        start += mark.end()
    label = ""
    named = _LABEL.match(description[start:end])
    if named and not is_bullet and len(named.group(1).split()) <= 6:
        label = named.group(1)
    trimmed = description[start:end].rstrip()
    if is_bullet and len(trimmed) <= _ONE_ITEM:
        yield start, start + len(trimmed), label
        return
    flat = trimmed.replace("\n", " ").replace("\r", " ")
    joined: list[tuple[int, int]] = []
    for first, last in sentence_spans(flat, _SPLIT_LANGUAGE):
        if joined and _ENDS_NOTHING.search(flat[: joined[-1][1]]):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    for first, last in joined:
        yield start + first, start + last, label


def _has_word(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _plain(line: str) -> str:
    """A heading without its marks."""
    bold = _BOLD.match(line)
    text = bold.group(1) if bold else _MARKED_HEADING.sub("", line)
    return _NUMBERED_HEADING.sub("", text).strip(" *_:\t")
