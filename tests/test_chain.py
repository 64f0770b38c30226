"""One chain of rooms: web, kb, indexer, models."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def lint_imports(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-cache", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def test_each_room_knows_only_its_neighbour() -> None:
    checked = lint_imports()
    assert checked.returncode == 0, checked.stdout
    assert "Contracts: 3 kept, 0 broken." in checked.stdout


@pytest.mark.parametrize(
    ("room", "line", "broken"),
    [
        ("models", "import indexer", "One chain: web, kb, indexer, models BROKEN"),
        ("web", "import indexer", "web opens only the door of kb BROKEN"),
        ("kb", "import models", "kb opens only the door of indexer BROKEN"),
    ],
)
def test_a_wrong_import_is_noticed(tmp_path: Path, room: str, line: str, broken: str) -> None:
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for name in ("web", "kb", "indexer", "models"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(f"{line}\n" if name == room else "")
    checked = lint_imports(folder=tmp_path)
    assert checked.returncode == 1
    assert broken in checked.stdout
