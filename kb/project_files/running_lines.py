"""Headers, footers and page numbers: lines at a page's edge that come again on most pages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kb.project_files.paragraphs import Line

_EDGE = 3
"""Lines at the top and at the bottom of a page that may be such."""
_NUMBER = re.compile(r"\d{1,4}")
_LONGEST = 80
"""Characters of a header that may be another one in each chapter."""

Key = tuple[str, int, int]
"""The text without its page number, how far that is ahead of the page's place, and the size of the type."""


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of `pages` less those that most pages have at the same edge, but for a page number.

    Where nothing else is on any page, all are kept.
    """
    edges = [_edge(page) for page in pages]
    counts = Counter(key for place, lines in enumerate(edges) for key in set(_all_keys(lines, place)))
    enough = max(2, (len(pages) + 1) // 2)
    running = {key for key, count in counts.items() if count >= enough}
    kept = []
    for place, (page, lines) in enumerate(zip(pages, edges, strict=True)):
        left_out = {id(line) for line in lines if not running.isdisjoint(_keys(line, place))}
        kept.append([line for line in page if id(line) not in left_out])
    return kept if any(kept) else [list(page) for page in pages]


def _edge(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.top)
    return by_height if len(page) <= 2 * _EDGE else [*by_height[:_EDGE], *by_height[-_EDGE:]]


def _all_keys(lines: Iterable[Line], place: int) -> Iterator[Key]:
    for line in lines:
        yield from _keys(line, place)


def _keys(line: Line, place: int) -> Iterator[Key]:
    """What such a line may have in common with those of other pages.

    Itself; for each number in it the rest, if that number counts the pages; and for one at its beginning or
    end nothing but that, as the chapter beside it changes.
    """
    text, size = line.text[:200], round(line.size)
    yield text, 0, size
    for number in _NUMBER.finditer(text):
        ahead = int(number.group()) - place
        before, after = text[: number.start()], text[number.end() :]
        yield f"{before}\0{after}", ahead, size
        if len(line.text) <= _LONGEST and not (before and after):
            yield "\0", ahead, size
