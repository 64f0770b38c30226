"""The door: an uploaded file in, clean text out."""

import re
from pathlib import PurePosixPath

from kb.errors import ProjectFileRefused
from kb.model import Record
from kb.project_files.formats import Format, not_text, packed_format, text_format
from kb.project_files.plain import decoded, plain_text
from kb.project_files.reading_apart import read_apart
from kb.project_files.refusals import Refusal, Unreadable, sentence
from kb.query import MAX_DESCRIPTION, clean

MAX_FILE_BYTES = 20_000_000
"""Largest file that is read."""
MAX_PAGES = 60
"""Most pages of a PDF."""
MAX_NAME = 60
"""Characters of a file's name that a message repeats."""


class ProjectText(Record):
    """What a file says of a project.

    A blank line separates paragraphs (one line each, unless the author broke it), headings (one line that
    begins with "# ", whatever their level), lists (a line for each item, which begins with "- " or with the
    number that was typed) and tables (a line for each row, cells separated by " | ").
    """

    text: str
    format: Format
    page_count: int | None
    """Of a PDF; the other formats have no pages of their own."""


def read_project_file(name: str, data: bytes) -> ProjectText:
    """Return the text of a .docx, .pdf, .txt or .md file; its content decides which of them it is.

    `name` is what the file was called where it came from. Nothing is written, fetched or run.

    Raises:
        ProjectFileRefused: The file is not read; the message names it, the reason and the remedy.
    """
    try:
        text, format_, page_count = _read(name, data)
        _check_length(text)
        lines = "\n".join(clean(line) for line in text.split("\n"))
        cleaned = re.sub(r"\n{3,}", "\n\n", lines).strip()
        if not any(character.isalnum() for character in cleaned):
            raise Unreadable(Refusal.NO_WORDS)
    except Unreadable as error:
        line = sentence(_shown(name), error.refusal, error.detail)
        raise ProjectFileRefused(line, refusal=error.refusal) from error
    return ProjectText(text=cleaned, format=format_, page_count=page_count)


def _read(name: str, data: bytes) -> tuple[str, Format, int | None]:
    if not data:
        raise Unreadable(Refusal.EMPTY)
    if len(data) > MAX_FILE_BYTES:
        raise Unreadable(
            Refusal.TOO_LARGE, f"{len(data) / 1e6:,.1f} MB; at most {MAX_FILE_BYTES / 1e6:,.0f} MB are read"
        )
    packed = packed_format(data)
    if packed:
        text, page_count = read_apart(packed, data, max_pages=MAX_PAGES, max_characters=MAX_DESCRIPTION)
        return text, packed, page_count
    return *_read_text(name, data), None


def _read_text(name: str, data: bytes) -> tuple[str, Format]:
    try:
        text = decoded(data)
    except Unreadable as error:
        raise not_text(name, data) from error
    _check_length(text)
    format_ = text_format(name, text)
    if format_ == "text":
        return plain_text(text), format_
    marked, _ = read_apart(format_, text.encode(), max_pages=MAX_PAGES, max_characters=MAX_DESCRIPTION)
    return marked, format_


def _check_length(text: str) -> None:
    if len(text) > MAX_DESCRIPTION:
        raise Unreadable(Refusal.TOO_LONG, f"{MAX_DESCRIPTION:,} characters")


def _shown(name: str) -> str:
    """The file's own name without its folders, in quotation marks."""
    own = clean(PurePosixPath(name.replace("\\", "/")).name)
    shortened = own if len(own) <= MAX_NAME else f"{own[: MAX_NAME - 1]}…"
    return f"“{shortened}”" if shortened else "The file"
