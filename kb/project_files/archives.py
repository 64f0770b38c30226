"""The zip file that a .docx is: what it holds, and whether it may be unpacked."""

import io
import zipfile
import zlib

from kb.project_files.refusals import Refusal, Unreadable

MAX_UNPACKED = 100_000_000
"""Most bytes that a .docx may unpack to."""
_MAX_RATIO = 100
"""Most times its own size; real documents reach 30."""
_SMALL = 10_000_000
"""Bytes below which the ratio does not matter."""
_MAX_ENTRIES = 5_000
_PIECE = 1 << 20
_TYPES, _RELATIONSHIPS = "[Content_Types].xml", "_rels/.rels"
_WORD = b"wordprocessingml.document.main+xml"
_OTHERS = (
    (b"spreadsheetml", "an Excel workbook (.xlsx)"),
    (b"presentationml", "a PowerPoint presentation (.pptx)"),
    (b"macroEnabled", "a Word document with macros (.docm)"),
    (b"wordprocessingml.template", "a Word template (.dotx)"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file (.odt, .ods or .odp)"),
    (b"application/epub", "an e-book (.epub)"),
)
_STRICT = b"purl.oclc.org/ooxml"
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_XML_ENDINGS = (".xml", ".rels")


def check_archive(data: bytes) -> None:
    """Whether `data` is a .docx that may be opened: every entry is unpacked once, and counted.

    Raises:
        Unreadable: It is another format, protected, damaged, unpacks to too much, or has a DTD.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_declared(entries, len(data))
            _check_kind(archive)
            _check_unpacked(archive, _budget(len(data)))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise Unreadable(Refusal.DAMAGED, ".docx") from error


def _budget(size: int) -> int:
    return min(MAX_UNPACKED, max(_SMALL, _MAX_RATIO * size))


def _check_declared(entries: list[zipfile.ZipInfo], size: int) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(Refusal.PROTECTED)
    if len(entries) > _MAX_ENTRIES or sum(entry.file_size for entry in entries) > _budget(size):
        raise Unreadable(Refusal.UNPACKS_TOO_MUCH)


def _check_kind(archive: zipfile.ZipFile) -> None:
    types = _start(archive, _TYPES)
    if _WORD not in types:
        kind = _start(archive, "mimetype")
        found = [noun for sign, noun in _OTHERS if sign in types or kind.startswith(sign)]
        raise Unreadable(Refusal.OTHER_FORMAT, found[0] if found else "a zip file, and no Word document")
    if _STRICT in _start(archive, _RELATIONSHIPS):
        raise Unreadable(Refusal.OTHER_FORMAT, "a Word document of the strict kind (Strict Open XML)")


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of an entry, nothing where there is no such entry."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as entry:
        return entry.read(_PIECE)


def _check_unpacked(archive: zipfile.ZipFile, budget: int) -> None:
    """Unpack every entry, as what it says of its size may be a lie."""
    for entry in archive.infolist():
        is_xml = entry.filename.casefold().endswith(_XML_ENDINGS)
        before = b""
        with archive.open(entry) as unpacked:
            while piece := unpacked.read(_PIECE):
                budget -= len(piece)
                if budget < 0:
                    raise Unreadable(Refusal.UNPACKS_TOO_MUCH)
                if is_xml and any(doctype in before + piece for doctype in _DOCTYPES):
                    raise Unreadable(Refusal.DECLARES_TYPES)
                before = piece[-len(_DOCTYPES[1]) :]
