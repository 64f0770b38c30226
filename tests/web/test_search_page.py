"""The page of results: the answer in words, what was understood, how sure it is, and why."""

import html
import re
from urllib.parse import parse_qsl, urlencode

import pytest
from flask.testing import FlaskClient

from tests.web.reading import ENGLISH, asked, links, part, words
from tests.web.records import NEED, SCRIPT

CONSTRAINED = "Which SMEs in Mons sterilise used masks?"
CLASHING = "masks before June 2020 and after July 2021"
UNANSWERED = "kindergeld antrag"
UNMET = "hospitals in Namur"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            "One SME in Mons works on this: CleanAir as lead in “ Sterilised masks for hospitals ”.",
        ),
        (
            "fr",
            "Une PME, à Mons, y travaille\u00a0: CleanAir comme pilote dans «\u00a0"
            " Des masques stérilisés pour les hôpitaux \u00a0».",
        ),
        (
            "nl",
            "Eén kmo in Bergen werkt hieraan: CleanAir als trekker in “ Sterilised masks for hospitals ”.",
        ),
        ("de", "Ein KMU in Mons arbeitet daran: CleanAir als Leitung in „ Sterilised masks for hospitals “."),
    ],
)
def test_the_answer_is_said_in_the_page_s_language(client: FlaskClient, language: str, sentence: str) -> None:
    said = words(part(asked(client, CONSTRAINED, language), "answer"))
    assert " ".join(sentence.split()) in said


def test_each_part_of_the_answer_leads_to_its_evidence_on_the_page(client: FlaskClient) -> None:
    text = asked(client, NEED)
    said = links(part(text, "answer"))
    assert said == {
        "CleanAir": "#organisation-1",
        "North University": "#organisation-2",
        "Sterilised masks for hospitals": "#initiative-1",
    }
    targets = {
        identifier: words(text.split(f'id="{identifier}"')[1])[:400]
        for identifier in ("organisation-1", "organisation-2", "initiative-1")
    }
    assert "CleanAir" in targets["organisation-1"]
    assert "North University" in targets["organisation-2"]
    assert "Sterilised masks for hospitals" in targets["initiative-1"]


def test_a_title_in_another_language_than_the_page_is_marked_so(client: FlaskClient) -> None:
    assert 'href="#initiative-1" lang="en">Sterilised' in asked(client, NEED, "de")
    assert 'href="#initiative-1">Des masques' in asked(client, NEED, "fr")


@pytest.mark.parametrize(
    ("language", "heading", "remove", "kind"),
    [
        ("en", "Understood as", "Remove:", "SMEs"),
        ("fr", "Compris comme", "Retirer\u00a0:", "PME"),
        ("nl", "Begrepen als", "Weglaten:", "kmo’s"),
        ("de", "Verstanden als", "Entfernen:", "KMU"),
    ],
)
def test_what_was_understood_stands_in_chips_that_take_it_out(
    client: FlaskClient, language: str, heading: str, remove: str, kind: str
) -> None:
    row = part(asked(client, CONSTRAINED, language), "understood")
    assert heading in row
    place = "Bergen" if language == "nl" else "Mons"
    remove = " ".join(remove.split())
    found = links(row)
    assert [parse_qsl(address[1:]) for address in found.values()] == [
        [("q", CONSTRAINED), ("without", "kind:6-10")],
        [("q", CONSTRAINED), ("without", "place:11-18")],
    ]
    assert [" ".join(name.split()) for name in found] == [f"{remove} {kind} ×", f"{remove} {place} ×"]
    assert '<span class="cross" aria-hidden="true">×</span>' in row
    assert "preferred" not in row


