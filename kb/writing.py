"""Files that appear only when they are complete."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path

from kb.errors import ExportRefused


@contextmanager
def replacing(path: Path) -> Iterator[TextIOWrapper]:
    """A UTF-8 text file that takes the place of `path` at the end, or nothing if something goes wrong.

    Bytes go to its `buffer`.

    Raises:
        ExportRefused: The file cannot be written; the message says why and what to do.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise ExportRefused(
            f"Cannot write {path}: {error.strerror or error}; name another file, or make room for it."
        ) from error
    finally:
        # What stopped the writing may stop this too; the first error is the one to tell.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
