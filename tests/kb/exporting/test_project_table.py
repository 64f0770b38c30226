"""The answer to a project as .csv: a row for each need and organisation, no formulas, each language."""

import csv
import io

import pytest

from kb.exporting.project_report import ProjectReport
from kb.exporting.project_table import project_table
from kb.project.answer import ProjectAnswer
from tests.kb.exporting.conftest import FORMULA, NOW


def rows_of(content: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


def test_each_need_and_organisation_has_a_row(report: ProjectReport) -> None:
    content = project_table(report)
    assert content.startswith(b"\xef\xbb\xbfNo.,Need,Weight,Rank,Organisation,")
    rows = rows_of(content)
    assert [(row["No."], row["Rank"]) for row in rows] == [
        (need.id, str(ranked.rank)) for need in report.answer.needs for ranked in need.organisations
    ]
    first = rows[0]
    score = report.answer.needs[0].organisations[0].score
    assert first == {
        "No.": "n01",
        "Need": f"'{FORMULA}",
        "Weight": "essential",
        "Rank": "1",
        "Organisation": "Clean, Air & Co",
        "Organisation id": "clean",
        "Kind": "SME",
        "Place": "Mons",
        "In the group": "yes",
        "Match": "strong",
        "Score": f"{score:.4f}",
        "Role": "lead",
        "Evidence": "We sterilise used masks with hydrogen peroxide.",
        "Language": "en",
        "Initiative": "Sterilised masks",
        "Initiative id": "masks",
        "Source": "https://news.example/masks https://bare.example/",
        "Title of the source": "Masks made clean",
        "Date": "24 November 2026",
        "Index": report.answer.generation,
        "Note": "All facts come from the public sources that are named; confirm them with the organisations "
        "before relying on them.",
    }
    assert (rows[1]["Organisation"], rows[1]["Place"]) == ("'@lab", "Belgium")
    assert {row["Initiative"] for row in rows} == {"Sterilised masks", "'+RNA platform"}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", ("Besoin", "indispensable", "Masques stérilisés", "pilote", "24 novembre 2026", "forte")),
        ("nl", ("Behoefte", "onmisbaar", "Sterilised masks", "trekker", "24 november 2026", "sterk")),
        ("de", ("Bedarf", "unverzichtbar", "Sterilised masks", "Leitung", "24. November 2026", "stark")),
    ],
)
def test_headings_and_labels_are_in_the_language(
    answer: ProjectAnswer, language: str, told: tuple[str, ...]
) -> None:
    lines = project_table(ProjectReport(answer, language, NOW)).decode("utf-8-sig").splitlines()
    assert told[0] in lines[0].split(",")
    assert [text for text in told[1:] if text not in lines[1]] == []


def test_the_same_answer_gives_the_same_bytes(report: ProjectReport) -> None:
    assert project_table(report) == project_table(report)
