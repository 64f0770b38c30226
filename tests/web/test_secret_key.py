"""The key that signs forms: made once, for its owner only, the same for all who start at once."""

import dataclasses
import errno
import logging
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from kb.knowledge_base import KnowledgeBase
from web.application import create_app
from web.secret_key import secret_key
from web.settings import Settings


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        key = secret_key(tmp_path)
    finally:
        os.umask(before)
    file = tmp_path / "secret_key"
    assert len(key) == 64
    assert file.read_text() == f"{key}\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert secret_key(tmp_path) == key


@pytest.mark.parametrize("content", ["", "short", "  \n"])
def test_a_file_without_a_whole_key_gets_one(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret_key").write_text(content)
    key = secret_key(tmp_path)
    assert (tmp_path / "secret_key").read_text() == f"{key}\n"
    assert len(key) == 64


def test_a_folder_that_cannot_hold_it_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "secret_key").mkdir()
    with caplog.at_level(logging.WARNING):
        one, other = secret_key(tmp_path), secret_key(tmp_path)
    assert one != other
    assert "or set COMPENDIUM_SECRET_KEY" in caplog.text
    assert one not in caplog.text


@pytest.mark.parametrize("content", ["k" * 64, "short"])
def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path, content: str) -> None:
    file = tmp_path / "secret_key"
    file.write_text(content)
    file.chmod(0o644)
    secret_key(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_good_key_is_used_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "secret_key").write_text("k" * 64)
    really_open = os.open

    def open_on_a_read_only_disk(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)
        return really_open(path, flags, mode)

    def refuse(_descriptor: int, _mode: int) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    # As a disk that is mounted read-only answers; permissions would not stop an administrator.
    monkeypatch.setattr(os, "open", open_on_a_read_only_disk)
    monkeypatch.setattr(os, "fchmod", refuse)
    (tmp_path / "secret_key").chmod(0o644)
    assert secret_key(tmp_path) == "k" * 64
    assert f"run `chmod 600 {tmp_path / 'secret_key'}`" in caplog.text


@pytest.mark.parametrize("content", [None, "", "k" * 64])
def test_a_link_is_not_followed(
    tmp_path: Path, content: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = tmp_path / "elsewhere"
    if content is not None:
        elsewhere.write_text(content)
    (tmp_path / "secret_key").symlink_to(elsewhere)
    assert secret_key(tmp_path) not in ("k" * 64, secret_key(tmp_path))
    assert "cannot be kept" in caplog.text
    assert (elsewhere.read_text() if elsewhere.exists() else None) == content


def test_programs_that_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from web.secret_key import secret_key; sys.stdin.readline(); "
        "print(secret_key(Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    programs = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    keys = {program.communicate(timeout=60)[0].strip() for program in programs}
    assert keys == {(tmp_path / "secret_key").read_text().strip()}


def test_the_application_keeps_it_in_the_data_folder(app: Flask, knowledge_base: KnowledgeBase) -> None:
    assert app.secret_key == (knowledge_base.folder / "secret_key").read_text().strip()


def test_a_key_of_the_configuration_comes_first(knowledge_base: KnowledgeBase, settings: Settings) -> None:
    chosen = dataclasses.replace(settings, secret_key="chosen by those who run it")
    assert "chosen by those" not in repr(chosen)
    made = create_app(chosen, knowledge_base=knowledge_base, warm_up=False)
    assert made.secret_key == "chosen by those who run it"


def test_a_file_that_holds_no_text_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_bytes(bytes(range(100, 256)) * 2)
    key = secret_key(tmp_path)
    assert len(key) == 64
    assert secret_key(tmp_path) == key
    assert (tmp_path / "secret_key").read_text() == f"{key}\n"
