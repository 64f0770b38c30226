"""The wheel, installed where nothing else is, does the whole job."""

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.sample_vectors import put_vectors

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "data")


def run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def compendium(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The console script of a fresh environment in which only the wheel was installed."""
    folder = tmp_path_factory.mktemp("wheel")
    tree = folder / "tree"
    shutil.copytree(ROOT, tree, ignore=lambda path, names: LEFT_OUT(path, names) if path == str(ROOT) else [])
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, tree, folder=folder)
    [wheel] = folder.glob("*.whl")
    venv.create(folder / "environment", with_pip=True)
    programs = folder / "environment" / "bin"
    pip = (programs / "python", "-m", "pip", "install", "--quiet", "--no-compile", "--constraint")
    run(*pip, ROOT / "constraints.txt", wheel, folder=folder)
    return programs / "compendium"


@pytest.mark.real_model
def test_an_installed_wheel_loads_the_sample_builds_and_answers(
    compendium: Path, tmp_path: Path, sample_vectors: Path
) -> None:
    put_vectors(sample_vectors, tmp_path / "data" / "index")
    kites = {
        "id": "kites",
        "title": "Kites that carry samples",
        "description": "Kites fly blood samples over the Meuse.",
    }
    (tmp_path / "kites.json").write_text(json.dumps([kites]), encoding="utf-8")
    run(compendium, "sample", folder=tmp_path)
    run(compendium, "import", "kites.json", folder=tmp_path)
    run(compendium, "reindex", folder=tmp_path)
    answer = json.loads(run(compendium, "search", "décontaminer des masques FFP2", "--json", folder=tmp_path))
    assert "mask" in answer["initiatives"][0]["initiative"]["title"].casefold()
    assert answer["initiatives"][0]["participants"][0]["actor"]["name"]
    encoded_here = json.loads(
        run(compendium, "search", "samples carried by kites", "--json", folder=tmp_path)
    )
    assert encoded_here["initiatives"][0]["initiative"]["id"] == "kites"


def test_an_installed_wheel_carries_pages_styles_translations_and_migrations(compendium: Path) -> None:
    [site_packages] = compendium.parent.parent.glob("lib/*/site-packages")
    for room in ("web", "kb", "indexer", "models"):
        in_tree = {path.relative_to(ROOT) for path in (ROOT / room).rglob("*") if is_shipped(path)}
        missing = {str(path) for path in in_tree if not (site_packages / path).is_file()}
        assert missing == set()


def is_shipped(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and path.suffix not in {".pot", ".cfg"}


def test_the_environment_of_the_wheel_is_not_this_one(compendium: Path) -> None:
    python = compendium.with_name("python")
    code = "import web, sys; print(web.__file__)"
    assert str(ROOT) not in run(python, "-c", code, folder=compendium.parent)
    assert os.environ.get("PYTHONPATH") is None