def test_a_removed_constraint_excludes_no_longer_and_can_be_put_back(client: FlaskClient) -> None:
    assert "<h2>The closest initiative</h2>" in asked(client, CONSTRAINED)
    text = asked(client, CONSTRAINED, "en", "kind:6-10", "place:11-18")
    assert "The 3 closest initiatives" in text
    row = text.split('class="understood"')[1].split("</div>")[0]
    assert "Left out:" in row
    assert {name: parse_qsl(address[1:]) for name, address in links(row).items()} == {
        "Put back: SMEs": [("q", CONSTRAINED), ("without", "place:11-18")],
        "Put back: Mons": [("q", CONSTRAINED), ("without", "kind:6-10")],
        "Undo": [("q", CONSTRAINED)],
    }


def test_removing_one_keeps_the_language_and_what_was_removed_before(client: FlaskClient) -> None:
    query = urlencode([("q", CONSTRAINED), ("lang", "fr"), ("without", "kind:6-10")])
    text = client.get(f"/search?{query}").text
    address = links(text)["Retirer\u00a0: Mons ×".replace("\u00a0", " ")]
    assert parse_qsl(address[1:]) == [
        ("q", CONSTRAINED),
        ("lang", "fr"),
        ("without", "kind:6-10"),
        ("without", "place:11-18"),
    ]
    assert f'href="?{html.escape(query.replace("lang=fr&", ""))}&amp;lang=nl"' in text


@pytest.mark.parametrize("key", ["", "kind", "kind:0-4", "x:6-10", SCRIPT, "kind:6-10;", "0" * 5000])
def test_unknown_keys_change_nothing(client: FlaskClient, key: str) -> None:
    plain, text = asked(client, CONSTRAINED), asked(client, CONSTRAINED, "en", key)
    assert "Left out:" not in text
    assert SCRIPT not in text
    assert part(text, "understood") == part(plain, "understood")
    assert part(text, "answer") == part(plain, "answer")


@pytest.mark.parametrize(
    ("language", "preferably", "said"),
    [
        (
            "en",
            "preferably",
            "“before June 2020” and “after July 2021” cannot both hold, so neither leaves anything out.",
        ),
        ("fr", "de préférence", "s’excluent l’un l’autre"),
        ("nl", "liefst", "gaan niet samen"),
        ("de", "vorzugsweise", "schließen einander aus"),
    ],
)
def test_a_contradiction_is_said_and_its_constraints_only_prefer(
    client: FlaskClient, language: str, preferably: str, said: str
) -> None:
    text = asked(client, CLASHING, language)
    row = text.split('class="understood"')[1].split("</div>")[0]
    assert row.count('class="understood-chip preferred"') == 2
    assert row.count(f">{preferably}</span>") == 2
    assert said in words(row)
    assert said not in part(text, "answer")


def test_bands_are_a_word_each_and_weak_results_are_quieter(client: FlaskClient) -> None:
    text = asked(client, NEED)
    cards = [card for card in text.split("<article")[1:]]
    assert [re.findall(r"band band-(\w+)\">([^<]+)<", card)[0] for card in cards] == [
        ("strong", "strong match"),
        ("weak", "weak match"),
        ("weak", "weak match"),
    ]
    assert ['class="result weak"' in card for card in cards] == [False, True, True]
    ranking = text.split('id="organisations"')[1]
    assert re.findall(r"band band-(\w+)", ranking) == ["strong", "strong", "weak", "weak"]
    assert ranking.count('class="weak"') == 2


def test_bands_are_explained_once(client: FlaskClient) -> None:
    legend = words(part(asked(client, NEED), "legend"))
    assert legend.startswith("How sure is that? strong match Very likely answers the question.")
    assert "possible match May answer the question" in legend
    assert legend.count("weak match") == 1
    assert asked(client, NEED).count('class="legend"') == 1


@pytest.mark.parametrize(
    ("language", "summary", "line"),
    [
        ("en", "Why this result", "In the question and in the text: “sterilise”, “masks” and “used”."),
        ("fr", "Pourquoi ce résultat", "sterilise"),
        ("nl", "Waarom dit resultaat", "sterilise"),
        ("de", "Warum dieses Ergebnis", "sterilise"),
    ],
)
def test_why_a_result_is_there_is_told_on_demand(
    client: FlaskClient, language: str, summary: str, line: str
) -> None:
    first = asked(client, NEED, language).split("<article")[1]
    why = part(first, "why")
    assert why.startswith("<details")
    assert f"<summary>{summary}</summary>" in why
    assert line in words(why)


