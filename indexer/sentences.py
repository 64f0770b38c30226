"""Where the sentences of a text begin and end."""

import re
from itertools import accumulate

import sentencex

# sentencex knows few French abbreviations and no initials, and it cuts before small letters after an
# unknown one ("Op 3. maart"). A sentence cut in two is worse evidence than two sentences together.
_ABBREVIATION = re.compile(
    r"(?:^|[^\w.])(?:M|MM|Mme|Mmes|Mlle|Me|Dr|Drs|Pr|Prof|Ir|Ing|Mgr|St|Ste|Mr|Mrs|Ms|Hr|Fr|Dhr|Mevr|Mw"
    r"|cf|p\.\s?ex|ex|env|max|min|vol|fig|no|nr|art|vs|resp|tél|tel|bijv|bv|ca|approx|z\.\s?B|bzw|Nr|u\.\s?a"
    r"|[A-ZÀ-Þ](?:\.\s?[A-ZÀ-Þ])*)\.[ \u00a0]*$",
)
_LINE_END = re.compile(r"[\r\n]\s*$")


def sentence_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Return the sentences of `text` as (start, end) offsets in characters, in order.

    White space at the ends of a sentence is left out; every other character is in exactly one span.
    `language` is an ISO 639-1 code; an unknown one is read as English.
    """
    joined: list[tuple[int, int]] = []
    for start, end in _pieces(text, language):
        if joined and _continues(text[joined[-1][0] : joined[-1][1]], text[start:end]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    trimmed = (_trim(text, start, end) for start, end in joined)
    return [(start, end) for start, end in trimmed if start < end]


def _pieces(text: str, language: str) -> list[tuple[int, int]]:
    """Return sentencex's segments as offsets that cover all of `text`."""
    lengths = [len(piece) for piece in sentencex.segment(language, text)]
    if sum(lengths) != len(text):
        return [(0, len(text))]
    ends = list(accumulate(lengths))
    return list(zip([0, *ends], ends, strict=False))


def _continues(before: str, after: str) -> bool:
    """Whether a cut between `before` and `after` fell inside a sentence."""
    if _LINE_END.search(before) or not after.strip():
        return False
    first = after.lstrip()[0]
    return first.islower() or _ABBREVIATION.search(before) is not None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
