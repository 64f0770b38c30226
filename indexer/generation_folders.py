"""The generations in an index folder: which is current, what the next is called, which are removed."""

import os
import shutil
from pathlib import Path

from indexer.durable_files import sync_folder, write_atomically
from indexer.errors import IndexingError, IndexMissing
from indexer.manifest import Manifest, check_sizes, damaged, read_manifest

CURRENT = "current"
GENERATIONS = "generations"
BUILDING = ".building-"
"""Prefix of the name a generation has until it is whole."""
KEPT = 2


def current_folder(index: Path) -> Path:
    """Return the folder of the current generation of the index folder `index`.

    Raises:
        IndexMissing: nothing was built yet.
        GenerationDamaged: the pointer names no generation.
    """
    pointer = index / CURRENT
    try:
        name = pointer.read_text("utf-8").strip()
    except FileNotFoundError as error:
        raise IndexMissing("Nothing is indexed yet: run `compendium reindex`.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise damaged(pointer, "it cannot be read") from error
    folder = index / GENERATIONS / name
    if Path(name).name != name or not name.strip(".") or not folder.is_dir():
        raise damaged(pointer, "it names a generation that is not there")
    return folder


def current_manifest(index: Path) -> Manifest | None:
    """Return the manifest of the current generation if it is sound, else None."""
    try:
        folder = current_folder(index)
        manifest = read_manifest(folder)
        check_sizes(folder, manifest)
    except IndexingError:  # missing, damaged or of another format: all alike to who builds anew
        return None
    return manifest


def size_bytes(index: Path) -> int:
    """Return the size of all files under `index`; one that a build removes meanwhile counts nothing."""
    total = 0
    for folder, _, names in os.walk(index):
        for name in names:
            try:
                total += (Path(folder) / name).stat().st_size
            except FileNotFoundError:
                continue
    return total


def make_current(index: Path, building: Path, name: str) -> None:
    """Give the whole generation in `building` its `name` and point readers to it, each in one step."""
    building.replace(index / GENERATIONS / name)
    sync_folder(index / GENERATIONS)
    write_atomically(index / CURRENT, name + "\n")


def next_number(index: Path) -> int:
    """Return the number of the next generation: one more than any there is."""
    return max((_number(path) for path in _generations(index)), default=0) + 1


def remove_unfinished(index: Path) -> None:
    """Remove what killed builds left behind; only while no other build runs."""
    for path in (index / GENERATIONS).glob(BUILDING + "*"):
        shutil.rmtree(path)


def remove_old(index: Path) -> None:
    """Remove all but the current generation and the newest others, `KEPT` in all.

    A reader that still has a removed one open keeps its files until it lets go of them.
    """
    current = current_folder(index)
    others = sorted((path for path in _generations(index) if path != current), key=_number)
    for path in others[: len(others) - (KEPT - 1)]:
        shutil.rmtree(path)


def _generations(index: Path) -> list[Path]:
    """Return the folders of whole generations."""
    return [path for path in (index / GENERATIONS).glob("*-*") if not path.name.startswith(".")]


def _number(folder: Path) -> int:
    """Return the number in a generation's name, 0 if it has none."""
    number = folder.name.partition("-")[0]
    return int(number) if number.isdecimal() else 0
