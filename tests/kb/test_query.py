"""What was typed becomes what is searched, or a message that says why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import InvalidQuery
from kb.query import MAX_QUESTION, parse_query


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("  who makes\tmasks?\n", "who makes masks?"),
        ("cafe\u0301", "café"),
        ("masks\x00\x1b[31m visors", "masks [31m visors"),
        ("co\u00adope\u200bration", "coopération".replace("é", "e")),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("'; DROP TABLE initiative; --", "'; DROP TABLE initiative; --"),
        ("من يصنع الكمامات", "من يصنع الكمامات"),
        ("🧪 test rapide", "🧪 test rapide"),
        ("口", "口"),
        ("\ud800 masks", "masks"),
    ],
)
def test_a_query_is_cleaned_and_otherwise_left_as_typed(typed: str, searched: str) -> None:
    assert parse_query(typed).text == searched


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "The question is empty. Write what you need, in your own words."),
        (" \t\n\u200b", "The question is empty. Write what you need, in your own words."),
        ("🧪🦠", "The question has no word in it. Write what you need, in your own words."),
        ("?!…", "The question has no word in it. Write what you need, in your own words."),
        ("a", "One character is too little. Write a word or a sentence."),
    ],
)
def test_a_text_without_words_is_refused(typed: str, message: str) -> None:
    with pytest.raises(InvalidQuery) as refusal:
        parse_query(typed)
    assert str(refusal.value) == message


def test_a_text_that_is_too_long_is_refused_with_both_numbers() -> None:
    with pytest.raises(InvalidQuery, match="has 100,000 characters; at most 20,000"):
        parse_query("m" * 100_000)
    assert len(parse_query("m" * MAX_QUESTION).text) == 20_000


@given(st.text())
def test_any_text_is_either_refused_or_searchable_and_cleaning_it_again_changes_nothing(typed: str) -> None:
    try:
        text = parse_query(typed).text
    except InvalidQuery:
        return
    assert text.encode("utf-8").decode("utf-8") == text
    assert parse_query(text).text == text
