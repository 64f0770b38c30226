"""Which files of a folder are question sets, and which judgments belong to them."""

from dataclasses import dataclass, field
from pathlib import Path

from kb.evaluation.errors import Problems
from kb.evaluation.questions import TARGETS, Target

_QUERIES = ".queries.jsonl"
_BEIR_QUERIES = "queries.jsonl"
_BEIR_NAME = "questions"
_BEIR_QRELS = ("qrels.tsv", "qrels.txt", "qrels/test.tsv")
_QRELS = (".qrels", ".qrels.tsv", ".qrels.txt")


@dataclass(frozen=True, slots=True)
class SetFiles:
    """The files of one set."""

    name: str
    queries: Path
    qrels: Path | None = None
    """Judgments whose target is seen from their ids."""
    qrels_by_target: dict[Target, Path] = field(default_factory=dict)
    """Judgments whose target is in the file's name."""


def find_sets(folder: Path, problems: Problems) -> list[SetFiles]:
    """``<set>.queries.jsonl`` with ``<set>.qrels``, or BEIR's ``queries.jsonl`` with its qrels, by name."""
    if not folder.is_dir():
        problems.add(str(folder), None, "", "there is no such folder", "name a folder of judged questions")
        return []
    found = [_named(folder, path.name.removesuffix(_QUERIES)) for path in sorted(folder.glob(f"*{_QUERIES}"))]
    if (folder / _BEIR_QUERIES).is_file():
        qrels = next((folder / name for name in _BEIR_QRELS if (folder / name).is_file()), None)
        found.append(SetFiles(name=_BEIR_NAME, queries=folder / _BEIR_QUERIES, qrels=qrels))
    if not found:
        remedy = f"write initiatives{_QUERIES} and initiatives.qrels, or {_BEIR_QUERIES} and qrels.tsv"
        problems.add(str(folder), None, "", "holds no questions", remedy)
    _check_strays(folder, found, problems)
    return found


def _named(folder: Path, name: str) -> SetFiles:
    by_target = {target: _first(folder, f"{name}.{target}") for target in TARGETS}
    return SetFiles(
        name=name,
        queries=folder / f"{name}{_QUERIES}",
        qrels=_first(folder, name),
        qrels_by_target={target: path for target, path in by_target.items() if path is not None},
    )


def _first(folder: Path, name: str) -> Path | None:
    return next((folder / (name + suffix) for suffix in _QRELS if (folder / (name + suffix)).is_file()), None)


def _check_strays(folder: Path, found: list[SetFiles], problems: Problems) -> None:
    """A judgment file that no question file claims is a misspelled name, not something to pass over."""
    claimed = {path for one in found for path in (one.qrels, *one.qrels_by_target.values())}
    for path in sorted(folder.glob("*.qrels*")):
        if path.is_file() and path not in claimed:
            remedy = f"name its questions {path.name.split('.')[0]}{_QUERIES}, or take the file away"
            problems.add(path.name, None, "", "judges no questions of this folder", remedy)
