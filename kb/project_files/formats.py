"""Which format a file has, by its content; its name only tells Markdown from other text."""

import re
from pathlib import PurePath
from typing import Literal

from kb.project_files.refusals import FORMATS, Refusal, Unreadable

Format = Literal["docx", "pdf", "text", "markdown"]

_MARKDOWN_ENDINGS = {".md", ".markdown", ".mdown"}
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_OTHER_STARTS = (
    (b"{\\rtf", "an RTF file (.rtf)"),
    (b"%!PS", "a PostScript file"),
    (b"\x89PNG", "a picture (.png)"),
    (b"\xff\xd8\xff", "a picture (.jpg)"),
    (b"GIF8", "a picture (.gif)"),
    (b"II*\x00", "a picture (.tif)"),
    (b"MM\x00*", "a picture (.tif)"),
    (b"RIFF", "a picture, a sound or a film"),
    (b"\x1f\x8b", "a packed file (.gz)"),
    (b"7z\xbc\xaf'\x1c", "a packed file (.7z)"),
    (b"Rar!", "a packed file (.rar)"),
)
_WEB_ENDINGS = {".html", ".htm", ".xhtml", ".mht", ".mhtml"}
_HTML_START = re.compile(
    r"\s*+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HTML_END = re.compile(r"</(?:p|div|span|table|tr|td|ul|ol|li|h[1-6])\s*>", re.IGNORECASE)
_WEB_PAGE = "a web page (HTML), which is no plain text"


def packed_format(data: bytes) -> Literal["docx", "pdf"] | None:
    """The format of `data` where it may be a .docx or a .pdf, None where it may be text.

    Raises:
        Unreadable: It is certainly neither.
    """
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if start.startswith(b"%PDF-") or (b"%PDF-" in start and b"%%EOF" in data[-1024:]):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED_PACKAGE in data:
            raise Unreadable(Refusal.PROTECTED)
        raise Unreadable(Refusal.OTHER_FORMAT, "an old Office file (.doc, .xls or .ppt)")
    for signature, noun in _OTHER_STARTS:
        if start.startswith(signature):
            raise Unreadable(Refusal.OTHER_FORMAT, noun)
    return None


def text_format(name: str, text: str) -> Literal["text", "markdown"]:
    """Whether `text`, of a file of this name, is plain or Markdown; Unreadable where it is HTML or XML."""
    is_markdown = ending(name) in _MARKDOWN_ENDINGS
    fewest = 1 if ending(name) in _WEB_ENDINGS else 3
    is_marked_up = not is_markdown and len(_HTML_END.findall(text)) >= fewest
    if is_marked_up or _HTML_START.match(text, endpos=4096):
        raise Unreadable(Refusal.OTHER_FORMAT, _WEB_PAGE)
    start = text[:1024].lstrip().casefold()
    if start.startswith("mime-version:") or ("mime-version:" in start and "multipart/related" in start):
        raise Unreadable(Refusal.OTHER_FORMAT, _WEB_PAGE)
    if start.startswith("<?xml"):
        raise Unreadable(Refusal.OTHER_FORMAT, "an XML file, which is no plain text")
    return "markdown" if is_markdown else "text"


def ending(name: str) -> str:
    """The ending of a file's name, in small letters, with its dot."""
    return PurePath(name).suffix.casefold()


def not_text(name: str, data: bytes) -> Unreadable:
    """What to say of bytes that are no text and have no format that is known."""
    if ending(name) in (".docx", ".pdf"):
        return Unreadable(Refusal.DAMAGED, ending(name))
    if ending(name) == ".txt" or ending(name) in _MARKDOWN_ENDINGS or b"\x00" not in data:
        return Unreadable(Refusal.UNKNOWN_ENCODING)
    return Unreadable(Refusal.OTHER_FORMAT, f"neither text nor another file that is read ({FORMATS})")
