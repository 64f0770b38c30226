"""The process that reads one file and ends: what hostile bytes do to it, they do to nobody else.

    python -m kb.project_files.reader_process FORMAT MAX_PAGES MAX_CHARACTERS

The file comes on standard input, JSON goes out: `text` and `page_count`, or `refusal` and `detail`. Once the
libraries are loaded the process can open no file and no connection, and has so much memory and time.
"""

import encodings.cp437
import encodings.utf_16_le  # noqa: F401 - codecs are loaded by name, which needs a file
import json
import resource
import sys
from collections.abc import Callable
from contextlib import suppress

from kb.project_files.refusals import Refusal, Unreadable

MAX_MEMORY = 512 << 20
"""Bytes of address space: some 150 MB are the libraries'."""
MAX_SECONDS = 10
"""Of the processor's time."""

Reader = Callable[[bytes], tuple[str, int | None]]


def main() -> None:
    """Read standard input as the format that is named, write what came of it."""
    format_, max_pages, max_characters = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    read = _reader(format_, max_pages, max_characters)
    _limit()
    json.dump(_answer(read, format_), sys.stdout)


def _reader(format_: str, max_pages: int, max_characters: int) -> Reader:
    """Load the library for a format."""
    if format_ == "pdf":
        from kb.project_files.pages import read_pdf

        return lambda data: read_pdf(data, max_pages=max_pages, max_characters=max_characters)
    if format_ == "docx":
        from kb.project_files.documents import read_docx

        return lambda data: (read_docx(data, max_characters=max_characters), None)
    from kb.project_files.marked import markdown_text

    return lambda data: (markdown_text(data.decode("utf-8")), None)


def _limit() -> None:
    # macOS has no limit of address space; the time is limited there all the same.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(read: Reader, format_: str) -> dict[str, str | int | None]:
    try:
        text, page_count = read(sys.stdin.buffer.read())
        return {"text": text, "page_count": page_count}
    except Unreadable as error:
        return {"refusal": error.refusal.value, "detail": error.detail}
    except (MemoryError, RecursionError):
        return {"refusal": Refusal.TOO_HEAVY.value, "detail": ""}
    except Exception:
        # A damaged file makes the libraries raise nearly anything.
        return {"refusal": Refusal.DAMAGED.value, "detail": f".{format_}"}


if __name__ == "__main__":
    main()
