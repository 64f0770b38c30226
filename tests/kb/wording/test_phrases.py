"""The four files of phrases say the same things, in every plural form, with each language's typography."""

import re
from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest
from babel import Locale

from kb.answer import Band
from kb.model import OrganisationKind, Role
from kb.question.places import BRUSSELS, provinces
from kb.wording.phrases import LANGUAGES, phrases
from kb.wording.sentences import Part, fill, merged, plain, text_of

OWN = ("capitals", "inner_quotes", "place.contractions")
"""Tables that each language fills as it needs."""


def leaves(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        here = f"{path}.{key}".lstrip(".")
        if isinstance(value, dict) and here not in OWN:
            yield from leaves(value, here)
        elif isinstance(value, str):
            yield here, value


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def sayings(language: str) -> dict[str, str]:
    return dict(leaves(phrases(language).table))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_phrases_with_the_same_gaps(language: str) -> None:
    ours, english = sayings(language), sayings("en")
    assert len(english) > 110
    assert set(ours) == set(english)
    assert {key: gaps(text) for key, text in ours.items()} == {
        key: gaps(text) for key, text in english.items()
    }
    assert len(phrases(language).table["number_words"]) == 11


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_in_english_or_blank(language: str) -> None:
    for key, text in sayings(language).items():
        assert text.strip(" ") or key == "place.town", key
        is_sentence = len(re.sub(r"{\w+}", "", text).split()) > 2
        assert language == "en" or not is_sentence or text != sayings("en")[key], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plural_forms_are_those_of_the_language(language: str) -> None:
    """CLDR's French ``many`` is for millions, which are written as other plurals in digits."""
    forms = {key.rsplit(".", 1)[1] for key in sayings(language) if key.endswith((".one", ".other"))}
    assert forms == {*Locale(language).plural_form.tags, "other"} - {"many"}


def test_every_kind_role_band_and_province_has_its_words() -> None:
    table = phrases("en").table
    assert set(table["organisations"]) == {"organisation", *OrganisationKind} - {OrganisationKind.OTHER}
    assert set(table["member"]) == set(Role) - {Role.OTHER}
    assert set(table["band"]) == set(Band)
    assert set(table["province"]) == {*provinces(), BRUSSELS}


def test_french_puts_no_break_spaces_where_they_belong() -> None:
    for key, text in sayings("fr").items():
        assert not re.search(r"(?<!\u00a0):|(?<!\u202f)[;?!]|«(?!\u00a0)|(?<!\u00a0)»|'", text), key


@pytest.mark.parametrize("language", ["en", "nl", "de"])
def test_no_other_language_does(language: str) -> None:
    for key, text in sayings(language).items():
        assert not re.search(r"\s[:;?!](?! *$)|[\u00a0\u202f«»']", text), key


@pytest.mark.parametrize(
    ("language", "lists"),
    [
        ("en", ["", "A", "A and B", "A, B and C", "A, B, C and D"]),
        ("fr", ["", "A", "A et B", "A, B et C", "A, B, C et D"]),
        ("nl", ["", "A", "A en B", "A, B en C", "A, B, C en D"]),
        ("de", ["", "A", "A und B", "A, B und C", "A, B, C und D"]),
    ],
)
def test_lists(language: str, lists: list[str]) -> None:
    items = [plain(letter) for letter in "ABCD"]
    assert [text_of(phrases(language).listed(items[:count])) for count in range(5)] == lists


def test_numbers_are_words_up_to_twelve() -> None:
    assert [phrases("de").number(count) for count in (2, 12, 13, 1200)] == ["zwei", "zwölf", "13", "1.200"]


def test_french_counts_nothing_and_one_in_the_singular() -> None:
    assert text_of(phrases("fr").count(1, "initiatives", "subject", is_at_least=True)) == (
        "au moins une initiative"
    )


@pytest.mark.parametrize(
    ("language", "capitalised"), [("nl", "Eén kmo"), ("fr", "Één kmo"), ("de", "Één kmo")]
)
def test_the_first_word_has_a_capital_as_its_language_writes_it(language: str, capitalised: str) -> None:
    assert text_of(phrases(language).capitalised(plain("één kmo"))) == capitalised


def test_a_name_keeps_its_small_letter() -> None:
    name = (Part(text="imec", kind="organisation", id="imec"),)
    assert phrases("en").capitalised(name) == name


def test_braces_in_what_fills_a_gap_mean_nothing() -> None:
    assert text_of(fill("a {x} b {y}", x="{y}", y=plain("{0} }"))) == "a {y} b {0} }"


def test_plain_parts_beside_each_other_become_one() -> None:
    link = Part(text="x", kind="initiative", id="x")
    assert merged([*plain("a "), *plain("b"), link, *plain(".")]) == (*plain("a b"), link, *plain("."))


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        ("fr", "Le projet «\u00a0Mask\u00a0»", "«\u00a0Le projet “Mask”\u00a0»"),
        ("en", "The “Mask” project", "“The ‘Mask’ project”"),
        ("nl", "Het project “Mask”", "“Het project ‘Mask’”"),
        ("de", "Das Projekt „Mask“", "„Das Projekt ‚Mask‘“"),
    ],
)
def test_quotation_marks_within_quotation_marks_are_the_inner_ones(
    language: str, title: str, said: str
) -> None:
    link = Part(text=title, kind="initiative", id="mask")
    assert text_of(phrases(language).quoted((link,))) == said
    assert phrases(language).quoted((link,))[1].id == "mask"
