"""The last stage by hand, and in the whole search with a real, tiny cross-encoder."""

import threading
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from indexer.chunking import encoded_text
from indexer.cross_encoding import CROSS_ENCODED, CrossEncoded, cross_encoded
from indexer.engine import Engine
from indexer.passage import Document, DocumentText, Hit
from models.errors import ModelUnusable
from models.reranker import Reranker, load_reranker
from tests.fake_encoder import FakeEncoder
from tests.indexer.corpus import DOCUMENTS, document
from tests.models.tiny_reranker import reranker_loader, scores_by_hand, write_tiny_reranker

WORDS = ("masks", "gel", "gloves", "visors", "swabs", "gowns", "filters", "robots", "vaccines", "tests")
MANY = [
    document(f"d{number:02d}", f"Title {number}", " ".join(WORDS[: 1 + number % 10]) + f" number {number}.")
    for number in range(40)
]
QUERY = "masks and gel"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_reranker(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture
def reranking(engine: Engine, tmp_path: Path, tiny: Path) -> Engine:
    """An engine with a reranker, beside `engine` on the same folder, which holds `MANY`."""
    engine.build(MANY, source_counter=1)
    return Engine(tmp_path / "index", FakeEncoder, reranker_loader(tiny))


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.document_id for hit in hits]


def test_scores_are_half_what_they_were_and_half_what_the_reranker_says() -> None:
    read = np.array([0.1, 0.9, 0.4], dtype=np.float32)
    assert cross_encoded([0.8, 0.6, 0.5, 0.5, 0.3], read) == [
        CrossEncoded(1, 0.75, 0.9),
        CrossEncoded(0, 0.45, 0.1),
        CrossEncoded(2, 0.45, 0.4),  # equal scores stay as they were
        CrossEncoded(3, 0.25, None),
        CrossEncoded(4, 0.15, None),
    ]


def test_a_document_that_was_read_stays_before_one_that_was_not_whatever_was_said_of_it() -> None:
    documents = cross_encoded([0.5, 0.5, 0.5], np.zeros(2, dtype=np.float32))
    assert [(document.place, document.score) for document in documents] == [(0, 0.25), (1, 0.25), (2, 0.25)]


def test_nothing_found_is_nothing_reread() -> None:
    assert cross_encoded([], np.empty(0, dtype=np.float32)) == []


def test_the_best_documents_are_reread_with_the_query(engine: Engine, reranking: Engine, tiny: Path) -> None:
    [before] = engine.search([QUERY]).hits
    [after] = reranking.search([QUERY]).hits
    assert len(before) == len(after) == len(MANY) > CROSS_ENCODED
    texts = [encoded_text(hit.passage) for hit in before[:CROSS_ENCODED]]
    said = dict(zip(ids(before[:CROSS_ENCODED]), scores_by_hand(tiny, QUERY, texts).tolist(), strict=True))
    expected = {
        hit.passage.document_id: hit.score / 2 + said.get(hit.passage.document_id, 0.0) / 2 for hit in before
    }
    assert ids(after) == sorted(expected, key=lambda document_id: -expected[document_id])
    assert ids(after[:CROSS_ENCODED]) != ids(before[:CROSS_ENCODED]), "else any order would pass"
    assert ids(after[CROSS_ENCODED:]) == ids(before[CROSS_ENCODED:])
    for hit in after:
        assert hit.score == pytest.approx(expected[hit.passage.document_id], abs=2e-6)
    for hit in after[:CROSS_ENCODED]:
        assert hit.signals.cross_encoder == pytest.approx(said[hit.passage.document_id], abs=1e-5)
    assert all(hit.signals.cross_encoder is None for hit in after[CROSS_ENCODED:])
    assert all(0 <= later.score <= earlier.score <= 1 for earlier, later in pairwise(after))
    assert [hit.rank for hit in after] == list(range(1, len(MANY) + 1))


def test_everything_else_about_a_hit_stays(engine: Engine, reranking: Engine) -> None:
    [before], [after] = engine.search([QUERY]).hits, reranking.search([QUERY]).hits
    known = {hit.passage.document_id: hit for hit in before}
    for hit in after:
        other = known[hit.passage.document_id]
        assert (hit.passage, hit.found_by, hit.matches) == (other.passage, other.found_by, other.matches)
        assert (hit.signals.dense, hit.signals.lexical) == (other.signals.dense, other.signals.lexical)
        assert (hit.signals.fused, hit.signals.late) == (other.signals.fused, other.signals.late)


