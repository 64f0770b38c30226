"""Builds and searches at the same time."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from indexer.engine import Engine
from indexer.errors import BuildInProgress
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
                seen.append(frozenset(hit.passage.document_id for hit in hits))
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
