import sqlite3
from pathlib import Path

import numpy as np
import pytest

from indexer.vector_cache import (
    CacheDamaged,
    CachedTokens,
    EncodedText,
    TextSummary,
    VectorCache,
    text_hash,
)


def opened(path: Path, fingerprint: str = "one", dimension: int = 2) -> VectorCache:
    return VectorCache(path / "vectors.sqlite", fingerprint=fingerprint, dimension=dimension)


def encoded(text: str, *values: float) -> EncodedText:
    states = np.array([values, values], dtype=np.float16)
    return EncodedText(
        text_hash(text),
        TextSummary(
            np.array(values, dtype=np.float32),
            np.array(values, dtype=np.float32) * 2,
            np.array([7, 8], dtype=np.int32),
        ),
        CachedTokens(states, np.array([[0, 1], [1, 2]], dtype=np.int32)),
    )


def test_what_was_put_comes_back_in_the_order_asked_for(tmp_path: Path) -> None:
    with opened(tmp_path) as cache:
        cache.put([encoded("a", 1, 2), encoded("b", 3, 4)], "passage")
    with opened(tmp_path) as cache:
        keys = [text_hash("b"), text_hash("a"), text_hash("b")]
        summaries = list(cache.summaries(keys, "passage"))
        assert [summary.pooled.tolist() for summary in summaries] == [[3, 4], [1, 2], [3, 4]]
        assert summaries[0].token_sum.tolist() == [6, 8]
        assert summaries[0].token_ids.tolist() == [7, 8]
        tokens = list(cache.tokens(keys))
        assert tokens[1].states.tolist() == [[1, 2], [1, 2]]
        assert tokens[1].offsets.tolist() == [[0, 1], [1, 2]]


def test_the_same_text_is_another_entry_for_another_model_or_kind(tmp_path: Path) -> None:
    with opened(tmp_path) as cache:
        cache.put([encoded("a", 1, 2)], "passage")
        assert cache.missing([text_hash("a"), text_hash("b")], "passage") == {text_hash("b")}
        assert cache.missing([text_hash("a")], "query") == {text_hash("a")}
    with opened(tmp_path, "two") as cache:
        assert cache.missing([text_hash("a")], "passage") == {text_hash("a")}


def test_pruning_keeps_what_is_used_and_the_newest_of_the_rest(tmp_path: Path) -> None:
    keys = [text_hash(text) for text in "abcd"]
    with opened(tmp_path) as cache:
        cache.put([encoded(text, 1, 2) for text in "abcd"], "passage")
        cache.mark_used({"passage": keys}, 1)
        cache.mark_used({"passage": keys[1:]}, 2)
        cache.mark_used({"passage": keys[2:]}, 3)
        assert cache.prune(before=3, keep=1) == 1
        assert cache.missing(keys, "passage") == {keys[0]}
        assert cache.prune(before=3, keep=0) == 1
        assert cache.missing(keys, "passage") == {keys[0], keys[1]}


def test_many_texts_are_read_in_blocks(tmp_path: Path) -> None:
    texts = [f"text {number}" for number in range(1000)]
    with opened(tmp_path) as cache:
        cache.put([encoded(text, place, 0) for place, text in enumerate(texts)], "passage")
        found = cache.summaries([text_hash(text) for text in reversed(texts)], "passage")
        assert [int(summary.pooled[0]) for summary in found] == list(range(999, -1, -1))


def test_a_vector_of_another_length_is_damage(tmp_path: Path) -> None:
    with opened(tmp_path) as cache:
        cache.put([encoded("a", 1, 2)], "passage")
    with opened(tmp_path, dimension=3) as cache:
        with pytest.raises(CacheDamaged, match="2 numbers where 3"):
            list(cache.summaries([text_hash("a")], "passage"))
        with pytest.raises(CacheDamaged, match="different lengths"):
            list(cache.tokens([text_hash("a")]))


def test_a_cache_of_another_format_is_damage(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    with sqlite3.connect(tmp_path / "vectors.sqlite") as database:
        database.execute("PRAGMA user_version = 1")
    database.close()
    with pytest.raises(CacheDamaged, match="format 1 where 2"):
        opened(tmp_path)


def test_noting_a_use_does_not_write_the_vectors_again(tmp_path: Path) -> None:
    """They were in one row once, and an edit of one document wrote all vectors of all documents anew."""
    large = np.ones((400, 384), dtype=np.float16)
    texts = [f"text {number}" for number in range(20)]
    with opened(tmp_path, dimension=384) as cache:
        summary = TextSummary(np.ones(384, np.float32), np.ones(384, np.float32), np.ones(400, np.int32))
        tokens = CachedTokens(large, np.ones((400, 2), dtype=np.int32))
        cache.put([EncodedText(text_hash(text), summary, tokens) for text in texts], "passage")
    with opened(tmp_path, dimension=384) as cache:
        cache.mark_used({"passage": [text_hash(text) for text in texts]}, 1)
        assert (tmp_path / "vectors.sqlite-wal").stat().st_size < large.nbytes


def test_a_file_that_is_no_database_is_damage(tmp_path: Path) -> None:
    (tmp_path / "vectors.sqlite").write_bytes(b"not a database" * 1000)
    with pytest.raises(CacheDamaged):
        opened(tmp_path)
