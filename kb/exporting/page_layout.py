"""Documents (.docx) as they are printed: A4, numbered pages, links, tables whose headers are repeated."""

import datetime
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from kb.exporting.undated import ILLEGAL

_MARGIN = Cm(2)
_SMALL = Pt(9)
_LINK_COLOUR = "0B5394"


def blank_document(*, title: str, language: str, created: datetime.datetime) -> Document:
    """An empty A4 document that tells its title and language, when it was made, and of nobody who made it."""
    document = docx.Document()
    properties = document.core_properties
    for told in ("author", "comments", "last_modified_by", "keywords", "subject", "category"):
        setattr(properties, told, "")
    properties.title, properties.language = clean(title), language
    properties.created = properties.modified = created.replace(tzinfo=None)
    _forget_the_template(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    _speak(document, language)
    _number_pages(section.footer.paragraphs[0])
    return document


def clean(text: str) -> str:
    """`text` on one line, without characters that a document cannot hold."""
    return " ".join(ILLEGAL.sub("", text).split())


def add_table(
    document: Document, headers: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[float]
) -> Table:
    """A table with lines, `widths` of its columns in cm; its headers stand on every page it goes over."""
    table: Table = document.add_table(rows=len(rows) + 1, cols=len(headers), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for number, texts in enumerate((headers, *rows)):
        for cell, text, width in zip(table.rows[number].cells, texts, widths, strict=True):
            cell.width = Cm(width)
            run = cell.paragraphs[0].add_run(clean(text))
            run.bold, run.font.size = number == 0, _SMALL
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    is_header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(is_header)
    return table


def add_link(paragraph: Paragraph, address: str, text: str) -> None:
    """`text` that opens `address`, at the end of the paragraph."""
    relation = paragraph.part.relate_to(clean(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    run = paragraph.add_run(clean(text))
    run.font.underline = True
    run.font.color.rgb = RGBColor.from_string(_LINK_COLOUR)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    link.append(run._r)
    paragraph._p.append(link)


def _forget_the_template(document: Document) -> None:
    """Leave out its picture, and which program wrote it."""
    foreign = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    relations = document.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype in foreign]:
        del relations[key]


def _speak(document: Document, language: str) -> None:
    """Have the text proofread in its language, not in that of the template."""
    fonts = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    spoken = fonts.find(qn("w:lang"))
    spoken.set(qn("w:val"), language)


def _number_pages(footer: Paragraph) -> None:
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for kind, instruction in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = instruction
        footer.add_run()._r.append(part)
