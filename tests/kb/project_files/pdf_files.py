"""PDF files written by hand, so that a test knows every byte of them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

A4 = "[0 0 595 842]"


class Shown(NamedTuple):
    """A line of text where it is shown, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 11


def page(*lines: str, top: float = 760, leading: float = 14, x: float = 72) -> list[Shown]:
    """Return `lines` one under the other; an empty one leaves a gap."""
    return [Shown(x, top - leading * place, line) for place, line in enumerate(lines) if line]


def pdf(*pages: Sequence[Shown], page_extra: str = "", trailer_extra: str = "") -> bytes:
    """Return a PDF that shows `pages` in Helvetica."""
    return pdf_of_streams(
        *[b"\n".join(_operators(shown) for shown in lines) for lines in pages],
        page_extra=page_extra,
        trailer_extra=trailer_extra,
    )


def pdf_of_streams(
    *streams: bytes,
    page_extra: str = "",
    trailer_extra: str = "",
    filters: str = "",
    more: Mapping[int, bytes] | None = None,
) -> bytes:
    """Return a PDF whose pages have these content streams, already packed as `filters` says.

    Objects of `more` come after: numbers from 4 + 2 × pages on are free.
    """
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(streams)))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    for place, stream in enumerate(streams):
        number = 4 + 2 * place
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox {A4} /Contents {number + 1} 0 R "
            f"/Resources << /Font << /F 3 0 R >> >> {page_extra} >>"
        ).encode()
        head = f"<< /Length {len(stream)} {filters} >>\nstream\n".encode()
        objects[number + 1] = head + stream + b"\nendstream"
    return pdf_of_objects(objects | dict(more or {}), trailer_extra=trailer_extra)


def pdf_of_objects(objects: Mapping[int, bytes], *, trailer_extra: str = "") -> bytes:
    """Return a PDF of these numbered objects, the first of which is its catalogue."""
    written = bytearray(b"%PDF-1.7\n")
    offsets = {}
    for number, content in sorted(objects.items()):
        offsets[number] = len(written)
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(written)
    size = max(objects) + 1
    written += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        written += b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 65535 f \n"
    written += (
        f"trailer\n<< /Size {size} /Root 1 0 R {trailer_extra} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(written)


def _operators(shown: Shown) -> bytes:
    text = shown.text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"BT /F %.2f Tf %.2f %.2f Td (%b) Tj ET" % (shown.size, shown.x, shown.y, text)
