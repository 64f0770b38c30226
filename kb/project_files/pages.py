"""PDF, page by page: the lines of each page and where they stand."""

import ctypes
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from kb.project_files.blocks import joined
from kb.project_files.paragraphs import HYPHEN, Line, blocks_of
from kb.project_files.refusals import Refusal, Unreadable
from kb.project_files.running_lines import without_running_lines

_HYPHENS = str.maketrans({"\ufffe": HYPHEN, "\x02": HYPHEN})
"""What PDFium writes where a word was divided at the end of a line."""
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}


def read_pdf(data: bytes, *, max_pages: int, max_characters: int) -> tuple[str, int]:
    """The text of a PDF and how many pages it has.

    Raises:
        Unreadable: It is protected, damaged, without text, or has too many pages or characters.
    """
    with _opened(data) as document:
        count = len(document)
        if count > max_pages:
            raise Unreadable(Refusal.TOO_MANY_PAGES, f"{count:,} pages; at most {max_pages} are read")
        pages = []
        characters = 0
        for place in range(count):
            lines = list(_lines(document[place]))
            characters += sum(len(line.text) for line in lines)
            if characters > max_characters:
                raise Unreadable(Refusal.TOO_LONG, f"{max_characters:,} characters")
            pages.append(lines)
    _check_for_text(pages)
    return joined(blocks_of(without_running_lines(pages))), count


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Unreadable(Refusal.PROTECTED) from error
        raise Unreadable(Refusal.DAMAGED, ".pdf") from error
    if document.get_formtype() in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND):
        raise Unreadable(
            Refusal.OTHER_FORMAT, "a form (XFA), whose text only the program that filled it shows"
        )
    return document


def _check_for_text(pages: list[list[Line]]) -> None:
    without = sum(not any(c.isalnum() for line in page for c in line.text) for page in pages)
    if 2 * without > len(pages) or not pages:
        said = f"{without} of its {len(pages)} pages" if len(pages) > 1 else "its page"
        raise Unreadable(Refusal.PICTURES, said)


def _lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    text_page = page.get_textpage()
    rotation = page.get_rotation()
    try:
        place = 0
        for written in _text(text_page).split("\n"):
            text = written.strip()
            if text:
                first = place + len(written) - len(written.lstrip())
                yield _line(text_page, text, first, first + len(text) - 1, rotation)
            place += len(written) + 1
    finally:
        text_page.close()
        page.close()


def _text(text_page: pypdfium2.PdfTextPage) -> str:
    """The text of the page, a character for each UTF-16 unit, as PDFium counts them."""
    count = pdfium.FPDFText_CountChars(text_page)
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    return "".join(map(chr, buffer[: max(0, written - 1)])).translate(_HYPHENS)


def _line(text_page: pypdfium2.PdfTextPage, text: str, first: int, last: int, rotation: int) -> Line:
    start, end = (_spot(text_page, place, rotation) for place in (first, last))
    return Line(
        text=text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").translate(_LIGATURES),
        left=start.left,
        right=end.right,
        top=start.height,
        bottom=end.height,
        size=end.size,
    )


class _Spot(NamedTuple):
    """Where a character stands on the page as it is turned for reading, in points."""

    left: float
    right: float
    height: float
    size: float


def _spot(text_page: pypdfium2.PdfTextPage, place: int, rotation: int) -> _Spot:
    index = pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, place)
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
    pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
    one, low = _turned(box.left, box.bottom, rotation)
    other, high = _turned(box.right, box.top, rotation)
    _, height = _turned(x.value, y.value, rotation)
    return _Spot(min(one, other), max(one, other), height, max(abs(high - low), 1.0))


def _turned(x: float, y: float, rotation: int) -> tuple[float, float]:
    match rotation:
        case 90:
            return y, -x
        case 180:
            return -x, -y
        case 270:
            return -y, x
    return x, y
