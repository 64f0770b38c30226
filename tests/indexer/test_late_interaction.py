import math
from pathlib import Path

import numpy as np
import pytest

from indexer.centring import centred
from indexer.late_interaction import QueryTokens, TokenWeights, best_cosines, late_scores, query_tokens
from indexer.token_store import TokenStore, TokenVectors, write_tokens
from indexer.vector_cache import CachedTokens
from models.encoder import TokenStates

GENERATOR = np.random.default_rng(3)
LENGTHS = [4, 0, 7, 1, 0]
DIMENSION = 8


def raw(tokens: int) -> CachedTokens:
    states = GENERATOR.standard_normal((tokens, DIMENSION)).astype(np.float16)
    return CachedTokens(states, np.zeros((tokens, 2), dtype=np.int32))


def query(tokens: int = 5) -> QueryTokens:
    states = GENERATOR.standard_normal((tokens, DIMENSION)).astype(np.float32)
    return QueryTokens(
        states=states / np.linalg.norm(states, axis=1, keepdims=True),
        weights=GENERATOR.uniform(0.1, 5, tokens).astype(np.float32),
        offsets=np.zeros((tokens, 2), dtype=np.int32),
    )


def by_double_loop(asked: QueryTokens, passage: CachedTokens, mean: np.ndarray) -> float:
    total = 0.0
    for state, weight in zip(asked.states, asked.weights, strict=True):
        best = -math.inf
        for token in passage.states.astype(float):
            moved = token - mean
            best = max(best, float(state @ (moved / np.linalg.norm(moved))))
        total += float(weight) * best
    return total / float(asked.weights.sum())


def test_agrees_with_a_double_loop(tmp_path: Path) -> None:
    passages = [raw(length) for length in LENGTHS]
    mean = GENERATOR.standard_normal(DIMENSION).astype(np.float32)
    entries = [(passage, 0) for passage in passages]
    write_tokens(tmp_path, entries, np.array(LENGTHS), mean)
    rows = np.array([3, 1, 0, 2])
    asked = query()
    store = TokenStore(tmp_path)
    scores = late_scores(asked, best_cosines(asked, map(store.vectors, rows)))
    expected = [by_double_loop(asked, passages[row], mean) if LENGTHS[row] else 0.0 for row in rows.tolist()]
    np.testing.assert_allclose(scores, expected, atol=2e-3)
    assert np.argsort(-scores).tolist() == np.argsort(-np.array(expected)).tolist()


def vectors(states: np.ndarray) -> TokenVectors:
    return TokenVectors(states.astype(np.float32), np.ones(len(states), dtype=np.float32))


def test_a_query_without_tokens_scores_nothing() -> None:
    asked = query(0)
    assert late_scores(asked, best_cosines(asked, [vectors(np.eye(DIMENSION))])).tolist() == [0]


def test_no_passages_give_no_scores() -> None:
    asked = query()
    assert late_scores(asked, best_cosines(asked, [])).shape == (0,)


def test_a_passage_scores_the_same_beside_any_others() -> None:
    passages = [vectors(GENERATOR.standard_normal((tokens, DIMENSION))) for tokens in range(1, 40)]
    asked = query()
    alone = [late_scores(asked, best_cosines(asked, [passage]))[0] for passage in passages]
    assert late_scores(asked, best_cosines(asked, passages)).tolist() == alone
    assert late_scores(asked, best_cosines(asked, passages[::-3])).tolist() == alone[::-3]


def test_eight_bits_move_a_cosine_by_less_than_two_thousandths(tmp_path: Path) -> None:
    states = GENERATOR.standard_normal((500, 384)).astype(np.float16)
    tokens = CachedTokens(states, np.zeros((500, 2), dtype=np.int32))
    write_tokens(tmp_path, [(tokens, 0)], np.array([500]), np.zeros(384, dtype=np.float32))
    found = TokenStore(tmp_path).vectors(0)
    restored = found.states * found.factors[:, np.newaxis]
    exact = centred(states.astype(np.float32), np.zeros(384, dtype=np.float32))
    assert np.abs(restored @ exact[:50].T - exact @ exact[:50].T).max() < 2e-3


def test_idf_by_hand(tmp_path: Path) -> None:
    """Of 10 passages 3 hold token 5, all hold token 9, none holds token 7."""
    TokenWeights(np.array([5, 9]), np.array([3, 10]), 10).save(tmp_path / "weights.npy")
    weights = TokenWeights.load(tmp_path / "weights.npy")
    found = weights.of(np.array([9, 5, 7, 100], dtype=np.int32))
    unseen = math.log(1 + 10.5 / 0.5)
    assert found.tolist() == pytest.approx(
        [math.log(1 + 0.5 / 10.5), math.log(1 + 7.5 / 3.5), unseen, unseen], rel=1e-6
    )


def test_an_empty_vocabulary_knows_no_token() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    assert TokenWeights(nothing, nothing, 0).of(np.array([4], dtype=np.int32)).tolist() == pytest.approx(
        [math.log(2)]
    )


def test_query_tokens_are_centred_and_weighted() -> None:
    tokens = TokenStates(
        states=np.array([[3, 4], [1, 1]], dtype=np.float32),
        token_ids=np.array([5, 6], dtype=np.int32),
        offsets=np.array([[0, 2], [3, 5]], dtype=np.int32),
    )
    mean = np.array([0, 0], dtype=np.float32)
    found = query_tokens(tokens, mean, TokenWeights(np.array([5]), np.array([1]), 1))
    np.testing.assert_allclose(found.states, centred(tokens.states, mean))
    assert found.weights.tolist() == pytest.approx([math.log(1 + 0.5 / 1.5), math.log(1 + 1.5 / 0.5)])


def test_title_tokens_have_negative_offsets_and_no_tokens_at_all_can_be_stored(tmp_path: Path) -> None:
    tokens = CachedTokens(np.eye(2, dtype=np.float16), np.array([[0, 4], [6, 9]], dtype=np.int32))
    write_tokens(tmp_path, [(tokens, 6)], np.array([2]), np.zeros(2, dtype=np.float32))
    assert TokenStore(tmp_path).offsets(0).tolist() == [[-6, -2], [0, 3]]
    write_tokens(tmp_path, [], np.zeros(0, dtype=np.int64), np.zeros(2, dtype=np.float32))
    assert late_scores(query(), best_cosines(query(), map(TokenStore(tmp_path).vectors, []))).tolist() == []


def test_a_token_that_is_the_mean_is_kept_as_zeros(tmp_path: Path) -> None:
    tokens = CachedTokens(np.ones((1, 2), dtype=np.float16), np.zeros((1, 2), dtype=np.int32))
    write_tokens(tmp_path, [(tokens, 0)], np.array([1]), np.ones(2, dtype=np.float32))
    found = TokenStore(tmp_path).vectors(0)
    assert (found.states * found.factors[:, np.newaxis]).tolist() == [[0, 0]]
