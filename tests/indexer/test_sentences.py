from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.sentences import sentence_spans


def sentences(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "M. Dupont est là. Il part.", ["M. Dupont est là.", "Il part."]),
        ("fr", "Le Dr. Martin et Mme. Leroy. Fin.", ["Le Dr. Martin et Mme. Leroy.", "Fin."]),
        ("fr", "Il ajoute 1.5 ml (cf. fig. 2). Ensuite ?", ["Il ajoute 1.5 ml (cf. fig. 2).", "Ensuite ?"]),
        ("fr", "« Ça marche ! » dit-elle. Vrai.", ["« Ça marche ! » dit-elle.", "Vrai."]),
        ("en", "See https://a.be/c.html?x=1.2 now. Go!", ["See https://a.be/c.html?x=1.2 now.", "Go!"]),
        ("en", "Prof. J. P. Smith of U.S. Steel (approx. 3.5 million). Next.",
         ["Prof. J. P. Smith of U.S. Steel (approx. 3.5 million).", "Next."]),
        ("nl", "Op 3. maart kwam dhr. Jansen o.a. naar Luik. Ca. 5 km.",
         ["Op 3. maart kwam dhr. Jansen o.a. naar Luik.", "Ca. 5 km."]),
        ("de", "Am 3. März liefert Hr. Maier z.B. 1.000 Masken. Ende.",
         ["Am 3. März liefert Hr. Maier z.B. 1.000 Masken.", "Ende."]),
        ("und", "One.\n- two\n- three", ["One.", "- two", "- three"]),
        ("en", "", []),
        ("en", " \n\t ", []),
    ],
)  # fmt: skip
def test_sentences(language: str, text: str, expected: list[str]) -> None:
    assert sentences(text, language) == expected


@given(st.text(), st.sampled_from(["fr", "en", "nl", "de", "und", "ja"]))
def test_every_character_but_outer_white_space_is_in_one_sentence(text: str, language: str) -> None:
    spans = sentence_spans(text, language)
    together = "".join(text[start:end] for start, end in spans)
    assert "".join(together.split()) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
