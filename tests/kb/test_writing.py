"""A file appears whole or not at all, and what went wrong is said once, with a remedy."""

from pathlib import Path

import pytest

from kb.errors import ExportRefused
from kb.writing import replacing

REMEDY = "; name another file, or make room for it"


def test_text_and_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with replacing(path) as file:
        file.write("é\n")
        assert not path.exists()
    assert path.read_bytes() == b"\xc3\xa9\n"
    with replacing(path) as file:
        file.buffer.write(b"\x00\xff")
    assert path.read_bytes() == b"\x00\xff"
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_error_within_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("before")
    with pytest.raises(KeyError), replacing(path) as file:
        file.write("half")
        raise KeyError
    assert path.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    for name, reason in (
        ("none/a", "No such file or directory"),
        ("file/a", "Not a directory"),
        ("folder", "Is a directory"),
    ):
        with (
            pytest.raises(ExportRefused, match=f"Cannot write {tmp_path / name}: {reason}{REMEDY}"),
            replacing(tmp_path / name) as file,
        ):
            file.write("text")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "folder"]
