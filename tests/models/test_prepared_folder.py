"""A prepared folder is whole or absent."""

import errno
import os
import shutil
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from models.errors import CacheUnusable, NotEnoughSpace
from models.prepared_folder import MANIFEST, discard, prepare, read_facts, read_verified_facts


def write_two_files(folder: Path) -> dict[str, int]:
    (folder / "sub").mkdir()
    (folder / "a.txt").write_text("abc")
    (folder / "sub" / "b.txt").write_text("defg")
    return {"dimension": 4}


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    folder = tmp_path / "models" / "ready"
    assert prepare(folder, write_two_files, needed_bytes=10) == {"dimension": 4}
    return folder


def test_what_was_written_is_found_with_its_facts(prepared: Path) -> None:
    assert read_facts(prepared) == {"dimension": 4}
    assert read_verified_facts(prepared) == {"dimension": 4}
    assert (prepared / "sub" / "b.txt").read_text() == "defg"
    assert [path.name for path in prepared.parent.iterdir()] == ["ready"]


def test_absent_is_absent(tmp_path: Path) -> None:
    assert read_facts(tmp_path / "nothing") is None
    assert read_verified_facts(tmp_path / "nothing") is None


def test_another_size_is_seen_cheaply_and_another_byte_when_asked(prepared: Path) -> None:
    (prepared / "a.txt").write_text("abd")
    assert read_facts(prepared) == {"dimension": 4}
    assert read_verified_facts(prepared) is None
    (prepared / "a.txt").write_text("ab")
    assert read_facts(prepared) is None


@pytest.mark.parametrize("manifest", ["", "[]", "{", '{"format": 99, "files": {}, "facts": {}}', "\xff"])
def test_a_manifest_that_says_nothing_is_no_manifest(prepared: Path, manifest: str) -> None:
    (prepared / MANIFEST).write_text(manifest, encoding="latin-1")
    assert read_facts(prepared) is None


def test_a_file_that_is_gone_is_damage(prepared: Path) -> None:
    (prepared / "sub" / "b.txt").unlink()
    assert read_facts(prepared) is None
    discard(prepared)
    assert not prepared.exists()
    assert prepare(prepared, write_two_files, needed_bytes=10) == {"dimension": 4}
    assert read_facts(prepared) == {"dimension": 4}


def test_the_first_to_finish_wins_and_the_second_is_content(tmp_path: Path) -> None:
    folder = tmp_path / "ready"

    def write_slowly(temporary: Path) -> dict[str, int]:
        prepare(folder, write_two_files, needed_bytes=10)  # the other process, meanwhile
        return write_two_files(temporary)

    assert prepare(folder, write_slowly, needed_bytes=10) == {"dimension": 4}
    assert read_verified_facts(folder) == {"dimension": 4}
    assert [path.name for path in tmp_path.iterdir()] == ["ready"]


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail(folder: Path) -> dict[str, int]:
        (folder / "half").write_text("half")
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        prepare(tmp_path / "ready", fail, needed_bytes=10)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_goes_after_a_day(tmp_path: Path) -> None:
    old, fresh = tmp_path / ".preparing-old", tmp_path / ".preparing-fresh"
    old.mkdir()
    fresh.mkdir()
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    prepare(tmp_path / "ready", write_two_files, needed_bytes=10)
    assert not old.exists()
    assert fresh.exists()


def test_too_little_room_is_said_with_both_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=12_000_000))
    with pytest.raises(NotEnoughSpace, match=r"needs 500 MB in .* and only 12 MB are free; make room"):
        prepare(tmp_path / "ready", write_two_files, needed_bytes=500_000_000)


def test_a_disk_that_fills_up_meanwhile(tmp_path: Path) -> None:
    def fill(folder: Path) -> dict[str, int]:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(NotEnoughSpace, match=r"filled up .* make room"):
        prepare(tmp_path / "ready", fill, needed_bytes=10)
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CacheUnusable, match="choose another cache folder"):
        prepare(tmp_path / "file" / "ready", write_two_files, needed_bytes=10)
