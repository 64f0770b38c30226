import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from indexer.centring import centred
from indexer.engine import Engine
from indexer.errors import IndexMissing
from indexer.generation import Generation
from indexer.generation_folders import current_folder
from models.errors import ModelNotFound
from tests.fake_encoder import FakeEncoder
from tests.indexer.corpus import DOCUMENTS, GEL, MASKS, document


def test_status_tells_without_loading_the_model(built: Engine, tmp_path: Path) -> None:
    def never() -> FakeEncoder:
        raise AssertionError("the model was loaded")

    status = Engine(tmp_path / "index", never).status()
    assert status.generation is not None
    assert status.generation.startswith("000001-")
    assert (status.document_count, status.passage_count, status.source_counter) == (5, 5, 1)
    assert (status.model, status.fingerprint, status.problem) == ("fake", "fake-1", None)
    assert status.built_at is not None
    assert timedelta(0) <= datetime.now(UTC) - status.built_at < timedelta(minutes=1)
    assert status.size_bytes == sum(
        path.stat().st_size for path in (tmp_path / "index").rglob("*") if path.is_file()
    )


def test_the_current_generation_is_the_one_that_answers(built: Engine) -> None:
    first = built.current_generation()
    assert built.search(["masks"]).generation == first
    built.build(DOCUMENTS[:-1], source_counter=2)
    assert built.current_generation() != first
    assert built.search(["masks"]).generation == built.current_generation()


def test_the_model_is_loaded_once_and_only_when_needed(tmp_path: Path) -> None:
    loaded: list[FakeEncoder] = []

    def load() -> FakeEncoder:
        loaded.append(FakeEncoder())
        return loaded[-1]

    engine = Engine(tmp_path / "index", load)
    assert engine.status().problem
    assert loaded == []
    engine.build(DOCUMENTS, source_counter=1)
    threads = [threading.Thread(target=engine.search, args=(["masks"],)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loaded) == 1


def test_a_model_that_cannot_be_loaded_says_so_and_is_tried_again(built: Engine, tmp_path: Path) -> None:
    tries: list[int] = []

    def load() -> FakeEncoder:
        tries.append(1)
        if len(tries) == 1:
            raise ModelNotFound("No model under this name.")
        return FakeEncoder()

    engine = Engine(tmp_path / "index", load)
    with pytest.raises(ModelNotFound):
        engine.search(["masks"])
    assert engine.search(["used masks"]).hits[0][0].passage.document_id == "masks"


def test_a_reader_sees_what_another_process_built(built: Engine, tmp_path: Path) -> None:
    reader = Engine(tmp_path / "index", FakeEncoder)
    assert [hit.document_id for hit in reader.search(["Brauerei"], top=1).hits[0]] == ["gel"]
    built.build([MASKS], source_counter=2)
    assert [hit.document_id for hit in reader.search(["Brauerei"]).hits[0]] == ["masks"]
    built.build([MASKS, GEL], source_counter=3)
    built.build([GEL], source_counter=4)
    built.build([GEL, document("new", "New", "Swabs")], source_counter=5)
    assert [hit.document_id for hit in reader.search(["swabs"], top=1).hits[0]] == ["new"]


def test_prepare_opens_the_generation(built: Engine, fake_encoder: FakeEncoder, tmp_path: Path) -> None:
    loaded: list[int] = []

    def load() -> FakeEncoder:
        loaded.append(1)
        return fake_encoder

    Engine(tmp_path / "index", load).prepare()
    assert loaded == [1]


def test_text_vectors_are_of_unit_length_and_centred_as_queries_are(
    built: Engine, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    texts = ["used masks", "Brauerei", "masks used", "", "lone \ud800 surrogate"]
    found = built.text_vectors(texts)
    assert found.fingerprint == "fake-1"
    assert found.vectors.dtype == np.float32
    assert found.vectors.shape == (5, 64)
    assert np.linalg.norm(found.vectors, axis=1).tolist() == pytest.approx([1.0] * 5, abs=1e-5)
    centre = Generation(current_folder(tmp_path / "index")).centres.queries
    assert centre.any()
    pooled = fake_encoder.encode_queries(["used masks", "Brauerei"]).pooled
    assert found.vectors[:2] == pytest.approx(centred(pooled, centre), abs=1e-6)
    # The fake knows no order of words, so the first and the third are the same text to it.
    assert found.vectors[0] @ found.vectors[2] == pytest.approx(1.0, abs=1e-5)
    assert found.vectors[0] @ found.vectors[1] < 0.5


def test_no_texts_have_no_vectors(built: Engine) -> None:
    assert built.text_vectors([]).vectors.shape == (0, 64)


def test_text_vectors_need_an_index(engine: Engine) -> None:
    with pytest.raises(IndexMissing):
        engine.text_vectors(["masks"])
