"""Evidence cut into stretches, each with the query word it answers, whole or as an excerpt."""

from dataclasses import dataclass

from kb.answer import Evidence, Match

EXCERPT_LENGTH = 170
"""Characters of an excerpt, about two lines and a half beside the results."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of evidence; `query_word` is set where it answers a word of the query."""

    text: str
    query_word: str | None = None


def segments(evidence: Evidence) -> list[Segment]:
    """The evidence's text cut at its matched words; joined, the segments give the text back."""
    return _cut(evidence, 0, len(evidence.text))


def excerpt(evidence: Evidence, *, length: int = EXCERPT_LENGTH) -> list[Segment]:
    """The stretch of at most about `length` characters with most matches, cut at words, dots where cut."""
    start, end = _window(evidence, length)
    found = _cut(evidence, start, end)
    before = [Segment("… ")] if start > 0 else []
    after = [Segment(" …")] if end < len(evidence.text) else []
    return [*before, *found, *after]


def _window(evidence: Evidence, length: int) -> tuple[int, int]:
    text = evidence.text
    if len(text) <= length:
        return 0, len(text)
    matches = _in_order(evidence.matches, 0, len(text))
    starts = [0, *(match.start for match in matches)]

    def answered(start: int) -> int:
        inside = [m for m in matches if start <= m.start and m.end <= start + length]
        return len({m.query_word for m in inside})

    # the earliest of the best, moved back to the left so that the first match is not the first word
    best = max(starts, key=lambda start: (answered(start), -start))
    last = max((m.end for m in matches if m.end <= best + length), default=best)
    start = max(0, best - max(0, (length - (last - best)) // 2))
    return _whole_words(text, start, min(len(text), start + length))


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends inwards to the nearest space, unless a word fills the whole window."""
    if start > 0:
        space = text.find(" ", start, end)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > start else end
    return start, end


def _cut(evidence: Evidence, start: int, end: int) -> list[Segment]:
    parts: list[Segment] = []
    at = start
    for match in _in_order(evidence.matches, start, end):
        if match.start < at:
            continue
        if match.start > at:
            parts.append(Segment(evidence.text[at : match.start]))
        parts.append(Segment(evidence.text[match.start : match.end], match.query_word))
        at = match.end
    if at < end:
        parts.append(Segment(evidence.text[at:end]))
    return parts


def _in_order(matches: tuple[Match, ...], start: int, end: int) -> list[Match]:
    inside = [match for match in matches if start <= match.start < match.end <= end]
    return sorted(inside, key=lambda match: (match.start, -match.similarity))
