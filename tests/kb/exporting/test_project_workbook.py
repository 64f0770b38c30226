"""The answer to a project as .xlsx: every sheet read back, numbers as numbers, texts never as formulas."""

import datetime
import io

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kb.exporting.project_report import ProjectReport
from kb.exporting.project_workbook import project_workbook
from kb.project.answer import ProjectAnswer
from kb.wording.phrases import LANGUAGES
from tests.kb.exporting.conftest import FORMULA, NOW


@pytest.fixture
def book(report: ProjectReport) -> Workbook:
    return load_workbook(io.BytesIO(project_workbook(report)))


def rows_of(book: Workbook, title: str) -> list[list[object]]:
    sheet = book[title]
    assert isinstance(sheet, Worksheet)
    return [[cell.value for cell in row] for row in sheet.rows]


def test_the_sheets_have_frozen_bold_headers(book: Workbook) -> None:
    assert book.sheetnames == [
        "Needs",
        "Organisations and needs",
        "Proposed group",
        "Evidence",
        "Who knows whom",
        "What exists already",
        "Sources",
        "Note",
    ]
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.bold for cell in sheet[1] if cell.value)
        assert 8 <= sheet.column_dimensions["A"].width <= 60


def test_needs_and_group(book: Workbook) -> None:
    needs = rows_of(book, "Needs")
    assert needs[:3] == [
        ["No.", "Need", "Weight", "Covered by"],
        ["n01", FORMULA, "essential", "@lab; Clean, Air & Co"],
        ["n02", "messenger RNA for vaccines", "sought", "RNA House"],
    ]
    assert needs[3] == [
        "n03",
        "kindergeld antrag",
        "welcome",
        "Nobody in this compendium meets it well enough.",
    ]
    group = {row[1]: row for row in rows_of(book, "Proposed group")[1:]}
    assert set(group) == {"clean", "at", "rna"}
    assert group["clean"] == ["Clean, Air & Co", "clean", "SME", "Mons", "n01", "yes", None]
    assert group["rna"] == [
        "RNA House",
        "rna",
        "other organisation",
        None,
        "n02",
        None,
        "https://rna.example/",
    ]


def test_matrix_evidence_pairs_and_sources(book: Workbook, answer: ProjectAnswer) -> None:
    matrix = {row[0]: row for row in rows_of(book, "Organisations and needs")}
    assert matrix["Organisation"] == ["Organisation", "Score", "In the group", "n01", "n02", "n03"]
    assert matrix["RNA House"][2:5:2] == ["yes", "strong (1)"]
    score = matrix["RNA House"][1]
    assert isinstance(score, float) and score == round(
        next(row.score for row in answer.matrix if row.organisation.id == "rna"), 4
    )
    evidence = rows_of(book, "Evidence")
    assert evidence[1][:5] == ["n01", FORMULA, "Clean, Air & Co", "clean", 1]
    assert evidence[1][6:9] == ["strong", "lead", "We sterilise used masks with hydrogen peroxide."]
    pairs = rows_of(book, "Who knows whom")
    assert pairs[1] == ["@lab", "Clean, Air & Co", "Have worked together", None, "Sterilised masks"]
    assert ["Clean, Air & Co", "RNA House", "Have never worked together", "n01, n02", None] in pairs
    assert rows_of(book, "Sources")[1:] == [
        ["Sterilised masks", "masks", "https://news.example/masks", "Masks made clean", "the method"],
        ["Sterilised masks", "masks", "https://bare.example/", None, None],
    ]
    note = rows_of(book, "Note")
    assert note[1:5] == [
        ["The project in short", "Clean air\nin wards"],
        ["Conditions for all partners", "in Belgium"],
        ["Date", "24 November 2026"],
        ["Index", answer.generation],
    ]


def test_no_cell_is_a_formula(book: Workbook) -> None:
    cells = [cell for sheet in book.worksheets for row in sheet.rows for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert FORMULA in {cell.value for cell in cells}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fits_the_titles_and_gives_the_same_bytes_twice(
    answer: ProjectAnswer, language: str
) -> None:
    report = ProjectReport(answer, language, NOW)
    content = project_workbook(report)
    assert content == project_workbook(report)
    read = load_workbook(io.BytesIO(content))
    assert read.sheetnames[0] == report.say("needs")
    assert all(len(title) <= 31 for title in read.sheetnames)
    assert read.properties.modified == datetime.datetime(2026, 11, 24, 14, 30)
    assert (read.properties.creator, read.properties.title) == (None, report.say("title"))
