import numpy as np

from indexer.highlight import MAX_MATCHES, word_matches
from indexer.late_interaction import QueryTokens
from indexer.passage import WordMatch
from indexer.token_store import PassageTokens
from models.encoder import TokenStates
from tests.fake_encoder import FakeEncoder


def tokens(text: str) -> TokenStates:
    return FakeEncoder().encode_passages([text]).tokens[0]


def matches(query: str, text: str) -> tuple[WordMatch, ...]:
    asked, found = tokens(query), tokens(text)
    weights = np.ones(len(asked.states), dtype=np.float32)
    return word_matches(
        query,
        QueryTokens(asked.states, weights, asked.offsets),
        text,
        PassageTokens(found.states, found.offsets),
    )


def pairs(query: str, text: str) -> list[tuple[str, str]]:
    return [
        (text[match.start : match.end], query[match.query_start : match.query_end])
        for match in matches(query, text)
    ]


def test_a_word_answers_the_same_word_and_offsets_are_those_of_the_texts() -> None:
    query, text = "Stérilise les masques", "Des masques que l'on sterilise."
    assert matches(query, text) == (
        WordMatch(4, 11, 14, 21, 1.0),
        WordMatch(21, 30, 0, 9, 1.0),
    )


def test_stop_words_and_single_letters_never_light_up() -> None:
    assert pairs("who is the maker of a gel", "The maker is a maker of the gel") == [
        ("maker", "maker"),
        ("maker", "maker"),
        ("gel", "gel"),
    ]


def test_words_with_nothing_in_common_do_not_match() -> None:
    assert pairs("vaccine", "masks and ventilators") == []


def test_at_most_eight() -> None:
    assert len(matches("gel", "gel " * 20)) == MAX_MATCHES
    assert [match.start for match in matches("gel", "gel " * 20)] == list(range(0, 32, 4))


def test_tokens_of_a_word_are_put_together_and_title_tokens_left_out() -> None:
    """ "masks" is two tokens whose sum is the query's vector; the token before offset 0 is the title's."""
    diagonal = np.array([[1, 1]], dtype=np.float32) / np.sqrt(np.float32(2))
    query = QueryTokens(diagonal, np.ones(1, dtype=np.float32), np.array([[0, 4]], dtype=np.int32))
    states = np.array([[1, 1], [1, 0], [0, 1]], dtype=np.float32)
    offsets = np.array([[-6, -2], [3, 7], [7, 8]], dtype=np.int32)
    found = word_matches("mask", query, "12 masks", PassageTokens(states, offsets))
    assert found == (WordMatch(3, 8, 0, 4, 1.0),)


def test_a_token_that_begins_with_the_space_before_it_belongs_to_its_word() -> None:
    one = np.ones((1, 1), dtype=np.float32)
    query = QueryTokens(one, np.ones(1, dtype=np.float32), np.array([[0, 3]], dtype=np.int32))
    found = word_matches("gel", query, "12 gel", PassageTokens(one, np.array([[2, 6]], dtype=np.int32)))
    assert found == (WordMatch(3, 6, 0, 3, 1.0),)


def test_texts_without_words_have_no_matches() -> None:
    assert matches("😀", "gel") == ()
    assert matches("gel", "") == ()
