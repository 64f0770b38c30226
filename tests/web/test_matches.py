"""Matches on pages and in the interface: both directions, in four languages, and nothing of visitors."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer import Engine
from kb.knowledge_base import KnowledgeBase
from kb.model import Organisation
from kb.store import Store
from tests.fake_encoder import FakeEncoder
from tests.kb.stating import CLEANER, stating
from tests.web.reading import asked, links, page, part, words
from web import match_responses
from web.application import create_app
from web.settings import Settings

SECRETS = ("bagpipes", "visitor", "open need")
"""What stands in nothing that is public; the other open need is worded as what "giga" offers."""


@pytest.fixture(scope="module")
def knowledge_base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    made = stating(tmp_path_factory.mktemp("stating"))
    yield made
    made.store.close()


@pytest.fixture
def app(knowledge_base: KnowledgeBase, settings: Settings) -> Flask:
    return create_app(settings, knowledge_base=knowledge_base, warm_up=False)


def body(client: FlaskClient, query: str = "") -> dict[str, Any]:
    response = client.get(f"/api/v1/matches{query}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json or {}
    return found


def told(found: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    return [
        (
            match["need"]["stated_by"]["id"],
            match["need"]["text"],
            [offer["by"]["id"] for offer in match["offers"]],
        )
        for match in found["matches"]
    ]


def test_the_interface_lists_stated_needs_and_what_answers_them(client: FlaskClient) -> None:
    found = body(client)
    assert (found["need_count"], found["answered_count"], found["start"]) == (6, 3, 0)
    assert told(found)[:3] == [
        ("also", CLEANER, ["cleaning"]),
        ("care", CLEANER, ["cleaning"]),
        ("clean-air", "hydrogen peroxide in barrels", ["giga"]),
    ]
    match = found["matches"][0]
    assert match["need"] == {
        "text": CLEANER,
        "language": "en",
        "stated_by": {"kind": "initiative", "id": "also", "name": "Also"},
    }
    [offer] = match["offers"]
    assert (offer["rank"], offer["band"], offer["by"]["kind"]) == (1, "strong", "initiative")
    assert [one["name"] for one in offer["organisations"]] == ["CleanAir", "Payer"]
    assert offer["evidence"]["text"] == "CleanAir can sterilise used masks."
    match_responses.MatchesResponse.model_validate(found)


def test_the_interface_filters_by_record_and_day(client: FlaskClient) -> None:
    assert [need for need, _, _ in told(body(client, "?initiative=cleaning"))] == ["also", "care"]
    assert told(body(client, "?organisation=giga")) == [
        ("clean-air", "hydrogen peroxide in barrels", ["giga"])
    ]
    assert body(client, "?since=2026-11-21")["matches"] == []
    assert len(body(client, "?since=2026-11&top=1&lang=fr")["matches"]) == 4


def test_the_interface_gives_a_hundred_needs_at_a_time(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(match_responses, "MAX_NEEDS", 4)
    first, second = body(client), body(client, "?start=4")
    assert [len(first["matches"]), len(second["matches"])] == [4, 2]
    assert (second["start"], second["need_count"]) == (4, 6)
    assert [*told(first), *told(second)][2][0] == "clean-air"
    assert body(client, "?start=1000000")["matches"] == []


@pytest.mark.parametrize(
    ("query", "status", "line"),
    [
        ("?need=1", 400, "need cannot be given: matches are those of the needs that initiatives and"),
        ("?initiative=care&organisation=giga", 400, "initiative and organisation: give one of them."),
        ("?since=yesterday", 400, "since: 'yesterday' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD."),
        ("?since=2026-02-30", 400, "since: '2026-02-30' is a date that does not exist"),
        ("?top=21", 400, "top cannot be '21': it is a whole number from 1 to 20."),
        ("?top=0", 400, "top cannot be '0': it is a whole number from 1 to 20."),
        ("?start=-1", 400, "start cannot be '-1': it is a whole number from 0 to 1000000."),
        ("?lang=xx", 400, "lang cannot be 'xx'"),
        ("?initiative=nobody", 404, "There is no initiative with id 'nobody'."),
        ("?organisation=", 404, "There is no organisation with id ''."),
    ],
)
def test_the_interface_refuses_what_it_cannot_do(
    client: FlaskClient, query: str, status: int, line: str
) -> None:
    response = client.get(f"/api/v1/matches{query}")
    assert response.status_code == status
    assert line in (response.json or {})["error"]


def test_the_description_tells_the_limits_of_matches(client: FlaskClient) -> None:
    document: dict[str, Any] = client.get("/api/v1/openapi.json").json or {}
    operation = document["paths"]["/api/v1/matches"]["get"]
    by_name = {parameter["name"]: parameter["schema"] for parameter in operation["parameters"]}
    assert set(by_name) == {"initiative", "organisation", "since", "top", "lang", "start"}
    assert client.get(f"/api/v1/matches?top={by_name['top']['maximum']}").status_code == 200
    assert set(operation["responses"]) == {"200", "400", "404", "503"}


def test_an_initiative_that_states_needs_shows_who_could_answer_them(client: FlaskClient) -> None:
    shown = page(client, "/initiative/care")
    section = words(part(shown, "matches"))
    assert section.startswith(f"Who could answer its needs {CLEANER} Steam strong match CleanAir · Payer")
    assert "CleanAir can sterilise used masks" in section
    assert section.count("Nothing in this compendium is close to it.") == 2
    assert "Needs it could answer" not in words(shown)
    assert links(part(shown, "matches"))["Steam"] == "/initiative/cleaning"


def test_an_initiative_shows_the_needs_of_others_that_it_could_answer(client: FlaskClient) -> None:
    section = words(part(page(client, "/initiative/cleaning"), "matches"))
    assert section.startswith(f"Needs it could answer {CLEANER} needed by Also strong match")
    assert "needed by Nursing" in section
    assert "through" not in section
    assert 'class="matches"' not in page(client, "/initiative/room")


@pytest.mark.parametrize(
    ("language", "own", "answered", "need"),
    [
        (
            "fr",
            "Qui pourrait répondre à ses besoins",
            "Besoins auxquels elle pourrait répondre",
            "stériliser des masques",
        ),
        (
            "nl",
            "Wie aan deze behoeften tegemoet kan komen",
            "Behoeften van anderen waarop dit een antwoord kan zijn",
            CLEANER,
        ),
        ("de", "Wer ihren Bedarf decken könnte", "Bedarf, den sie decken könnte", CLEANER),
    ],
)
def test_pages_speak_of_needs_in_the_reader_s_language(
    client: FlaskClient, language: str, own: str, answered: str, need: str
) -> None:
    assert f"{own} {need}" in words(page(client, "/initiative/care", language))
    assert f"{answered} " in words(page(client, "/initiative/cleaning", language))
    assert need in words(part(page(client, "/initiative/cleaning", language), "matches"))


def test_an_organisation_states_needs_and_offers_and_shows_both_directions(client: FlaskClient) -> None:
    shown = page(client, "/organisation/clean-air")
    assert words(part(shown, "statements")) == (
        "What it says of itself Needs hydrogen peroxide in barrels Offers cold transport of vaccines"
    )
    text = words(shown)
    assert "Who could answer its needs hydrogen peroxide in barrels GIGA" in text
    assert f"Needs it could answer {CLEANER} needed by Also strong match through Steam" in text
    assert client.get("/api/v1/organisations/clean-air").json["organisation"]["offers"] == [  # type: ignore[index]
        "cold transport of vaccines"
    ]
    other = words(page(client, "/organisation/giga"))
    assert "Needs it could answer hydrogen peroxide in barrels needed by CleanAir" in other
    assert 'class="matches"' not in page(client, "/organisation/care-homes")


def test_what_visitors_recorded_is_on_no_page_and_in_no_answer(client: FlaskClient) -> None:
    kinds = {
        "initiative": ("care", "cleaning", "also", "room"),
        "organisation": ("clean-air", "giga", "payer"),
    }
    addresses = [
        *(f"/{kind}/{id_}" for kind, ids in kinds.items() for id_ in ids),
        *(f"/api/v1/{kind}s/{id_}" for kind, ids in kinds.items() for id_ in ids),
        *(f"/api/v1/matches?{kind}={id_}" for kind, ids in kinds.items() for id_ in ids),
        *("/api/v1/matches", "/api/v1/matches?since=2026-11-24", "/api/v1/matches?since=1999", "/"),
        *("/api/v1/search?q=masks", "/search?q=masks", "/api/v1/status", "/about"),
    ]
    for address, secret in itertools.product(addresses, SECRETS):
        assert secret not in page(client, address).lower(), address
    # Worded as an offer, it is a need of nobody who may be shown.
    assert not any(need == "sequencing genomes" for _, need, _ in told(body(client)))
    assert "sequencing genomes" not in words(part(page(client, "/organisation/giga"), "matches"))


def test_a_page_is_whole_without_an_index(tmp_path: Path, settings: Settings) -> None:
    stating(tmp_path).store.close()
    with Store.open(tmp_path / "compendium.sqlite") as store:
        unready = KnowledgeBase(store, Engine(tmp_path / "none", FakeEncoder))
        client = create_app(settings, knowledge_base=unready, warm_up=False).test_client()
        for address in ("/initiative/care", "/organisation/clean-air"):
            shown = page(client, address)
            assert "hydrogen peroxide in barrels" in shown or "beds for ventilated patients" in shown
            assert 'class="matches"' not in shown
        assert client.get("/api/v1/matches").status_code == 503


def test_a_search_shows_who_says_they_offer_it(client: FlaskClient) -> None:
    text = asked(client, "Who is sequencing genomes?")
    assert "No initiative in this compendium is close to this question" in words(text)
    assert words(part(text, "offered-by")) == (
        "Organisations that say they offer it GIGA strong match sequencing genomes offer"
    )
    assert links(part(text, "offered-by"))["GIGA"] == "/organisation/giga"
    found = client.get("/api/v1/search?q=Who+is+sequencing+genomes").json or {}
    assert [one["organisation"]["id"] for one in found["offered_by"]] == ["giga"]
    assert found["sentence"]["text"].endswith("GIGA says it offers that.")
    assert "Organisations that say" not in words(asked(client, "used masks"))


def test_markup_in_needs_and_offers_is_shown_not_run(tmp_path: Path, settings: Settings) -> None:
    script = "<script>alert('x')</script> genomes"
    knowledge_base = stating(tmp_path)
    with knowledge_base.store.writing() as writing:
        writing.put(Organisation(id="odd", name="Odd", needs=(script,), offers=(script,)))
    knowledge_base.reindex()
    client = create_app(settings, knowledge_base=knowledge_base, warm_up=False).test_client()
    for address in ("/organisation/odd", "/organisation/giga", "/search?q=genomes"):
        assert "<script>alert" not in page(client, address)
    assert "&lt;script&gt;" in page(client, "/organisation/odd")
    knowledge_base.store.close()
