from pathlib import Path

import numpy as np
import pytest

from indexer.dense import DenseIndex
from indexer.errors import IndexingError

GENERATOR = np.random.default_rng(7)


def unit_rows(count: int, dimension: int = 16) -> np.ndarray:
    rows = GENERATOR.standard_normal((count, dimension)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


IDS = GENERATOR.permutation(2**40 + np.arange(50)).astype(np.int64)
VECTORS = unit_rows(50)
QUERIES = unit_rows(30)


@pytest.mark.parametrize("count", [1, 30])
def test_agrees_with_a_dot_product_in_ids_and_scores(count: int) -> None:
    index = DenseIndex.of(IDS, VECTORS)
    for query, ids in zip(QUERIES, index.retrieve(QUERIES[:count], 10), strict=False):
        expected = VECTORS @ query
        best = np.argsort(-expected)[:10]
        assert ids.tolist() == IDS[best].tolist()
        np.testing.assert_allclose(index.cosines(query, best), expected[best], atol=1e-6)


def test_a_constraint_is_exact_and_complete() -> None:
    allowed = IDS[[3, 17, 40]]
    [ids] = DenseIndex.of(IDS, VECTORS).retrieve(QUERIES[:1], 10, allowed)
    order = np.argsort(-(VECTORS[[3, 17, 40]] @ QUERIES[0]))
    assert ids.tolist() == allowed[order].tolist()


def test_the_farthest_passage_is_found_when_it_alone_is_allowed() -> None:
    worst = int((VECTORS @ QUERIES[0]).argmin())
    [ids] = DenseIndex.of(IDS, VECTORS).retrieve(QUERIES[:1], 100, IDS[[worst]])
    assert ids.tolist() == [IDS[worst]]


def test_short_answers_carry_no_padding() -> None:
    """FAISS pads with id -1; ids that do not exist make it pad."""
    index = DenseIndex.of(IDS[:3], VECTORS[:3])
    for allowed, count in ((None, 3), (IDS[:2], 2), (np.array([IDS[0], 1, 2], dtype=np.int64), 1)):
        [ids] = index.retrieve(QUERIES[:1], 10, allowed)
        assert -1 not in ids.tolist()
        assert len(ids) == count


def test_nothing_allowed_and_nothing_indexed_find_nothing() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    [ids] = DenseIndex.of(IDS, VECTORS).retrieve(QUERIES[:1], 5, nothing)
    assert len(ids) == 0
    [ids] = DenseIndex.of(nothing, np.zeros((0, 16), dtype=np.float32)).retrieve(QUERIES[:1], 5)
    assert len(ids) == 0


def test_duplicate_ids_are_refused() -> None:
    with pytest.raises(IndexingError, match="share one id"):
        DenseIndex.of(np.array([1, 2, 1], dtype=np.int64), VECTORS[:3])


def test_saved_and_loaded_it_is_the_same(tmp_path: Path) -> None:
    DenseIndex.of(IDS, VECTORS).save(tmp_path / "dense")
    loaded = DenseIndex.load(tmp_path / "dense")
    assert loaded.ids.tolist() == IDS.tolist()
    rows = np.array([4, 0, 49], dtype=np.int64)
    np.testing.assert_allclose(loaded.cosines(QUERIES[0], rows), VECTORS[rows] @ QUERIES[0], atol=1e-6)
