from hypothesis import given
from hypothesis import strategies as st

from indexer.chunking import (
    MAX_CHARACTERS,
    MAX_WORDS,
    encoded_text,
    passages_of,
    title_prefix,
    windows,
)
from indexer.passage import Document, DocumentText
from tests.indexer.corpus import document

PROSE = st.lists(
    st.sampled_from(["masque", "é", "M.", "fin.", "etc.", "1.5", "\n", "\n\n", "😀", "x" * 700, "?", "!"]),
    max_size=300,
).map(" ".join)


def sentence(number: int, words: int = 25) -> str:
    return " ".join([f"Sentence{number}", *["word"] * (words - 2), "end."])


def test_a_short_text_is_one_window_however_many_sentences() -> None:
    assert windows("One. Two. Three. Four. Five.", "en") == [(0, 28)]


def test_windows_of_three_sentences_overlap_by_one() -> None:
    text = " ".join(sentence(number) for number in range(1, 6))
    found = [text[start:end] for start, end in windows(text, "en")]
    assert found == [
        " ".join(sentence(number) for number in (1, 2, 3)),
        " ".join(sentence(number) for number in (3, 4, 5)),
    ]


def test_sentences_too_long_for_each_other_do_not_overlap() -> None:
    text = f"{sentence(1, 60)} {sentence(2, 60)}"
    assert [text[start:end] for start, end in windows(text, "en")] == [sentence(1, 60), sentence(2, 60)]


def test_a_sentence_longer_than_a_window_is_cut_between_words() -> None:
    text = " ".join(["word"] * 200)
    assert [len(text[start:end].split()) for start, end in windows(text, "en")] == [80, 80, 40]


def test_writing_without_spaces_is_cut_by_characters() -> None:
    assert windows("x" * 1500, "en") == [(0, 640), (640, 1280), (1280, 1500)]


@given(PROSE | st.text(), st.sampled_from(["fr", "en", "nl", "de", "und"]))
def test_windows_cover_the_text_in_order_and_within_bounds(text: str, language: str) -> None:
    found = windows(text, language)
    covered: set[int] = set()
    for start, end in found:
        assert 0 <= start < end <= len(text)
        assert len(text[start:end].split()) <= MAX_WORDS
        assert end - start <= MAX_CHARACTERS
        covered.update(range(start, end))
    assert not [place for place, letter in enumerate(text) if place not in covered and not letter.isspace()]
    assert found == sorted(set(found))


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_offsets_are_those_of_the_source_text(title: str, text: str) -> None:
    for passage in passages_of(document("a", title, text)):
        source = title if passage.field == "title" else text
        assert source[passage.start : passage.end] == passage.text


def test_the_title_is_encoded_before_the_text() -> None:
    [passage] = passages_of(document("a", "Masks ", "They are used."))
    assert encoded_text(passage) == "Masks. They are used."
    assert title_prefix(passage) == "Masks. "


def test_a_title_that_ends_a_sentence_gets_no_second_full_stop() -> None:
    [passage] = passages_of(document("a", "Masks?", "Yes."))
    assert encoded_text(passage) == "Masks? Yes."


def test_a_very_long_title_leaves_room_for_the_text() -> None:
    [passage] = passages_of(document("a", "t" * 10_000, "Text."))
    assert encoded_text(passage) == "t" * 200 + ". Text."


def test_a_blank_text_gives_a_passage_of_its_title() -> None:
    [passage] = passages_of(document("a", "Only a title", "  "))
    assert (passage.text, passage.field, passage.start, passage.end) == ("Only a title", "title", 0, 12)
    assert encoded_text(passage) == "Only a title"


def test_nothing_at_all_gives_no_passage() -> None:
    assert passages_of(document("a", " ", "\n")) == []
    assert passages_of(Document("a", ())) == []


def test_the_same_text_twice_in_a_document_gets_two_ids() -> None:
    need = DocumentText("en", "need", "Title", "The same need.")
    first, second = passages_of(Document("a", (need, need)))
    assert first.passage_id != second.passage_id
    assert 0 <= first.passage_id < 2**63


def test_ids_depend_on_document_language_field_title_and_text() -> None:
    variants = [
        document("a", "t", "x"),
        document("b", "t", "x"),
        document("a", "t", "x", language="fr"),
        document("a", "t", "x", field="need"),
        document("a", "u", "x"),
        document("a", "t", "y"),
    ]
    ids = [passages_of(variant)[0].passage_id for variant in variants]
    assert len(set(ids)) == 6
    assert ids == [passages_of(variant)[0].passage_id for variant in variants]
