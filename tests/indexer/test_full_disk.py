"""A disk that fills up in the middle of a build, whichever library meets it."""

import subprocess
import sys
from pathlib import Path

import pytest

from indexer.engine import Engine


@pytest.mark.parametrize("limit", [0, 1_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000])
def test_one_line_says_so_and_the_old_generation_is_served(built: Engine, tmp_path: Path, limit: int) -> None:
    before = built.status().generation
    command = [sys.executable, "-m", "tests.indexer.limited_build", str(tmp_path / "index"), str(limit)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.stdout.startswith("The index in ")
    assert "cannot be written" in done.stdout
    assert "free some space" in done.stdout
    assert done.stdout.count("\n") == 0
    assert done.returncode == 0
    assert built.status().generation == before
    assert built.search(["used masks"]).hits[0][0].passage.document_id == "masks"
