"""Constraints that nothing meets: named in words, marked on their chips, and told with each result."""

import pytest
from flask.testing import FlaskClient

from tests.web.reading import asked, part, words

UNMET = "hospitals in Namur"


@pytest.mark.parametrize(
    ("language", "unmet", "shown", "nature"),
    [
        (
            "en",
            "No initiative in this compendium meets any of these: hospitals, Namur.",
            "Shown is what comes nearest otherwise.",
            "met by nothing",
        ),
        (
            "fr",
            "Aucune initiative de ce compendium ne répond à l’un ou l’autre de ces critères : hôpitaux, "
            "Namur.",
            "Voici ce qui s’en approche le plus par ailleurs.",
            "rien n’y répond",
        ),
        (
            "nl",
            "Geen enkel initiatief in dit compendium voldoet aan een van deze voorwaarden: "
            "ziekenhuizen, Namen.",
            "Getoond wordt wat er voor het overige het dichtst bij komt.",
            "niets voldoet",
        ),
        (
            "de",
            "Keine Initiative in diesem Kompendium erfüllt eine dieser Bedingungen: Krankenhäuser, Namur.",
            "Gezeigt wird, was dem im Übrigen am nächsten kommt.",
            "von nichts erfüllt",
        ),
    ],
)
def test_what_nothing_meets_is_named_and_its_chips_say_so(
    client: FlaskClient, language: str, unmet: str, shown: str, nature: str
) -> None:
    text = asked(client, UNMET, language)
    assert f"{unmet} {shown}" in " ".join(words(part(text, "notice")).split())
    row = text.split('class="understood"')[1].split("</div>")[0]
    assert row.count('class="understood-chip preferred relaxed"') == 2
    assert row.count(f">{nature}</span>") == 2
    assert "probably about something else" not in text


def test_constraints_that_are_met_only_apart_are_said_to_be_so(client: FlaskClient) -> None:
    text = asked(client, "SMEs in Liège that make masks")
    assert "<h1>No initiative in this compendium meets all of this together: SMEs, Liège.</h1>" in text
    assert "Shown is what comes nearest; some of it meets part of what is asked." in text
    row = text.split('class="understood"')[1].split("</div>")[0]
    assert row.count(">not all together</span>") == 2
    first = words(part(text.split("<article")[1], "why"))
    assert "Each is met, but not by one and the same organisation: SMEs, Liège." in first