@pytest.mark.parametrize("top", [1, 5, CROSS_ENCODED, CROSS_ENCODED + 1])
def test_few_are_the_first_of_many(reranking: Engine, top: int) -> None:
    [many] = reranking.search([QUERY]).hits
    assert reranking.search([QUERY], top=top).hits == (many[:top],)


def test_a_batch_answers_as_its_queries_would_alone(reranking: Engine) -> None:
    queries = [QUERY, "robots", "vaccines tests", "nothing of the kind"]
    assert reranking.search(queries).hits == tuple(reranking.search([query]).hits[0] for query in queries)


def test_only_what_is_allowed_is_read(reranking: Engine) -> None:
    [hits] = reranking.search([QUERY], allowed={"d01", "d02", "d03"}).hits
    assert set(ids(hits)) == {"d01", "d02", "d03"}
    assert all(hit.signals.cross_encoder is not None for hit in hits)
    assert reranking.search([QUERY], allowed=set()).hits == ((),)


def test_without_a_reranker_or_without_asking_it_nothing_changes(engine: Engine, reranking: Engine) -> None:
    plain = engine.search([QUERY])
    assert reranking.search([QUERY], rerank=False) == plain
    assert all(hit.signals.cross_encoder is None for hit in plain.hits[0])


def test_a_build_measures_and_writes_the_same_with_a_reranker(
    engine: Engine, tmp_path: Path, tiny: Path
) -> None:
    engine.build(MANY, source_counter=1)
    other = Engine(tmp_path / "other", FakeEncoder, reranker_loader(tiny))
    other.build(MANY, source_counter=1)
    assert other.search([QUERY]).calibration == engine.search([QUERY]).calibration


def test_the_best_passage_is_read_with_its_title_in_whatever_language_it_is(
    tmp_path: Path, tiny: Path
) -> None:
    """What is shown depends on the reader; what is read, and so the ranking, does not."""
    texts = (
        DocumentText("en", "description", "Kites", "Kites carry samples."),
        DocumentText("fr", "description", "Cerfs-volants", "Les cerfs-volants portent des échantillons."),
    )
    engine = Engine(tmp_path / "index", FakeEncoder, reranker_loader(tiny))
    engine.build([Document("kites", texts), *DOCUMENTS], source_counter=1)
    [[english, *_]] = engine.search(["kites carry samples"], language="en").hits
    [[french, *_]] = engine.search(["kites carry samples"], language="fr").hits
    assert (english.passage.language, french.passage.language) == ("en", "fr")
    said = scores_by_hand(tiny, "kites carry samples", ["Kites. Kites carry samples."])
    assert english.signals.cross_encoder == pytest.approx(float(said[0]), abs=1e-5)
    assert english.signals == french.signals


def test_it_is_loaded_once_and_only_when_it_is_asked(engine: Engine, tmp_path: Path, tiny: Path) -> None:
    loaded: list[Reranker] = []

    def load() -> Reranker:
        loaded.append(load_reranker(str(tiny), device="cpu"))
        return loaded[-1]

    reranking = Engine(tmp_path / "index", FakeEncoder, load)
    reranking.build(DOCUMENTS, source_counter=1)
    reranking.search(["masks"], rerank=False)
    assert reranking.status().problem is None
    assert loaded == []
    threads = [threading.Thread(target=reranking.search, args=(["masks"],)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    reranking.prepare()
    assert len(loaded) == 1


def test_one_that_cannot_be_used_stops_the_search_and_the_preparation(engine: Engine, tmp_path: Path) -> None:
    engine.build(DOCUMENTS, source_counter=1)
    two = write_tiny_reranker(tmp_path / "two", labels=2)
    reranking = Engine(tmp_path / "index", FakeEncoder, reranker_loader(two))
    with pytest.raises(ModelUnusable, match="gives 2 scores for a text, not one"):
        reranking.search(["masks"])
    with pytest.raises(ModelUnusable, match="gives 2 scores for a text, not one"):
        reranking.prepare()
