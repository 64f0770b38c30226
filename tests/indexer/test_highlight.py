import numpy as np

from indexer.highlight import MAX_MATCHES, Words, word_matches, words_of
from indexer.passage import WordMatch
from tests.fake_encoder import FakeEncoder


def words(text: str) -> Words:
    found = FakeEncoder().encode_passages([text]).tokens[0]
    return words_of(text, found.states, found.offsets)


def matches(query: str, text: str) -> tuple[WordMatch, ...]:
    return word_matches(words(query), words(text))


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


def given_words(text: str, vectors: list[list[float]], offsets: list[list[int]]) -> Words:
    return words_of(text, np.array(vectors, dtype=np.float32), np.array(offsets, dtype=np.int32))


def test_tokens_of_a_word_are_put_together_and_title_tokens_left_out() -> None:
    """ "masks" is two tokens whose sum points to the query's; the token before 0 is the title's."""
    answering = given_words("12 masks", [[1, 1], [1, 0], [0, 1]], [[-6, -2], [3, 7], [7, 8]])
    found = word_matches(given_words("gel", [[1, 1]], [[0, 3]]), answering)
    assert found == (WordMatch(3, 8, 0, 3, 1.0),)


def test_a_token_that_begins_with_the_space_before_it_belongs_to_its_word() -> None:
    found = word_matches(given_words("gel", [[1]], [[0, 3]]), given_words("12 gel", [[1]], [[2, 6]]))
    assert found == (WordMatch(3, 6, 0, 3, 1.0),)


def test_two_words_need_a_cosine_of_a_half_unless_they_share_a_stem() -> None:
    """Cosine .4: enough for "mask" and "masks", not for "mask" and "gel"."""
    query = given_words("mask", [[1, 0]], [[0, 4]])
    vector = [[0.4, np.sqrt(1 - 0.16)]]
    assert word_matches(query, given_words("gel", vector, [[0, 3]])) == ()
    assert word_matches(query, given_words("masks", vector, [[0, 5]])) == (WordMatch(0, 5, 0, 4, 0.4),)


def test_texts_without_words_have_no_matches() -> None:
    assert matches("😀", "gel") == ()
    assert matches("gel", "") == ()


def test_a_word_far_behind_the_best_one_does_not_light_up() -> None:
    """Cosines with "masks": Masken 1, Kapseln .8 (below .92 of 1), Maschine .95."""
    query = given_words("masks", [[1, 0]], [[0, 5]])
    passage = given_words(
        "Masken Kapseln Maschine", [[1, 0], [0.8, 0.6], [0.95, 0.3122]], [[0, 6], [7, 14], [15, 23]]
    )
    assert [match.start for match in word_matches(query, passage)] == [0, 15]
