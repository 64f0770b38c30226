"""Text of Word documents: headings, lists, tables, and what python-docx's own text leaves out."""

import pytest
from docx import Document

from kb.project_files.reading import ProjectText, read_project_file
from tests.kb.project_files.docx_files import docx_of_body, paragraph, saved


def read(data: bytes) -> str:
    return read_project_file("project.docx", data).text


def test_headings_paragraphs_lists_and_tables_as_a_person_reads_them() -> None:
    document = Document()
    document.add_heading("Masques réutilisables", 0)
    document.add_paragraph("We sterilise masks.\tWe need a partner.")
    document.add_heading("What we need", 2)
    document.add_paragraph("a laboratory", style="List Bullet")
    document.add_paragraph("a hospital\nwith beds", style="List Number")
    document.add_paragraph()
    document.add_paragraph("Budget and time:")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Year", "Euro", "2027", "10 000"), strict=True):
        cell.text = text
    document.add_paragraph("That is all.")
    assert read_project_file("project.docx", saved(document)) == ProjectText(
        text="# Masques réutilisables\n\nWe sterilise masks. We need a partner.\n\n# What we need\n\n"
        "- a laboratory\n- a hospital with beds\n\nBudget and time:\n\n"
        "Year | Euro\n2027 | 10 000\n\nThat is all.",
        format="docx",
        page_count=None,
    )


def test_cells_of_a_form_keep_their_paragraphs() -> None:
    document = Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "Objectives"
    table.cell(0, 1).text = "Two aims:"
    table.cell(0, 1).add_paragraph("less waste", style="List Bullet")
    table.cell(0, 1).add_paragraph("fewer infections", style="List Bullet")
    table.cell(1, 0).merge(table.cell(1, 1)).text = "One cell over the whole row."
    assert read(saved(document)) == (
        "Objectives\n\nTwo aims:\n\n- less waste\n- fewer infections\n\nOne cell over the whole row."
    )


def test_text_stands_as_if_all_changes_were_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>We make </w:t></w:r><w:ins><w:r><w:t>reusable </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>paper </w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>old </w:t></w:r></w:moveFrom>"
        "<w:hyperlink><w:r><w:t>masks</w:t></w:r></w:hyperlink>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> (hidden)</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>, non</w:t>'
        "<w:noBreakHyphen/><w:t>woven.</w:t></w:r></w:p>"
    )
    assert read(docx_of_body(body)) == "We make reusable masks, non-woven."


def test_content_controls_are_read_but_neither_placeholders_nor_contents() -> None:
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('The aim is clean air.')}</w:sdtContent></w:sdt>"
    empty = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{paragraph('Click here to enter text.')}</w:sdtContent></w:sdt>"
    )
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('1 Aims ... 3')}</w:sdtContent></w:sdt>"
    )
    inline = "<w:p><w:sdt><w:sdtContent><w:r><w:t>Gembloux</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    assert read(docx_of_body(contents + filled + empty + inline)) == "The aim is clean air.\n\nGembloux"


def test_a_text_box_is_read_once_after_the_paragraph_it_hangs_on() -> None:
    box = f"<w:txbxContent>{paragraph('In the box')}</w:txbxContent>"
    body = (
        '<w:p><w:r><w:t>Beside it.</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="http://schemas.'
        'openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing>'
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>"
    )
    assert read(docx_of_body(body)) == "Beside it.\n\nIn the box"


STYLES = """
<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrique"><w:name w:val="Rubrique"/><w:basedOn w:val="Titre1"/>
  </w:style>
<w:style w:type="paragraph" w:styleId="Puce"><w:name w:val="Puce"/>
  <w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Plan"><w:name w:val="Plan"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>
<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>
"""
NUMBERED, UNNUMBERED = (f'<w:numPr><w:numId w:val="{number}"/></w:numPr>' for number in (7, 0))


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ("", "Gants"),
        ('<w:pStyle w:val="Titre1"/>', "# Gants"),
        ('<w:pStyle w:val="Rubrique"/>', "# Gants"),
        (f'<w:pStyle w:val="Titre1"/>{NUMBERED}', "# Gants"),
        ('<w:pStyle w:val="Plan"/>', "# Gants"),
        ('<w:outlineLvl w:val="0"/>', "# Gants"),
        ('<w:outlineLvl w:val="9"/>', "Gants"),
        ('<w:pStyle w:val="Puce"/>', "- Gants"),
        (f'<w:pStyle w:val="Puce"/>{UNNUMBERED}', "Gants"),
        (NUMBERED, "- Gants"),
        ('<w:pStyle w:val="A"/>', "Gants"),
        ('<w:pStyle w:val="None"/>', "Gants"),
    ],
)
def test_what_a_paragraph_is_follows_from_its_properties_and_styles(properties: str, text: str) -> None:
    assert read(docx_of_body(paragraph("Gants", properties), styles=STYLES)) == text


def test_lines_of_the_table_of_contents_are_left_out() -> None:
    body = paragraph("Aims 3", '<w:pStyle w:val="TM1"/>') + paragraph("Aims")
    assert read(docx_of_body(body, styles=STYLES)) == "Aims"


def test_typed_bullets_become_items() -> None:
    body = (
        paragraph("• gowns")
        + paragraph("– gloves")
        + "<w:p><w:r><w:t>- a</w:t><w:br/><w:t>- b</w:t></w:r></w:p>"
    )
    assert read(docx_of_body(body)) == "- gowns\n- gloves\n- a\n- b"


def test_lines_that_the_author_broke_stay_broken() -> None:
    assert (
        read(docx_of_body("<w:p><w:r><w:t>Rue A 1</w:t><w:br/><w:t>Liège</w:t></w:r></w:p>"))
        == "Rue A 1\nLiège"
    )
