"""Fits the model that tells which sentences state a need: ``python -m tests.relevance.fit_stating DATA``.

Reads the training texts and the develop half of the judged projects, encodes them with the bundled model as
the data folder DATA has it indexed, and writes ``kb/project/data/stating.json``. Prints how well needs are
found in texts that were left out of the fit (20 folds of whole texts), at the threshold it chooses: the
lowest with at most `SPURIOUS` needs too many a text in the judged projects, which are as long as real ones.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from indexer import open_engine
from kb.evaluation.projects.measures import is_same_place
from kb.project.needs import MOST_FOUND, SHORTLIST, in_context
from kb.project.segments import Segment, segments
from kb.project.stating import features

FOLDER = Path(__file__).parent / "projects"
OUT = Path(__file__).parents[2] / "kb" / "project" / "data" / "stating.json"
SPURIOUS = 0.8
"""Segments a text that are taken for needs and are none."""
FOLDS = 20
STRENGTH = 0.3
"""Inverse of the regularisation."""
VECTOR_SCALE = 5.0
"""How much more freely the dimensions of vectors are fitted than the features."""

_Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Texts:
    """All segments of all texts."""

    segments: list[Segment]
    text_of: NDArray[np.int64]
    """``[segments]``, the number of the text each is from."""
    states: NDArray[np.bool_]
    """``[segments]``, whether it states a need."""
    needs: list[list[set[int]]]
    """For each text and each of its needs the segments that state it."""
    judged: NDArray[np.bool_]
    """``[texts]``, whether it is a judged project: the others are shorter."""


def main(data: Path) -> None:
    """Fit, print and write."""
    texts = _read_texts()
    engine = open_engine(data / "index", runtime="compiled-32-bit")
    encoded = engine.text_vectors([in_context(segment) for segment in texts.segments])
    names = list(features(texts.segments[0]))
    words = np.array([list(features(segment).values()) for segment in texts.segments])
    both = np.hstack([words, VECTOR_SCALE * encoded.vectors])
    by_words = _left_out(words, texts, strength=1.0)
    read = _surest(by_words, texts, SHORTLIST)
    fitted = {
        "words": _fitted(words, by_words, read, texts, names, strength=1.0),
        "models": {
            encoded.fingerprint: _fitted(
                both, _left_out(both, texts, strength=STRENGTH), read, texts, names, strength=STRENGTH
            )
        },
    }
    OUT.write_text(json.dumps(fitted) + "\n", encoding="utf-8")


def _fitted(
    columns: _Matrix,
    likely: _Matrix,
    read: NDArray[np.bool_],
    texts: _Texts,
    names: Sequence[str],
    *,
    strength: float,
) -> dict[str, object]:
    """The model over all texts, with the threshold that those left out of the fit led to."""
    threshold = _threshold(np.where(read, likely, 0.0), texts)
    model = _model(strength).fit(columns, texts.states)
    weights = model.coef_[0]
    vector = VECTOR_SCALE * weights[len(names) :]
    return {
        "intercept": round(float(model.intercept_[0]), 4),
        "features": dict(zip(names, weights[: len(names)].round(4).tolist(), strict=True)),
        "vector": vector.round(4).tolist(),
        "threshold": threshold,
    }


def _left_out(columns: _Matrix, texts: _Texts, *, strength: float) -> _Matrix:
    """For each segment what a model says that was fitted without its text, ``[segments]``."""
    likely = np.zeros(len(columns))
    for fold in range(FOLDS):
        left_out = texts.text_of % FOLDS == fold
        model = _model(strength).fit(columns[~left_out], texts.states[~left_out])
        likely[left_out] = model.predict_proba(columns[left_out])[:, 1]
    return likely


def _surest(likely: _Matrix, texts: _Texts, count: int) -> NDArray[np.bool_]:
    """The `count` segments of each text that are likeliest, as `kb.project.needs` chooses them."""
    chosen = np.zeros(len(likely), dtype=np.bool_)
    for number in range(len(texts.needs)):
        places = np.flatnonzero(texts.text_of == number)
        chosen[places[np.argsort(-likely[places], kind="stable")[:count]]] = True
    return chosen


def _threshold(likely: _Matrix, texts: _Texts) -> float:
    """The lowest that keeps to `SPURIOUS` in the judged projects; prints what it finds."""
    judged = texts.judged[texts.text_of]
    count = int(texts.judged.sum())
    most = _surest(likely, texts, MOST_FOUND)
    for threshold in np.arange(0.05, 0.95, 0.01):
        taken = most & (likely >= threshold)
        spurious = int((taken & judged & ~texts.states).sum()) / count
        if spurious <= SPURIOUS:
            break
    needs = [
        need for text, is_judged in zip(texts.needs, texts.judged, strict=True) if is_judged for need in text
    ]
    found = sum(any(taken[place] for place in need) for need in needs)
    sys.stdout.write(
        f"threshold {threshold:.2f} finds {found} of {len(needs)} needs "
        f"({found / len(needs):.3f}) in {count} texts, {spurious:.2f} too many a text\n"
    )
    return round(float(threshold), 2)


def _model(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=3000)


def _read_texts() -> _Texts:
    rows = [
        json.loads(line)
        for name in ("training.jsonl", "projects.jsonl")
        for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()
    ]
    found: list[Segment] = []
    text_of: list[int] = []
    needs: list[list[set[int]]] = []
    rows = [row for row in rows if row.get("half") != "report"]
    for number, row in enumerate(rows):
        own = segments(row["text"])
        places = [_places(row["text"], need["quotes"]) for need in row["needs"]]
        first = len(found)
        needs.append(
            [
                {
                    first + at
                    for at, segment in enumerate(own)
                    if any(is_same_place((segment.start, segment.end), place) for place in quoted)
                }
                for quoted in places
            ]
        )
        found += own
        text_of += [number] * len(own)
    stating = set[int]().union(*(need for text in needs for need in text))
    states = np.array([place in stating for place in range(len(found))])
    judged = np.array(["half" in row for row in rows])
    return _Texts(found, np.array(text_of), states, needs, judged)


def _places(text: str, quotes: Sequence[str]) -> list[tuple[int, int]]:
    return [(start := text.index(quote), start + len(quote)) for quote in quotes]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
