import numpy as np
import pytest

from indexer.content_words import content_words, words_of_tokens
from indexer.coverage import word_similarities


def test_stop_words_of_any_language_and_single_letters_carry_no_content() -> None:
    text = "Who makes the masques pour un hôpital in B?"
    assert [text[slice(*span)] for span in content_words(text)] == ["makes", "masques", "hôpital"]


def test_a_token_belongs_to_the_word_it_overlaps() -> None:
    """Tokens may begin with the space before their word; a title's have negative offsets."""
    words = content_words("dry masks")
    offsets = np.array([[0, 3], [3, 7], [7, 9], [-5, -1], [9, 9]], dtype=np.int32)
    assert words_of_tokens(words, offsets).tolist() == [0, 1, 1, -1, -1]
    assert words_of_tokens([], offsets).tolist() == [-1] * 5


def test_only_words_before_where_the_model_stopped_reading() -> None:
    assert content_words("dry masks", until=4) == [(0, 3)]


def test_the_mean_of_a_words_tokens_in_each_passage() -> None:
    best = np.array([[0.9, 0.4, 0.8, 1.0], [0.1, 0.2, 0.6, 1.0]], dtype=np.float32)
    found = word_similarities(best, np.array([0, 1, 1, -1]))
    np.testing.assert_allclose(found, [[0.9, 0.6], [0.1, 0.4]], atol=1e-6)


def test_a_query_without_content_words_is_one_word() -> None:
    best = np.array([[0.2, 0.6]], dtype=np.float32)
    assert word_similarities(best, np.array([-1, -1])).tolist() == [[pytest.approx(0.4)]]
    assert word_similarities(np.zeros((3, 0), dtype=np.float32), np.zeros(0, dtype=np.int64)).shape == (3, 0)
