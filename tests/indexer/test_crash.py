"""A build killed anywhere: what was served is served, and the next build needs no help."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.engine import Engine
from tests.fake_encoder import FakeEncoder
from tests.indexer.corpus import DOCUMENTS, MASKS

BEFORE_THE_SWAP = [
    *map(str, range(0, 11, 2)),
    "indexer.vector_cache.VectorCache.put",
    "indexer.writing.write_passages",
    "indexer.writing.write_lexical",
    "indexer.writing.write_tokens",
    "indexer.writing.file_records",
    "indexer.build.write_manifest",
    "indexer.build.make_current",
    "indexer.generation_folders.write_atomically",
]
AFTER_THE_SWAP = [
    "indexer.vector_cache.VectorCache.mark_used",
    "indexer.vector_cache.VectorCache.prune",
    "indexer.build.remove_old",
]


def killed(index: Path, place: str) -> None:
    command = [sys.executable, "-m", "tests.indexer.killed_build", str(index), place]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL


def first_hit(engine: Engine, query: str) -> str:
    return engine.search([query]).hits[0][0].passage.document_id


@pytest.mark.parametrize("place", BEFORE_THE_SWAP)
def test_killed_before_the_swap_the_old_generation_is_served(
    built: Engine, tmp_path: Path, place: str
) -> None:
    before = built.status().generation
    killed(tmp_path / "index", place)
    assert first_hit(built, "used masks") == "masks"
    reopened = Engine(tmp_path / "index", FakeEncoder)
    assert first_hit(reopened, "used masks") == "masks"
    assert reopened.status().generation == before
    check_the_next_build(reopened, tmp_path / "index")


@pytest.mark.parametrize("place", AFTER_THE_SWAP)
def test_killed_after_the_swap_the_new_generation_is_served(
    built: Engine, tmp_path: Path, place: str
) -> None:
    killed(tmp_path / "index", place)
    assert first_hit(built, "printed swabs") == "new"
    check_the_next_build(built, tmp_path / "index")


def check_the_next_build(engine: Engine, index: Path) -> None:
    report = engine.build([MASKS], source_counter=3)
    assert first_hit(engine, "swabs") == "masks"
    engine.verify()
    assert not list((index / "generations").glob(".*"))
    assert len(list((index / "generations").iterdir())) <= 2
    assert report.document_count == 1


def test_a_first_build_killed_leaves_nothing_that_is_served(tmp_path: Path) -> None:
    killed(tmp_path / "index", "indexer.build.make_current")
    engine = Engine(tmp_path / "index", FakeEncoder)
    assert engine.status().problem == "Nothing is indexed yet: run `compendium reindex`."
    report = engine.build(DOCUMENTS, source_counter=1)
    assert report.encoded_count == 1, "five were encoded before, four of these"
