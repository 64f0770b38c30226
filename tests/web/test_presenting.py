"""What stands beside what: the description below a short piece of evidence, and how it is cut."""

import pytest

from kb.answer import Evidence
from kb.model import Translation
from web.presenting import CARD_LENGTH, context
from web.wording import beginning

SHOWN = Translation(language="en", title="t", description="One sentence of it. " * 20)


def evidence(text: str, *, field: str = "offer", language: str = "en", start: int = 0) -> Evidence:
    return Evidence(
        initiative_id="i",
        title="t",
        text=text,
        language=language,
        field=field,
        start=start,
        end=start + len(text),
        score=1.0,
    )


def test_a_short_offer_leaves_room_for_whole_sentences_of_the_description() -> None:
    said = context(evidence("x" * 100), SHOWN)
    assert said == ("One sentence of it. " * 15).strip()
    assert 100 + len(said) <= CARD_LENGTH


@pytest.mark.parametrize("length", [330, 400, 900])
def test_a_long_piece_of_evidence_stands_alone(length: int) -> None:
    assert context(evidence("x" * length), SHOWN) == ""


def test_the_description_does_not_repeat_what_the_evidence_quotes_of_it() -> None:
    quoted = evidence("One sentence of it.", field="description", start=40)
    assert context(quoted, SHOWN) == "One sentence of it. One sentence of it."
    assert context(evidence("One sentence of it.", field="description"), SHOWN) == ""


def test_what_is_quoted_in_another_language_is_told_in_the_page_s() -> None:
    said = context(evidence("Une phrase.", field="description", language="fr"), SHOWN)
    assert said.startswith("One sentence of it.")


def test_an_initiative_without_a_description_has_no_context() -> None:
    assert context(evidence("x"), Translation(language="en", title="t")) == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Short.", "Short."),
        ("First one. Second one is longer.", "First one."),
        ("word word word word word word", "word word word word …"),
        ("A. bcdefgh ijklmnop qrstuvw", "A. bcdefgh ijklmnop …"),
    ],
)
def test_a_text_is_cut_at_a_sentence_else_at_a_word(text: str, shown: str) -> None:
    assert beginning(text, length=20) == shown
