"""Builds and searches at the same time."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.engine import Engine
from indexer.errors import BuildInProgress
from indexer.generation import Generation
from indexer.locking import building
from tests.fake_encoder import FakeEncoder
from tests.indexer.corpus import DOCUMENTS, GEL, MASKS


def test_a_second_build_is_refused_while_one_runs(engine: Engine, tmp_path: Path) -> None:
    refused: list[str] = []

    def build_again(step: str, done: int, total: int) -> None:
        if not refused:
            with pytest.raises(BuildInProgress, match=r"Another build is running .* wait") as error:
                Engine(tmp_path / "index", FakeEncoder).build(DOCUMENTS, source_counter=1)
            refused.append(str(error.value))

    assert engine.build(DOCUMENTS, source_counter=1, progress=build_again).document_count == 5
    assert len(refused) == 1
    assert engine.build([MASKS], source_counter=2).document_count == 1


def test_a_killed_build_holds_no_lock(built: Engine, tmp_path: Path) -> None:
    script = (
        "import sys, time, pathlib; from indexer.locking import building\n"
        "with building(pathlib.Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "index")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BuildInProgress), building(tmp_path / "index"):
            pass
        holder.kill()
        holder.wait()
        assert built.build([MASKS], source_counter=2).document_count == 1


def test_status_and_searches_go_on_while_generations_come_and_go(built: Engine, tmp_path: Path) -> None:
    """Files vanish under whoever lists the folder; two builds in a row remove what is being opened."""
    builder = Engine(tmp_path / "index", FakeEncoder)
    errors: list[BaseException] = []

    def rebuild() -> None:
        try:
            for counter in range(2, 14):
                builder.build(DOCUMENTS[counter % 2 :], source_counter=counter)
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=rebuild)
    thread.start()
    seen = set()
    while thread.is_alive():
        status = Engine(tmp_path / "index", FakeEncoder).status()
        assert status.problem is None
        found = Engine(tmp_path / "index", FakeEncoder).search(["masks"], top=1)
        assert len(found.hits[0]) == 1
        seen |= {status.generation, found.generation}
    thread.join()
    assert errors == []
    assert len(seen) > 2


def test_a_file_that_vanishes_while_the_folder_is_measured_counts_nothing(
    built: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    building = tmp_path / "index/generations/.building-000002"
    building.mkdir()
    (building / "half").write_text("x")
    size = built.status().size_bytes
    real = os.walk

    def walk(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
        for place, folders, names in real(folder):
            (building / "half").unlink(missing_ok=True)
            yield place, folders, ["half"] if place == str(building) else names

    monkeypatch.setattr(os, "walk", walk)
    status = built.status()
    assert (status.problem, status.size_bytes) == (None, size - 1)


def test_a_generation_removed_while_it_is_opened_gives_way_to_the_one_after(
    built: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Engine(tmp_path / "index", FakeEncoder)
    opened: list[Path] = []

    def late(folder: Path) -> Generation:
        opened.append(folder)
        if len(opened) == 1:
            built.build([MASKS], source_counter=2)
            built.build([MASKS, GEL], source_counter=3)
        return Generation(folder)

    monkeypatch.setattr("indexer.engine.Generation", late)
    found = reader.search(["masks"])
    assert [hit.document_id for hit in found.hits[0]] == ["masks", "gel"]
    assert [folder.name[:6] for folder in opened] == ["000001", "000003"]
    assert found.generation == opened[1].name


def test_readers_answer_whole_generations_while_they_are_swapped(built: Engine, tmp_path: Path) -> None:
    """Two corpora by turns: every answer is that of one or the other, never a mixture or an error."""
    corpora = [DOCUMENTS, (MASKS, GEL)]
    stop = threading.Event()
    seen: list[frozenset[str]] = []
    errors: list[BaseException] = []

    def read() -> None:
        try:
            while not stop.is_set():
                [hits] = built.search(["masks gel vaccin scholen ventilators"]).hits
                seen.append(frozenset(hit.document_id for hit in hits))
        except BaseException as error:
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    writer = Engine(tmp_path / "index", FakeEncoder)
    for counter in range(2, 8):
        writer.build(corpora[counter % 2 - 1], source_counter=counter)
    stop.set()
    for reader in readers:
        reader.join()
    assert errors == []
    assert set(seen) == {frozenset(document.document_id for document in corpus) for corpus in corpora}
