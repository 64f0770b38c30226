"""Files that cannot be imported at all: one clear line, and nothing is written."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.errors import ImportRefused
from kb.importing import import_file
from kb.importing.files import MAX_BYTES
from kb.store import Store
from tests.kb.importing.conftest import Refusing

LINE = b'{"id": "a", "title": "A", "description": "x"}\n'


@pytest.mark.parametrize(
    ("name", "content", "reason", "hint"),
    [
        ("f.jsonl", b"", "is empty", "nothing to import"),
        ("f.csv", b" \n\n", "is empty", "nothing to import"),
        ("f.txt", LINE, "ends with .txt", "files end with .jsonl, .json, .csv, .xlsx"),
        ("f", LINE, "ends with nothing", "files end with .jsonl, .json, .csv, .xlsx"),
        ("f.json", LINE + LINE, "looks like JSON lines", "name it .jsonl"),
        ("f.json", b'[{"id": "a", ', "is not JSON: Expecting property name", "the file may be cut short"),
        ("f.json", b"[" * 100_000, "is not JSON: is nested too deeply", "the file may be cut short"),
        ("f.json", b'"text"', "holds no records", "write an array of objects"),
        (
            "f.json",
            b'{"foo": []}',
            "holds none of the arrays themes, organisations, people, initiatives",
            "name them so",
        ),
        (
            "f.jsonl",
            b'[\n{"id": "a"}\n]',
            "is not JSON lines, one object on each line",
            "if it is one JSON text",
        ),
        ("f.jsonl", b'[{"id": "a"}]', "is not JSON lines, one object on each line", "if it is one JSON text"),
        ("f.jsonl", bytes(range(256)) * 10, "is binary (it holds NUL bytes)", "write it again as UTF-8 text"),
        ("f.csv", b"title\nA\x00B\n", "is binary (it holds NUL bytes)", "write it again as UTF-8 text"),
        (
            "f.csv",
            b"PK\x03\x04rest",
            "is a zip file or a workbook, not .csv",
            "if it is a workbook, name it .xlsx",
        ),
        ("f.csv", b"%PDF-1.7", "is a PDF, not .csv", "export the data in one of .jsonl, .json, .csv, .xlsx"),
        ("f.jsonl", b'{"id": "\xe9"}', "is not UTF-8 (line 1)", "save it with the encoding UTF-8"),
        ("f.csv", b"title\nA\n\x81\n", "is neither UTF-8 nor Windows-1252 (line 3)", "save it as UTF-8"),
    ],
)
def test_refused_as_a_whole(refused: Refusing, name: str, content: bytes, reason: str, hint: str) -> None:
    [problem] = refused(name=name, content=content)
    assert (problem.row, problem.field) == ("", "")
    assert problem.reason.startswith(reason)
    assert problem.hint.startswith(hint)


def test_a_folder_is_called_as_it_was_given(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ImportRefused, match=r"^\. is not a file; name one file\.$"):
        import_file(store, Path())


def test_too_large_is_said_before_reading(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(
        ImportRefused, match=r"^large.jsonl is 200 MB; the largest that is read is 200 MB, so split"
    ):
        import_file(store, path)


def test_missing_file_and_folder(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"^none.jsonl cannot be read: No such file or directory.$"):
        import_file(store, tmp_path / "none.jsonl")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(ImportRefused, match=r"^folder.csv is not a file; name one file.$"):
        import_file(store, tmp_path / "folder.csv")


def test_unknown_kind(store: Store, tmp_path: Path) -> None:
    with pytest.raises(
        ImportRefused, match="There is no kind of record 'thing'; write initiative, organisation"
    ):
        import_file(store, tmp_path / "x.csv", kind="thing")


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv"])
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_in_a_file(store: Store, tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"any.{suffix}"
    path.write_bytes(content)
    try:
        import_file(store, path, dry_run=True)
    except ImportRefused as error:
        assert error.report is not None
        assert error.report.problems


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    [
        *(
            "id",
            "title",
            "description",
            "language",
            "translations",
            "themes",
            "status",
            "start",
            "end",
            "needs",
        ),
        *("participants", "people", "sources", "name", "aliases", "kind", "parent", "country", "ror", "kbo"),
        *("labels", "alternative_labels", "broader", "affiliations", "type", "website", "updated_at"),
    ]
)


@given(row=st.dictionaries(KEYS, JSON, max_size=8))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_in_a_row(store: Store, tmp_path: Path, row: dict[str, object]) -> None:
    import json

    path = tmp_path / "any.jsonl"
    path.write_text(json.dumps(row))
    try:
        import_file(store, path, dry_run=True)
    except ImportRefused as error:
        assert error.report is not None
        assert all(problem.row in ("1", "") for problem in error.report.problems)
