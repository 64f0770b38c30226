"""What is searched for of a need: its words of content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.project.topic import topic_of_need
from kb.question.words import words_of


@pytest.mark.parametrize(
    ("need", "topic"),
    [
        ("We are looking for a laboratory able to test FFP2 masks by June 2027.", "test FFP2 masks"),
        (
            "Nous recherchons un partenaire capable de stériliser des masques usagés.",
            "stériliser masques usagés",
        ),
        ("Wij zoeken een ziekenhuis met ervaring in speekseltesten op school.", "speekseltesten school"),
        ("Gesucht wird ein Hersteller von Atemmasken für Kinder.", "Atemmasken Kinder"),
        ("ultra-cold boxes, 20 of them", "ultra cold boxes"),
    ],
)
def test_only_words_of_content_are_left_in_their_order(need: str, topic: str) -> None:
    assert topic_of_need(need) == topic


@pytest.mark.parametrize("need", ["We need masks", "we are looking for partners", "12 34"])
def test_where_less_than_two_are_left_all_words_are_taken(need: str) -> None:
    assert topic_of_need(need) == need


def test_a_text_without_a_word_stays_as_it_is() -> None:
    assert topic_of_need("…") == "…"


@given(need=st.text())
def test_a_topic_has_words_of_the_need_in_their_order(need: str) -> None:
    words = iter(word.text for word in words_of(need))
    assert all(word.text in words for word in words_of(topic_of_need(need)))
