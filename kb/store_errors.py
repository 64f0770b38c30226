"""What SQLite says, turned into one line that tells a person what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from kb.errors import StoreError

_ADVICE = {
    sqlite3.SQLITE_FULL: "The disk that holds {path} is full; free some space and try again.",
    sqlite3.SQLITE_BUSY: "Another program is writing to {path}; wait until it has finished and try again.",
    sqlite3.SQLITE_LOCKED: "Another program is writing to {path}; wait until it has finished and try again.",
    sqlite3.SQLITE_READONLY: "{path} is read-only; let this user write to it and to its folder.",
    sqlite3.SQLITE_NOTADB: "{path} is not a database; move it away, or name another data folder.",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged; move it away and import your last export.",
    sqlite3.SQLITE_CANTOPEN: "{path} cannot be opened; check that its folder exists and may be written to.",
    sqlite3.SQLITE_IOERR: "{path} cannot be read or written; check the disk ({message}).",
    sqlite3.SQLITE_PERM: "{path} may not be opened by this user; check the file's rights.",
}
_ANY_OTHER = "{path} cannot be used ({message}); try again, or import your last export into another folder."


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Raise StoreError for whatever SQLite raises about `path` inside this block."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_line(path, error.orig)) from error
    except sqlite3.Error as error:
        raise StoreError(_line(path, error)) from error


def _line(path: Path, error: BaseException | None) -> str:
    # Extended codes (read-only directory, busy snapshot…) keep the plain code in their lowest byte.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    advice = _ADVICE.get(code, _ANY_OTHER)
    return advice.format(path=path, message=str(error).splitlines()[0] if str(error) else "unknown error")
