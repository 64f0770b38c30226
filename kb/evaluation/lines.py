"""Text files read line by line, with what cannot be read as a problem."""

from collections.abc import Iterator
from pathlib import Path

from kb.evaluation.errors import Problems


def read_lines(path: Path, name: str, problems: Problems) -> Iterator[tuple[int, str]]:
    """The lines of `path` that are not blank, as (number from 1, text); `name` stands in problems."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        problems.add(name, None, "", f"cannot be read ({error.strerror})", "check the file's rights")
        return
    except UnicodeDecodeError as error:
        problems.add(name, None, "", f"is not UTF-8 text (byte {error.start})", "save it as UTF-8")
        return
    # Not str.splitlines: it also cuts at separators that JSON allows inside a string.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line.strip()
