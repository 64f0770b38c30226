"""What the best *other* document scores is measured at build and kept in the manifest."""

import json
from pathlib import Path

import numpy as np
import pytest

from indexer import Engine
from indexer.calibration import UNMEASURED
from indexer.passage import Calibration, Document, DocumentText
from tests.fake_encoder import FakeEncoder


def titled(document_id: str, title: str) -> Document:
    return Document(document_id, (DocumentText("en", "description", title, f"About {title}."),))


def built(folder: Path, documents: list[Document]) -> Engine:
    engine = Engine(folder, FakeEncoder)
    engine.build(documents, source_counter=1)
    return engine


def calibration_in_manifest(folder: Path) -> dict[str, dict[str, float]]:
    [path] = folder.glob("generations/*/manifest.json")
    found: dict[str, dict[str, float]] = json.loads(path.read_text("utf-8"))["calibration"]
    return found


def test_the_spread_is_that_of_the_best_other_document_for_every_title(tmp_path: Path) -> None:
    words = ["mask", "visor", "gel", "swab", "lamp", "robot", "plasma", "saliva", "vector", "antibody", "app"]
    documents = [titled(word, f"{word} maker") for word in words]
    engine = built(tmp_path, documents)
    found = engine.search([document.texts[0].title for document in documents], top=len(words))
    best = [
        max(hit.signals.late for hit in hits if hit.document_id != document.document_id)
        for document, hits in zip(documents, found.hits, strict=True)
    ]
    median = float(np.median(best))
    assert found.calibration.late.median == pytest.approx(median, abs=1e-4)
    deviation = 1.4826 * float(np.median(np.abs(np.array(best) - median)))
    assert found.calibration.late.deviation == pytest.approx(max(deviation, 0.02), abs=1e-4)
    assert calibration_in_manifest(tmp_path)["late"]["median"] == found.calibration.late.median


def test_a_corpus_too_small_to_measure_gets_the_stated_default(tmp_path: Path) -> None:
    engine = built(tmp_path, [titled("mask", "mask maker")])
    assert engine.search(["mask"]).calibration == UNMEASURED


def test_another_build_of_the_same_documents_measures_the_same(tmp_path: Path) -> None:
    documents = [titled(str(number), f"thing number {number} of many") for number in range(40)]

    def measured(folder: Path, given: list[Document]) -> Calibration:
        return built(folder, given).search(["thing"]).calibration

    assert measured(tmp_path / "a", documents) == measured(tmp_path / "b", documents[::-1])
