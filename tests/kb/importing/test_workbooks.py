"""Workbooks: sheets, values of formulas, dates, numbers; and those that are none."""

import datetime
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from kb.model import Label
from kb.store import Store
from tests.kb.importing.conftest import Importing, Refusing


def workbook(**sheets: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_sheets_are_kinds(imported: Importing, store: Store) -> None:
    content = workbook(
        Projets=[
            ["titre", "description", "partenaires", "thèmes"],
            ["Masques", "Laver.", "ULg (partenaire)", "Masken"],
        ],
        Organisaties=[["naam", "afkorting", "soort"], ["ULiège", "ULg", "universiteit"]],
        Themen=[["id", "Bezeichnung (de)", "label_fr"], ["masks", "Masken", "masques"]],
        Personnes=[["nom", "employeur"], ["Jane Doe", "ULiège"]],
        Notes=[["just", "remarks"]],
        Empty=[],
    )
    report = imported(name="t.xlsx", content=content)
    assert report.added == {"theme": 1, "organisation": 1, "person": 1, "initiative": 1}
    assert store.initiative("masques").themes == ("masks",)
    assert [(one.actor_id, one.role.value) for one in store.participations()] == [("uliege", "partner")]
    assert store.theme("masks").labels == (
        Label(language="de", text="Masken"),
        Label(language="fr", text="masques"),
    )
    assert [(notice.row, notice.message) for notice in report.warnings] == [
        ("Notes", "sheet left out: it has no column for a title, a name or a label (columns: just, remarks); "
         "see docs/data-format.md")
    ]  # fmt: skip


def test_cells_become_text(imported: Importing, store: Store) -> None:
    rows: list[list[object]] = [
        ["id", "title", "start", "end", "needs", "remarks", None],
        [12, 3.5, 2020.0, datetime.datetime(2021, 4, 17, 12), True, None, None],
        [None, None, None, None, None, None, None],
        ["b", "B", datetime.date(2020, 2, 29), "", None, "x"],
    ]
    report = imported(name="t.xlsx", content=workbook(Sheet1=rows))
    first, second = store.initiatives()
    assert (first.id, first.title, first.start, first.end, first.needs) == (
        "12",
        "3.5",
        "2020",
        "2021-04-17",
        ("True",),
    )
    assert (second.start, second.end) == ("2020-02-29", None)
    assert [(notice.row, notice.field) for notice in report.warnings] == [
        ("Sheet1!1", "remarks"),
        ("Sheet1!2", ""),
        ("Sheet1!4", ""),
    ]


def test_formulas_count_as_their_saved_value(imported: Importing, refused: Refusing, store: Store) -> None:
    content = workbook(Sheet=[["title", "description"], ["A", '=UPPER("x")']])
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = (
                    data.replace(b"<v></v>", b"<v>X</v>")
                    .replace(b"<v />", b"<v>X</v>")
                    .replace(b"<v/>", b"<v>X</v>")
                )
                data = data.replace(b'<c r="B2">', b'<c r="B2" t="str">')
            archive.writestr(name, data)
    imported(name="t.xlsx", content=target.getvalue())
    assert store.initiative("a").description == "X"


def test_formulas_without_a_value_are_not_taken_as_blank(refused: Refusing) -> None:
    rows: list[list[object]] = [["title", "description"], ["A", "x"], ["B", '=UPPER("x")']]
    [problem] = refused(name="t.xlsx", content=workbook(Sheet=rows))
    assert (problem.row, problem.field) == ("Sheet!3", "column B")
    assert problem.reason == "holds a formula without its value"
    assert problem.hint == "open the workbook in a spreadsheet program, save it and import it again"


def test_a_sheet_that_says_it_is_huge(imported: Importing, store: Store) -> None:
    content = workbook(Sheet=[["title"], ["A"]])
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            archive.writestr(name, data.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"'))
    assert target.getvalue().count(b"XFD1048576") == 1
    imported(name="t.xlsx", content=target.getvalue())
    assert store.initiative("a").title == "A"


def test_problems_name_sheet_and_row(refused: Refusing) -> None:
    rows: list[list[object]] = [["title", "start"], ["A", "2020"], ["B", "2020-13"]]
    [problem] = refused(name="t.xlsx", content=workbook(Initiatives=rows))
    assert (problem.row, problem.field) == ("Initiatives!3", "start")


def test_kind_leaves_other_sheets_out(imported: Importing, store: Store) -> None:
    content = workbook(Initiatives=[["title"], ["A"]], Organisations=[["name"], ["O"]])
    report = imported(name="t.xlsx", content=content, kind="organisation")
    assert store.counts()["initiative"] == 0
    assert store.organisation("o").name == "O"
    assert [notice.row for notice in report.warnings] == ["Initiatives"]


def bomb() -> bytes:
    file = io.BytesIO(workbook(Sheet=[["title"], ["A"]]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(60_000_000))
    return file.getvalue()


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


OLD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.mark.parametrize(
    ("content", "reason", "hint"),
    [
        (bomb(), "unpacks to 60 MB, which is no table", "save it again as .xlsx"),
        (workbook(Sheet=[["title"], ["A"]])[:-40], "is damaged or cut short", "save it again as .xlsx"),
        (zipped("word/document.xml"), "is damaged or not a workbook", "save it again as .xlsx"),
        (zipped("[Content_Types].xml"), "is damaged or not a workbook", "save it again as .xlsx"),
        (OLD, "is in an old Office format", "save it as .xlsx"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "is protected with a password", "save it without one"),
        (
            b"title,description\nA,x\n",
            "is not a workbook, whatever its name",
            "if it is a text table, name it .csv",
        ),
        (workbook(Sheet=[]), "is empty", "nothing to import"),
        (
            workbook(Sheet=[["foo"], ["x"]]),
            "sheet 'Sheet' has no column for a title",
            "see docs/data-format.md",
        ),
        (b"", "is empty", "nothing to import"),
    ],
)
def test_files_that_are_no_workbooks(refused: Refusing, content: bytes, reason: str, hint: str) -> None:
    [problem] = refused(name="t.xlsx", content=content)
    assert (problem.row, problem.field) == ("", "")
    assert problem.reason.startswith(reason)
    assert problem.hint == hint


def test_damaged_anywhere_is_refused_or_read(imported: Importing, store: Store, tmp_path: Path) -> None:
    """However a workbook is cut, nothing but ImportRefused comes of it."""
    from kb.errors import ImportRefused

    rows: list[list[object]] = [["title", "description"]]
    rows.extend([f"T{number}", "x"] for number in range(30))
    content = workbook(Initiatives=rows)
    for end in range(0, len(content), 97):
        with pytest.raises(ImportRefused):
            imported(name="t.xlsx", content=content[:end])
    for place in range(0, len(content), 211):
        damaged = content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
        try:
            imported(name="t.xlsx", content=damaged, dry_run=True)
        except ImportRefused as error:
            assert "\n" not in str(error)
