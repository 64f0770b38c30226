"""Word documents (.docx): their paragraphs, lists and tables in the order in which they are read."""

import io
from collections.abc import Iterable, Iterator
from itertools import chain

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart
from lxml import etree

from kb.project_files.archives import check_archive
from kb.project_files.blocks import Block, block, heading, item, joined
from kb.project_files.paragraph_styles import ParagraphStyles, Sort
from kb.project_files.refusals import Refusal, Unreadable

_WRAPPERS = frozenset(
    map(qn, ("w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:sdtContent", "w:hyperlink", "w:fldSimple"))
) | {qn("w:dir"), qn("w:bdo")}
"""What stands around paragraphs, rows or runs and changes nothing for who reads; no deletions."""
_SIGNS = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_CONTROL, _RUN, _TEXT, _BOX = qn("w:sdt"), qn("w:r"), qn("w:t"), qn("w:txbxContent")
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_ALTERNATIVES, _CHOICE = f"{{{_COMPATIBILITY}}}AlternateContent", f"{{{_COMPATIBILITY}}}Choice"
_PLACEHOLDER, _GALLERY = f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}", f".//{qn('w:docPartGallery')}"
_HIDDEN = f"{qn('w:rPr')}/{qn('w:vanish')}"
_OFF = ("0", "false", "off")


def read_docx(data: bytes, *, max_characters: int) -> str:
    """The text of a .docx: its body and text boxes as they stand when all changes are accepted.

    Headers, footers, notes and comments are left out, as are tables of contents and what is hidden.

    Raises:
        Unreadable: It is another format, protected, a zip bomb, damaged, has a DTD or too many characters.
    """
    check_archive(data)
    document = Document(io.BytesIO(data))
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart) and part.element.getroottree().docinfo.internalDTD is not None:
            raise Unreadable(Refusal.DECLARES_TYPES)
    reader = _Reader(_styles(document.part))
    return joined(_counted(reader.blocks(document.element.body), max_characters))


def _styles(part: DocumentPart) -> ParagraphStyles:
    """The styles of the document; python-docx's own way to them opens a file where there are none."""
    try:
        styles = part.part_related_by(RELATIONSHIP_TYPE.STYLES)
    except KeyError:
        return ParagraphStyles()
    return ParagraphStyles(styles.element if isinstance(styles, XmlPart) else ())


def _counted(blocks: Iterable[Block], max_characters: int) -> Iterator[Block]:
    characters = 0
    for read in blocks:
        characters += len(read.text)
        if characters > max_characters:
            raise Unreadable(Refusal.TOO_LONG, f"{max_characters:,} characters")
        yield read


class _Reader:
    """Goes through the elements of a document's body.

    python-docx's own paragraphs and tables leave out content controls, accepted insertions and text boxes,
    and build a grid of as many cells as a table says it has.
    """

    def __init__(self, styles: ParagraphStyles) -> None:
        self._styles = styles

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """The blocks of a body, a cell or a text box."""
        for element in _unwrapped(container):
            if element.tag == _PARAGRAPH:
                yield from self._paragraph(element)
            elif element.tag == _TABLE:
                yield from self._table(element)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        sort = self._styles.sort_of(paragraph)
        text = "\n".join(filter(None, map(_on_one_line, "".join(_pieces(paragraph)).split("\n"))))
        if text and sort is not Sort.CONTENTS:
            if sort is Sort.HEADING:
                yield heading(text)
            elif sort is Sort.ITEM:
                yield item(_on_one_line(text))
            else:
                yield from map(block, _typed_items(text))
        if next(paragraph.iter(_BOX), None) is not None:
            for box in _boxes(paragraph):
                yield from self.blocks(box)

    def _table(self, table: etree._Element) -> Iterator[Block]:
        """Row by row: short cells on one line, others (forms, layouts) as the paragraphs they hold."""
        for row in (element for element in _unwrapped(table) if element.tag == _ROW):
            cells = [list(self.blocks(cell)) for cell in _unwrapped(row) if cell.tag == _CELL]
            cells = [cell for cell in cells if cell]
            if len(cells) > 1 and all(len(cell) == 1 for cell in cells):
                yield Block("row", " | ".join(_on_one_line(cell[0].text) for cell in cells))
            else:
                yield from chain.from_iterable(cells)


def _unwrapped(container: etree._Element) -> Iterator[etree._Element]:
    """The elements in `container`, those in wrappers too; what nobody filled in is left out."""
    for element in container:
        if element.tag in _WRAPPERS:
            yield from _unwrapped(element)
        elif element.tag == _CONTROL:
            if not _is_generated(element):
                yield from _unwrapped(element)
        else:
            yield element


def _is_generated(control: etree._Element) -> bool:
    """Whether a content control shows its placeholder ("Click to enter text") or the table of contents."""
    return control.find(_PLACEHOLDER) is not None or any(
        gallery.get(qn("w:val"), "").casefold() == "table of contents"
        for gallery in control.iterfind(_GALLERY)
    )


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for run in _unwrapped(paragraph):
        if run.tag == _RUN and not _is_hidden(run):
            for element in run:
                yield (element.text or "") if element.tag == _TEXT else _SIGNS.get(element.tag, "")


def _is_hidden(run: etree._Element) -> bool:
    hidden = run.find(_HIDDEN)
    return hidden is not None and hidden.get(qn("w:val"), "1") not in _OFF


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in `element`, each in the first of the ways in which it is written."""
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag == _ALTERNATIVES:
            choice = child.find(_CHOICE)
            yield from _boxes(child if choice is None else choice)
        else:
            yield from _boxes(child)


def _typed_items(text: str) -> list[str]:
    """`text` line by line where each line begins with a bullet of its own, in one piece otherwise."""
    lines = text.split("\n")
    return lines if all(block(line).kind == "item" for line in lines) else [text]


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
