"""A tiny world to judge in: three initiatives, four organisations, and answers written by hand."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from kb.evaluation import Catalogue, EvaluatedAnswer, Question

CATALOGUE = Catalogue(
    titles={"masks": "Masks", "tests": "Tests", "gel": "Gel"},
    names={"acme": "Acme", "lab": "The Lab", "ministry": "Ministry", "shop": "Shop"},
    organisations_of={
        "masks": frozenset({"acme", "ministry"}),
        "tests": frozenset({"lab", "ministry"}),
        "gel": frozenset({"shop"}),
    },
)


def answer(
    *initiatives: str, organisations: Sequence[str] = (), confidence: float = 0.5, is_close: bool = True
) -> EvaluatedAnswer:
    """Ids in this order, with scores 1, 1/2, 1/3…"""
    return EvaluatedAnswer(
        initiatives=tuple((name, 1 / rank) for rank, name in enumerate(initiatives, start=1)),
        organisations=tuple((name, 1 / rank) for rank, name in enumerate(organisations, start=1)),
        confidence=confidence,
        is_close=is_close,
    )


def question(name: str, **fields: object) -> Question:
    return Question.model_validate({"id": name, "text": f"question {name}", **fields})


def write_set(folder: Path, name: str, rows: Sequence[Mapping[str, object]], **qrels: str) -> None:
    """`rows` as ``<name>.queries.jsonl``; `qrels`: ``plain``, ``initiatives`` or ``organisations``."""
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / f"{name}.queries.jsonl").write_text(lines, encoding="utf-8")
    for target, text in qrels.items():
        middle = "" if target == "plain" else f".{target}"
        (folder / f"{name}{middle}.qrels").write_text(text, encoding="utf-8")
