"""The answer to a project as .docx: paragraphs, headings, tables and links read back."""

import datetime
import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from kb.exporting.project_document import NEEDS_ACROSS, project_document
from kb.exporting.project_report import ProjectReport
from kb.knowledge_base import KnowledgeBase
from kb.project.answer import ProjectAnswer
from kb.project.project import Project, ProjectNeed
from kb.wording.phrases import LANGUAGES
from tests.kb.exporting.conftest import FORMULA, NOW


def read(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def lines(document: Document, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style is not None and one.style.name == style]


def cells(document: Document, number: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[number].rows]


@pytest.fixture
def document(report: ProjectReport) -> Document:
    return read(project_document(report))


def test_it_is_headed_and_says_where_its_facts_come_from(document: Document, report: ProjectReport) -> None:
    assert lines(document, "Title") == ["Partners for a project"]
    assert lines(document, "Heading 1") == [
        "Needs",
        "Proposed group",
        "Organisations and needs",
        "Needs that the group does not cover",
        "Who knows whom",
        "What exists already",
        "Sources",
    ]
    assert lines(document, "Normal")[:5] == [
        "Date: 24 November 2026",
        f"Index: {report.answer.generation}",
        "Note: All facts come from the public sources that are named; confirm them with the organisations "
        "before relying on them.",
        "The project in short: Clean air in wards",
        "Conditions for all partners: in Belgium",
    ]


def test_needs_and_matrix_are_tables_whose_headers_are_repeated(document: Document) -> None:
    assert cells(document, 0) == [
        ["No.", "Need", "Weight"],
        ["n01", FORMULA, "essential"],
        ["n02", "messenger RNA for vaccines", "sought"],
        ["n03", "kindergeld antrag", "welcome"],
    ]
    matrix = cells(document, 1)
    assert matrix[0] == ["Organisation", "n01", "n02", "n03"]
    assert next(row for row in matrix if row[0] == "RNA House")[2] == "strong (1)"
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    assert "Nothing is close to this need; listed is what comes nearest." in lines(document, "Normal")[5]


def test_each_member_has_its_evidence_and_the_sources(document: Document) -> None:
    members = lines(document, "Heading 2")[:3]
    assert set(members) == {"Clean, Air & Co", "@lab", "RNA House"}
    assert lines(document, "Quote").count("n01: We sterilise used masks with hydrogen peroxide.") == 2
    assert "SME, Mons, Included on request" in lines(document, "Normal")
    assert "Sterilised masks (lead)" in lines(document, "Normal")
    assert "Masks made clean — https://news.example/masks" in lines(document, "List Bullet")
    relations = document.part.rels.values()
    links = [one.target_ref for one in relations if one.reltype == RELATIONSHIP_TYPE.HYPERLINK]
    assert set(links) == {"https://news.example/masks", "https://bare.example/"}


def test_what_is_not_covered_and_who_knows_whom(document: Document) -> None:
    bullets = lines(document, "List Bullet")
    assert "n03 kindergeld antrag — Nobody in this compendium meets it well enough." in bullets
    assert "@lab; Clean, Air & Co — Sterilised masks" in bullets
    assert "Clean, Air & Co; RNA House (n01, n02)" in bullets


def test_pages_are_a4_and_numbered_and_nobody_is_named(document: Document) -> None:
    [section] = document.sections
    assert section.page_width is not None and section.page_height is not None
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert "PAGE" in section.footer.paragraphs[0]._p.xml
    told = document.core_properties
    assert (told.title, told.author, told.comments, told.last_modified_by) == (
        "Partners for a project",
        "",
        "",
        "",
    )
    assert told.created == told.modified == datetime.datetime(2026, 11, 24, 14, 30, tzinfo=datetime.UTC)


def test_the_template_s_picture_and_program_are_left_out(report: ProjectReport) -> None:
    names = zipfile.ZipFile(io.BytesIO(project_document(report))).namelist()
    assert [name for name in names if name.startswith("docProps/")] == ["docProps/core.xml"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_gives_the_same_bytes_twice(answer: ProjectAnswer, language: str) -> None:
    report = ProjectReport(answer, language, NOW)
    content = project_document(report)
    assert content == project_document(report)
    document = read(content)
    assert lines(document, "Title") == [report.say("title")]
    assert f'w:val="{language}"' in document.styles.element.xml
    assert document.core_properties.language == language


def test_many_needs_become_several_tables(knowledge_base: KnowledgeBase) -> None:
    needs = tuple(ProjectNeed(text=f"sterilise masks {number}") for number in range(NEEDS_ACROSS + 1))
    answer = knowledge_base.experts(Project(needs=needs), top=1)
    document = read(project_document(ProjectReport(answer, "en", NOW)))
    assert [cells(document, number)[0] for number in (1, 2)] == [
        ["Organisation", *(f"n{number:02}" for number in range(1, NEEDS_ACROSS + 1))],
        ["Organisation", f"n{NEEDS_ACROSS + 1:02}"],
    ]
