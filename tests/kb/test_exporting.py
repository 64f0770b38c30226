"""Exports: what is in the file, that it is stable, and what is refused."""

import csv
import json
import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kb.errors import ExportRefused
from kb.exporting import export_file
from kb.importing import import_file
from kb.model import Initiative, Organisation
from kb.store import Store

SALIVA = {
    "type": "initiative",
    "id": "saliva-test",
    "title": "Saliva test",
    "description": "A test.\nIt works.",
    "language": "en",
    "translations": {"fr": {"title": "Test salivaire", "description": "Un test.", "needs": ["réactifs"]}},
    "themes": ["masks", "protection"],
    "status": "completed",
    "start": "2020-04",
    "end": "2021",
    "participants": [
        {
            "organisation": "university-liege",
            "name": "University of Liège",
            "role": "lead",
            "start": "2020",
        },
        {"organisation": "giga", "name": "GIGA", "role": "partner"},
    ],
    "people": [
        {
            "person": "jane-doe",
            "name": "Jane Doe",
            "role": "other",
            "job_title": "rector",
            "affiliation": "ULiège",
        }
    ],
    "needs": ["reagents"],
    "offers": ["capacity", "advice"],
    "sources": [{"url": "https://news.uliege.be/saliva"}],
    "source_language": "fr",
    "confidence": "high",
    "updated_at": "2026-11-05",
}


def test_json_lines(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    assert export_file(filled, path) == 6
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(line["type"], line["id"]) for line in lines] == [
        ("theme", "masks"),
        ("theme", "protection"),
        ("organisation", "giga"),
        ("organisation", "university-liege"),
        ("person", "jane-doe"),
        ("initiative", "saliva-test"),
    ]
    assert lines[0] == {
        "type": "theme",
        "id": "masks",
        "labels": {"en": "masks", "fr": "masques"},
        "alternative_labels": {"en": ["respirators"]},
        "broader": "protection",
    }
    assert lines[2] == {
        "type": "organisation",
        "id": "giga",
        "name": "GIGA",
        "kind": "other",
        "parent": "university-liege",
    }
    assert lines[5] == SALIVA


def test_json(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    export_file(filled, path)
    whole = json.loads(path.read_text(encoding="utf-8"))
    assert list(whole) == ["themes", "organisations", "people", "initiatives"]
    assert whole["initiatives"] == [{key: value for key, value in SALIVA.items() if key != "type"}]


def test_csv(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "initiatives.csv"
    assert export_file(filled, path) == 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,title,description,")
    [row] = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True))
    assert row["description"] == "A test.\nIt works."
    assert row["participants"] == (
        "University of Liège [university-liege] (lead) {2020/} | GIGA [giga] (partner)"
    )
    assert row["people"] == "Jane Doe [jane-doe] (other: rector) <ULiège>"
    assert row["title (fr)"] == "Test salivaire"
    assert row["needs (fr)"] == "réactifs"
    assert "offers (fr)" not in row


def test_csv_disarms_formulas(store: Store, tmp_path: Path) -> None:
    with store.writing() as writing:
        writing.put(Initiative(id="a", title='=HYPERLINK("http://x.be")', description="@x", needs=("-1",)))
    path = tmp_path / "a.csv"
    export_file(store, path)
    [row] = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    assert (row["title"], row["description"], row["needs"]) == ('\'=HYPERLINK("http://x.be")', "'@x", "'-1")


def test_workbook(filled: Store, tmp_path: Path) -> None:
    with filled.writing() as writing:
        writing.put(Organisation(id="formula", name="=1+1"))
    path = tmp_path / "all.xlsx"
    assert export_file(filled, path) == 7
    book = load_workbook(path)
    assert book.sheetnames == ["themes", "organisations", "people", "initiatives"]
    sheet = book["organisations"]
    assert (sheet["A2"].value, sheet["B2"].value, sheet["B2"].data_type) == ("formula", "=1+1", "s")


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv", "xlsx"])
def test_same_records_same_bytes(filled: Store, tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
    export_file(filled, first)
    os.utime(first, (0, 0))
    export_file(filled, second)
    assert first.read_bytes() == second.read_bytes()


def test_one_kind(filled: Store, tmp_path: Path) -> None:
    assert export_file(filled, tmp_path / "o.csv", kind="organisations") == 2
    assert export_file(filled, tmp_path / "t.jsonl", kind="theme") == 2
    assert len((tmp_path / "t.jsonl").read_text().splitlines()) == 2


def test_initiatives_alone_bring_their_actors(filled: Store, tmp_path: Path) -> None:
    export_file(filled, tmp_path / "i.csv")
    with Store.open(tmp_path / "other.sqlite") as other:
        report = import_file(other, tmp_path / "i.csv")
        assert [(one.id, one.name) for one in report.new_organisations] == [
            ("university-liege", "University of Liège"),
            ("giga", "GIGA"),
        ]
        assert other.person("jane-doe").affiliations == ("ULiège",)


def test_too_long_for_a_cell(store: Store, tmp_path: Path) -> None:
    with store.writing() as writing:
        writing.put(Initiative(id="a", title="A", description="x" * 32_768))
    with pytest.raises(
        ExportRefused, match=r"A description of the initiatives has 32,768 characters .* \.jsonl"
    ):
        export_file(store, tmp_path / "a.xlsx")
    assert list(tmp_path.glob("*a.xlsx*")) == []


def test_refusals(filled: Store, store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match=r"ends with \.txt; write one of \.jsonl, \.json, \.csv, \.xlsx"):
        export_file(filled, tmp_path / "a.txt")
    with pytest.raises(ExportRefused, match="There is no kind of record 'thing'"):
        export_file(filled, tmp_path / "a.csv", kind="thing")
    with pytest.raises(
        ExportRefused, match=r"Cannot write .*none/a.csv: No such file or directory; name another"
    ):
        export_file(filled, tmp_path / "none" / "a.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(ExportRefused, match=r"Cannot write .*folder.csv: Is a directory"):
        export_file(filled, tmp_path / "folder.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "folder.csv"]


def test_nothing_to_export(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match=r"There are no records to export \(initiatives\)"):
        export_file(store, tmp_path / "a.csv")


def test_file_is_replaced_whole_or_not(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportRefused, match="No space left on device"):
        export_file(filled, path)
    assert path.read_text() == "before"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.jsonl", "data"]
