"""``compendium experts``: a question, a project from a file, wishes, files to pass on, refusals."""

import io
import json
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from tests.web.invoking import run
from tests.web.projects import DESCRIPTION
from tests.web.records import MASKS, NEED

pytestmark = pytest.mark.usefixtures("opened")
SOUGHT = "We are looking for a partner who can sterilise used masks."
ASKED = "We are looking for an institute that produces messenger RNA for vaccines."


@pytest.fixture
def project(tmp_path: Path) -> str:
    file = tmp_path / "project.txt"
    file.write_text(DESCRIPTION, encoding="utf-8")
    return f"@{file}"


def lines(*arguments: str | Path) -> list[str]:
    shown = run(*arguments)
    assert shown.exit_code == 0, shown.output
    return shown.stdout.splitlines()


def refused(*arguments: str | Path, code: int = 1) -> str:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    return done.stderr.splitlines()[-1]


def test_a_question_is_answered_as_a_question(data: Path) -> None:
    shown = lines("--data", data, "experts", NEED, "--top", "1")
    assert shown[0].startswith("At least one organisation in Mons works on this")
    assert shown[1:3] == ["", "  1. CleanAir  SME, Mons, 1 initiative  [strong match]"]
    assert shown[3] == "     lead, manufacturer: Sterilised masks for hospitals"
    assert shown[-1] == "     clean-air"


def test_each_need_of_a_project_has_its_organisations(data: Path, project: str) -> None:
    shown = lines("--data", data, "experts", project, "--top", "1")
    heads = [line for line in shown if line.startswith("n0")]
    assert heads == [f"n01  {SOUGHT}  (sought)", f"n02  {ASKED}  (sought)"]
    first = shown.index(heads[0])
    assert shown[first + 1].startswith("  1. CleanAir  SME, Mons, 1 initiative")
    assert shown[first + 2] == "     lead, manufacturer: Sterilised masks for hospitals"
    assert shown[first + 3].strip().startswith("CleanAir can sterilise used masks")
    assert shown[first + 4] == "     clean-air"
    group = shown.index("Proposed group")
    assert shown[group + 1].startswith("The group covers 2 of 2 needs. ")
    assert shown[group + 2] == "  CleanAir  n01  clean-air"
    assert shown[group + 3].split()[:4] == ["North", "Virology", "Institute", "n02"]
    existing = shown.index("What exists already")
    assert f"  Sterilised masks for hospitals  {MASKS}" in shown[existing:]
    assert [line.split() for line in shown[-4:]] == [
        ["Organisation", "n01", "n02"],
        ["North", "University", "strong", "(2)", "strong", "(2)"],
        ["North", "Virology", "Institute", "weak", "(3)", "strong", "(1)"],
        ["CleanAir", "strong", "(1)", "weak", "(3)"],
    ]


def test_the_matrix_is_left_out_where_its_lines_do_not_fit(data: Path, tmp_path: Path) -> None:
    sought = (
        "sterilise used masks",
        "produce messenger RNA",
        "supply ventilators and valves",
        "test vaccines",
    )
    file = tmp_path / "many.md"
    file.write_text("# What we need\n\n" + "".join(f"- We seek a partner to {one}.\n" for one in sought))
    shown = lines("--data", data, "experts", f"@{file}", "--top", "1")
    assert [line[:3] for line in shown if line.startswith("n0")] == ["n01", "n02", "n03", "n04"]
    assert not [line for line in shown if line.startswith("Organisation")]


def test_wishes_are_granted_by_name_and_id(data: Path, project: str) -> None:
    shown = lines(
        *("--data", data, "experts", project, "--with", "CleanAir", "--with", "Université du Nord"),
        *("--without", "north-virology", "--strength", "weak", "--apart", "--at-most", "3", "--json"),
    )
    found = json.loads("\n".join(shown))
    assert found["project"]["wishes"] == {
        "include": ["clean-air", "north-university"],
        "exclude": ["north-virology"],
        "at_most": 3,
        "together": "apart",
        "strength": "weak",
    }
    members = {member["organisation_id"] for member in found["group"]["members"]}
    assert members >= {"clean-air", "north-university"}
    assert found["worked_together"][0]["initiative_ids"] == [MASKS]
    assert "north-virology" not in {row["organisation_id"] for row in found["matrix"]}