def test_why_tells_the_constraints_met(client: FlaskClient) -> None:
    assert "Meets: SMEs, Mons." in words(part(asked(client, CONSTRAINED), "why"))


@pytest.mark.parametrize(
    ("language", "notice", "nearest"),
    [
        ("en", "Nothing in this compendium is close to this question", "The nearest"),
        ("fr", "Rien dans ce compendium n’est proche de cette question", "Les plus proches"),
        ("nl", "Niets in dit compendium komt dicht bij deze vraag", "Wat er het dichtst bij komt"),
        ("de", "Nichts in diesem Kompendium kommt dieser Frage nahe", "Das Nächstliegende"),
    ],
)
def test_nothing_close_is_said_and_the_nearest_are_no_answer(
    client: FlaskClient, language: str, notice: str, nearest: str
) -> None:
    text = asked(client, UNANSWERED, language)
    assert f"<h1>{notice}</h1>" in text
    assert f'<h2 id="nearest">{nearest}</h2>' in text
    assert len(re.findall(r'class="result weak"', text)) == text.count("<article") == 3
    for claim in ('class="answer"', 'class="band', 'class="legend"', 'id="organisations"'):
        assert claim not in text


def test_nothing_close_says_what_to_try(client: FlaskClient) -> None:
    advice = words(part(asked(client, UNANSWERED), "advice"))
    assert advice == (
        "say it in other words, or in a whole sentence ask for one thing at a time walk through the themes"
    )
    assert "take out one of the conditions above" in words(part(asked(client, UNMET), "advice"))


def test_what_is_said_twice_is_one_chip_that_takes_out_both(client: FlaskClient) -> None:
    row = part(asked(client, "masks in Mons, yes in Mons"), "understood")
    assert [parse_qsl(address[1:])[1:] for address in links(row).values()] == [
        [("without", "place:6-13"), ("without", "place:19-26")]
    ]
    assert 'title="read in “in Mons”"' in row
    text = asked(client, "masks in Mons, yes in Mons", "en", "place:6-13", "place:19-26")
    removed = links(part(text, "removed"))
    assert parse_qsl(removed["Put back: Mons"][1:]) == [("q", "masks in Mons, yes in Mons")]


def test_nobody_is_asked_to_judge_how_close_the_results_are(client: FlaskClient) -> None:
    for language in ("en", "fr", "nl", "de"):
        text = asked(client, NEED, language)
        assert "for you to judge" not in text and "À vous de juger" not in text
    assert "Closest first, out of 3. The marked words answer words of your need." in words(
        asked(client, NEED)
    )


def test_markup_in_names_and_questions_is_shown_not_run(client: FlaskClient) -> None:
    text = asked(client, f"ventilators valves in Mons {SCRIPT}")
    assert SCRIPT not in text
    text = asked(client, "ventilators valves")
    assert SCRIPT not in text
    shown = html.escape(SCRIPT, quote=True).replace("&#x27;", "&#39;")
    assert shown in part(text, "answer")


def test_a_long_question_repeats_itself_in_few_addresses(client: FlaskClient) -> None:
    months = " ".join(f"in Mons since {month} 2020" for month in ["March", "April", "May"] * 40)
    response = client.get("/search", query_string={"q": f"masks {months}"}, headers=ENGLISH)
    assert response.status_code == 200
    assert response.text.count("without=") <= 20


def test_an_organisation_s_quote_is_not_repeated_below_itself(client: FlaskClient) -> None:
    ranking = words(asked(client, NEED).split('id="organisations"')[1])
    assert ranking.count("used masks with hydrogen peroxide") == 1
