"""From a file to rows: its size, its format and its encoding are checked before anything is read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import ImportRefused
from kb.importing.json_files import read_json, read_json_lines
from kb.importing.report import ImportReport, Notes, Problem
from kb.importing.rows import Row
from kb.importing.tables import read_csv
from kb.kinds import SUFFIXES, Kind

MAX_BYTES = 200_000_000
"""Largest file that is read."""

_ZIP, _OLD_OFFICE, _PDF = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"), b"%PDF"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_PROTECTED = "EncryptedPackage".encode("utf-16-le")


def read_rows(path: Path, notes: Notes, *, kind: Kind | None) -> list[Row]:
    """The rows of a file, by its ending; problems of single rows are added to `notes`.

    Raises:
        ImportRefused: The file as a whole cannot be read; the message says why.
    """
    with file_problems(path):
        content = _content(path)
        suffix = path.suffix.lower()
        if suffix == ".xlsx":
            # Imported here: openpyxl is slow to load and only this format needs it.
            from kb.importing.workbooks import read_workbook

            return read_workbook(content, notes, kind=kind)
        text, encoding = _decoded(content, allow_windows=suffix == ".csv")
        if not text.strip():
            raise ValueError("is empty; nothing to import")
        if suffix == ".csv":
            if encoding == "Windows-1252":
                notes.warn(
                    "", "", "the file is not UTF-8; it was read as Windows-1252: check that accents are right"
                )
            return read_csv(text, notes, kind=kind)
        if suffix == ".jsonl":
            return read_json_lines(text, notes, kind=kind)
        return read_json(text, notes, kind=kind)


@contextmanager
def file_problems(path: Path) -> Iterator[None]:
    """Turn what is wrong with the whole file into ImportRefused with a report of one problem."""
    try:
        yield
    except OSError as error:
        _refuse(path, f"cannot be read: {error.strerror or error}", error)
    except ValueError as error:
        _refuse(path, str(error), error)


def _refuse(path: Path, said: str, error: Exception) -> None:
    reason, _, hint = said.partition("; ")
    report = ImportReport(file=path.name, problems=(Problem(row="", field="", reason=reason, hint=hint),))
    raise ImportRefused(f"{path.name or path} {said}.", report=report) from error


def _content(path: Path) -> bytes:
    suffix = path.suffix.lower()
    if path.exists() and not path.is_file():
        raise ValueError("is not a file; name one file")
    if suffix not in SUFFIXES:
        raise ValueError(f"ends with {suffix or 'nothing'}; files end with {', '.join(SUFFIXES)}")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ValueError(
            f"is {size / 1e6:,.0f} MB; the largest that is read is {MAX_BYTES / 1e6:,.0f} MB, so split it"
        )
    content = path.read_bytes()
    if not content:
        raise ValueError("is empty; nothing to import")
    _check_format(content, suffix)
    return content


def _check_format(content: bytes, suffix: str) -> None:
    """Whether the content is what the file's ending says, as far as its first bytes tell."""
    if content.startswith(_OLD_OFFICE):
        if _PROTECTED in content:
            raise ValueError("is protected with a password; save it without one")
        raise ValueError("is in an old Office format; save it as .xlsx")
    is_workbook = content.startswith(_ZIP)
    if suffix == ".xlsx" and not is_workbook:
        raise ValueError("is not a workbook, whatever its name; if it is a text table, name it .csv")
    if suffix != ".xlsx" and is_workbook:
        raise ValueError(f"is a zip file or a workbook, not {suffix}; if it is a workbook, name it .xlsx")
    if content.startswith(_PDF):
        raise ValueError(f"is a PDF, not {suffix}; export the data in one of {', '.join(SUFFIXES)}")
    if suffix != ".xlsx" and not content.startswith(_UTF_16) and b"\x00" in content[:65536]:
        raise ValueError("is binary (it holds NUL bytes); write it again as UTF-8 text")


def _decoded(content: bytes, *, allow_windows: bool) -> tuple[str, str]:
    try:
        if content.startswith(_UTF_16):
            return content.decode("utf-16"), "UTF-16"
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if not allow_windows:
            raise ValueError(f"is not UTF-8 (line {line}); save it with the encoding UTF-8") from error
    try:
        return content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(f"is neither UTF-8 nor Windows-1252 (line {line}); save it as UTF-8") from error
