"""Documents into passages: windows of sentences with their place in the source text."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator

from indexer.passage import Document, DocumentText, Passage
from indexer.sentences import sentence_spans

MAX_SENTENCES = 3
MAX_WORDS = 80
MAX_CHARACTERS = 640
"""A bound for writing without spaces; 80 words of the four languages stay below it."""
MAX_TITLE_CHARACTERS = 200
"""A longer title would push the window itself out of what the encoder reads."""

_WORD = re.compile(r"\S+")


def passages_of(document: Document) -> list[Passage]:
    """Return the passages of `document`, texts in the given order, windows from first to last.

    A text that is blank gives one passage of its title (field ``title``), or none if that is blank too.
    """
    places: Counter[tuple[str, str]] = Counter()
    passages: list[Passage] = []
    for source in document.texts:
        ordinal = places[source.language, source.field]
        places[source.language, source.field] += 1
        passages.extend(_text_passages(document.document_id, source, ordinal))
    return passages


def title_prefix(passage: Passage) -> str:
    """Return what stands before the passage's text in what is encoded and searched by words."""
    title = passage.title.strip()[:MAX_TITLE_CHARACTERS]
    if not title or passage.field == "title":
        return ""
    return title + (" " if title[-1] in ".!?:…" else ". ")


def encoded_text(passage: Passage) -> str:
    """Return what the encoder sees of `passage`: its title, then its text."""
    return title_prefix(passage) + passage.text


def windows(text: str, language: str) -> list[tuple[int, int]]:
    """Return (start, end) of windows that cover `text`, overlapping by one sentence where two fit.

    A window holds at most `MAX_SENTENCES` sentences, `MAX_WORDS` words and `MAX_CHARACTERS` characters;
    a longer sentence is cut between words. A text short enough is one window, however many sentences.
    """
    units = [part for span in sentence_spans(text, language) for part in _bounded(text, *span)]
    if not units:
        return []
    if _fits(text, units[0][0], units[-1][1]):
        return [(units[0][0], units[-1][1])]
    return list(_windows_of(text, units))


def _windows_of(text: str, units: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield greedy windows over `units`."""
    first = 0
    while True:
        after = first + 1
        while (
            after < len(units)
            and after - first < MAX_SENTENCES
            and _fits(text, units[first][0], units[after][1])
        ):
            after += 1
        yield units[first][0], units[after - 1][1]
        if after == len(units):
            return
        # Start again at the last sentence, unless the window was that sentence alone.
        first = max(after - 1, first + 1)


def _fits(text: str, start: int, end: int) -> bool:
    """Whether the span is within the bounds of one window."""
    return end - start <= MAX_CHARACTERS and len(text[start:end].split()) <= MAX_WORDS


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentence, cut between words where it is too long for a window."""
    if _fits(text, start, end):
        yield start, end
        return
    opened = closed = start
    count = 0
    for word_start, word_end in _short_words(text, start, end):
        if count and (count == MAX_WORDS or word_end - opened > MAX_CHARACTERS):
            yield opened, closed
            opened, count = word_start, 0
        closed, count = word_end, count + 1
    yield opened, closed


def _short_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield spans of words; one longer than a window is cut."""
    for word in _WORD.finditer(text, start, end):
        for place in range(word.start(), word.end(), MAX_CHARACTERS):
            yield place, min(place + MAX_CHARACTERS, word.end())


def _text_passages(document_id: str, source: DocumentText, ordinal: int) -> Iterator[Passage]:
    """Yield the passages of one text."""
    title, text, field = source.title, source.text, source.field
    if not text.strip():
        text, field = title, "title"
    for start, end in windows(text, source.language):
        window = text[start:end]
        yield Passage(
            passage_id=_passage_id(document_id, source.language, field, ordinal, start, title, window),
            document_id=document_id,
            language=source.language,
            field=field,
            title=title,
            text=window,
            start=start,
            end=end,
            is_evidence=source.is_evidence,
        )


def _passage_id(*parts: str | int) -> int:
    """Return 63 bits of a hash over all that tells this passage from any other."""
    digest = hashlib.blake2b(json.dumps(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
