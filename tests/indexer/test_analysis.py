import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import LANGUAGES, _is_listed, analyser, is_stop_word, query_words


def terms(text: str, field: str) -> list[str]:
    return [dict(word.terms).get(field, "-") for word in query_words(text)]


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("fr", "L'université stérilise les masques usagés", ["univers", "sterilis", "masqu", "usag"]),
        ("en", "The universities sterilise used masks", ["universiti", "sterilis", "use", "mask"]),
        ("nl", "De ziekenhuizen leveren mondmaskers", ["ziekenhuis", "leveer", "mondmasker"]),
        ("de", "Die Krankenhäuser liefern Masken", ["krankenhaus", "lief", "mask"]),
        ("names", "Université de Liège, CHU & GIGA-R", ["universite", "de", "liege", "chu", "giga", "r"]),
    ],
)
def test_each_field_analyses_its_own_way(field: str, text: str, expected: list[str]) -> None:
    assert analyser(field).analyze(text) == expected


def test_a_query_is_analysed_in_every_language() -> None:
    [word] = query_words("masques")
    assert dict(word.terms) == {
        "fr": "masqu",
        "en": "masqu",
        "nl": "masques",
        "de": "masqu",
        "names": "masques",
    }


def test_stop_words_of_any_language_are_left_out() -> None:
    assert terms("who sterilises the masks", "en") == ["sterilis", "mask"]
    assert terms("wer liefert die Masken und das Gel", "names") == ["liefert", "masken", "gel"]
    assert is_stop_word("der")
    assert is_stop_word("à")
    assert not is_stop_word("masque")


def test_endless_words_are_not_kept_in_memory() -> None:
    """What visitors type would stay there for hours, megabytes of it."""
    before = _is_listed.cache_info().currsize
    assert not is_stop_word("endless" * 1000)
    assert _is_listed.cache_info().currsize == before


def test_an_acronym_in_capitals_counts_as_a_name_even_if_it_is_a_stop_word() -> None:
    assert [word.terms for word in query_words("recherches du WHO")][1] == (("names", "who"),)
    assert terms("WHO MAKES MASKS", "names") == ["makes", "masks"]


def test_a_query_of_stop_words_alone_keeps_them() -> None:
    assert terms("der die das", "names") == ["der", "die", "das"]


def test_a_word_counts_once_and_the_number_of_words_is_bounded() -> None:
    assert len(query_words("masque Masque MASQUE")) == 1
    assert len(query_words(" ".join(f"word{number}" for number in range(1000)))) == 256


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_words_or_nothing(text: str) -> None:
    for word in query_words(text):
        fields = [field for field, _ in word.terms]
        assert set(fields) <= {*LANGUAGES, "names"}
        assert len(set(fields)) == len(fields) > 0
        assert all(term for _, term in word.terms)