def test_a_question_with_wishes_has_a_group(data: Path) -> None:
    shown = lines("--data", data, "experts", NEED, "--with", "clean-air", "--only", "SMEs in Mons")
    assert shown[0] == "Only: SMEs; Mons"
    assert shown[shown.index("Proposed group") + 2] == "  CleanAir  n01  clean-air"


def test_top_is_for_each_need(data: Path, project: str) -> None:
    asked = ("--data", data, "experts")
    several = json.loads("\n".join(lines(*asked, project, "--json")))
    assert several["top"] == 3
    assert {len(need["organisations"]) for need in several["needs"]} == {3}
    assert json.loads("\n".join(lines(*asked, NEED, "--json")))["top"] == 10


def test_files_are_written_instead_of_lines(data: Path, project: str, tmp_path: Path) -> None:
    for kind in ("docx", "xlsx", "csv", "json"):
        done = run("--data", data, "experts", project, "--export", tmp_path / f"out.{kind}", "--lang", "fr")
        assert (done.exit_code, done.stdout) == (0, "")
        assert done.stderr == f"Exported the answer to 2 needs: {tmp_path / f'out.{kind}'}\n"
    document = docx.Document(io.BytesIO((tmp_path / "out.docx").read_bytes()))
    assert document.paragraphs[0].text == "Partenaires pour un projet"
    book = load_workbook(io.BytesIO((tmp_path / "out.xlsx").read_bytes()))
    assert book.sheetnames[0] == "Besoins"
    assert (tmp_path / "out.csv").read_text(encoding="utf-8-sig").startswith("N°,Besoin,Poids,")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["labels"]["language"] == "fr"
    again = run("--data", data, "experts", f"@{tmp_path / 'out.docx'}", "--json")
    assert json.loads(again.stdout)["ok"] is True


def test_what_cannot_be_done_is_told_in_a_line(data: Path, project: str, tmp_path: Path) -> None:
    asked = ("--data", data, "experts", project)
    assert refused(*asked, "--with", "CleanAire") == (
        "Error: No organisation is called “CleanAire”; the nearest is “CleanAir” (id clean-air)."
    )
    assert refused(*asked, "--with", "CleanAir", "--without", "clean-air", code=2) == (
        "Error: --with, --without and --at-most contradict each other: include and exclude both name "
        "clean-air; take each out of one of the two."
    )
    assert refused(*asked, "--export", tmp_path / "out.pdf", code=2) == (
        "Error: Invalid value for '--export': out.pdf ends with none of .docx, .xlsx, .csv, .json; "
        "name one that does."
    )
    assert refused(*asked, "--only", "x" * 301, code=2) == (
        "Error: --only has 301 characters; at most 300 are read."
    )
    assert refused(*asked, "--at-most", "0", code=2).startswith("Error: Invalid value for '--at-most'")
    many = ("--data", data, "experts", "--queries", "q.jsonl", "--run", "out.trec")
    for wish in (("--with", "CleanAir"), ("--export", "out.csv"), ("--together",), ("--only", "SMEs")):
        assert refused(*many, *wish, code=2).startswith("Error: --queries ranks organisations for each")
    picture = tmp_path / "scan.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert refused("--data", data, "experts", f"@{picture}") == (
        "Error: “scan.png” is a picture (.png); save it as .docx, .pdf, .txt or .md, or paste the text."
    )
    assert refused("--data", data, "experts", "@nowhere.docx").startswith("Error: Cannot read nowhere.docx: ")
