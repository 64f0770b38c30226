"""The JSON interface: shapes, numbers, errors, and a description that is true."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from pydantic import BaseModel

from indexer import IndexStatus
from kb.knowledge_base import KnowledgeBaseStatus
from kb.query import MAX_QUESTION
from tests.web.records import MASKS, NEED, ODD_ID, RNA
from web import match_responses, responses
from web.responses import status_response

EXAMPLES = {
    "/api/v1/search": "/api/v1/search?q=masks",
    "/api/v1/initiatives/{id}": f"/api/v1/initiatives/{MASKS}",
    "/api/v1/organisations/{id}": "/api/v1/organisations/clean-air",
    "/api/v1/organisations/{id}/themes/{theme_id}": "/api/v1/organisations/clean-air/themes/masks",
    "/api/v1/matches": "/api/v1/matches?top=2",
    "/api/v1/status": "/api/v1/status",
    "/healthz": "/healthz",
    "/readyz": "/readyz",
}


CONSTRAINED = "Which SMEs in Mons sterilise used masks?"


def body(client: FlaskClient, address: str, **query: str) -> dict[str, Any]:
    response = client.get(address, query_string=query or None)
    assert response.status_code == 200, response.text
    found = response.json
    assert isinstance(found, dict)
    return found


def test_search_answers_initiatives_and_organisations(client: FlaskClient) -> None:
    answer = body(client, "/api/v1/search", q=NEED)
    assert answer["ok"] is True
    assert answer["query"] == NEED
    assert answer["top"] == 10
    assert answer["initiative_count"] == len(answer["initiatives"]) == 3
    assert answer["organisation_count"] == len(answer["organisations"]) == 4
    first = answer["initiatives"][0]
    assert first["rank"] == 1
    assert first["initiative"]["id"] == MASKS
    assert [p["participation"]["role"] for p in first["participants"]][:2] == ["lead", "manufacturer"]
    assert first["evidence"]["language"] == "en"
    match = first["evidence"]["matches"][0]
    assert first["evidence"]["text"][match["start"] : match["end"]].casefold() in NEED.casefold()
    scores = [ranked["score"] for ranked in answer["initiatives"]]
    assert scores == sorted(scores, reverse=True)
    assert answer["organisations"][0]["organisation"]["id"] == "clean-air"
    assert answer["milliseconds"] > 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (None, "One SME in Mons works on this: CleanAir as lead in “Sterilised masks for hospitals”."),
        ("en", "One SME in Mons works on this: CleanAir as lead in “Sterilised masks for hospitals”."),
        ("de", "Ein KMU in Mons arbeitet daran: CleanAir als Leitung in „Sterilised masks for hospitals“."),
    ],
)
def test_the_answer_in_words_is_in_the_language_asked_for(
    client: FlaskClient, language: str | None, text: str
) -> None:
    query = {"q": CONSTRAINED} | ({"lang": language} if language else {})
    response = client.get("/api/v1/search", query_string=query, headers={"Accept-Language": "nl"})
    assert response.json is not None
    sentence = response.json["sentence"]
    assert sentence["language"] == (language or "en")
    assert sentence["text"] == text
    assert "".join(part["text"] for part in sentence["parts"]) == text
    named = [(part["kind"], part["id"], part["evidence_id"]) for part in sentence["parts"] if part["kind"]]
    assert named == [("organisation", "clean-air", MASKS), ("initiative", MASKS, MASKS)]


def test_constraints_come_with_the_keys_that_take_them_out(client: FlaskClient) -> None:
    answer = body(client, "/api/v1/search", q=CONSTRAINED, lang="fr")
    kind = {"key": "kind:6-10", "label": "PME", "words": "SMEs", "is_certain": True}
    place = {"key": "place:11-18", "label": "Mons", "words": "in Mons", "is_certain": True}
    assert answer["constraints"] == [{**kind, "is_removed": False}, {**place, "is_removed": False}]
    assert answer["initiatives"][0]["met"] == ["kind:6-10", "place:11-18"]
    assert answer["initiative_count"] == 1
    query = {"q": CONSTRAINED, "lang": "fr", "without": ["kind:6-10", "place:11-18", "place:0-4", "x"]}
    without = client.get("/api/v1/search", query_string=query).json
    assert without is not None
    assert without["constraints"] == [{**kind, "is_removed": True}, {**place, "is_removed": True}]
    assert without["initiative_count"] == 3


def test_constraints_that_could_not_all_be_met_are_a_field(client: FlaskClient) -> None:
    answer = body(client, "/api/v1/search", q="SMEs in Liège that make masks", lang="de")
    kind, place, _role = (constraint["key"] for constraint in answer["constraints"])  # "make" only prefers
    assert (answer["relaxed"], answer["unmet"], answer["is_close"]) == ([kind, place], [], False)
    assert answer["sentence"]["text"].startswith(
        "Keine Initiative in diesem Kompendium erfüllt dies alles zugleich: KMU, Lüttich."
    )
    assert [part["id"] for part in answer["sentence"]["parts"] if part["kind"]] == [MASKS]
    alone = body(client, "/api/v1/search", q="hospitals in Namur")
    assert alone["relaxed"] == alone["unmet"] == ["kind:0-9", "place:10-18"]
    assert body(client, "/api/v1/search", q=CONSTRAINED)["relaxed"] == []


def test_each_initiative_says_why_it_is_there(client: FlaskClient) -> None:
    first = body(client, "/api/v1/search", q=NEED, lang="fr")["initiatives"][0]
    assert first["why"][0].startswith("Dans la question et dans le texte\u00a0: «\u00a0sterilise")
    assert any("(de 0 à 1\u00a0: sens 0," in line for line in first["why"])
    met = body(client, "/api/v1/search", q=CONSTRAINED)["initiatives"][0]
    assert met["why"][-1] == "Meets: SMEs, Mons."


def test_nothing_close_is_a_field_and_a_sentence(client: FlaskClient) -> None:
    answer = body(client, "/api/v1/search", q="kindergeld antrag", lang="fr")
    assert answer["is_close"] is False
    assert answer["confidence"] < 0.11
    assert answer["sentence"]["text"].startswith("Rien dans ce compendium n’est proche de cette question.")
    assert {ranked["band"] for ranked in answer["initiatives"]} == {"weak"}
    assert body(client, "/api/v1/search", q=NEED)["is_close"] is True


@pytest.mark.parametrize("language", ["", "xx", "EN", "fr-BE", "x" * 5000])
def test_a_language_that_is_none_of_the_four_is_400(client: FlaskClient, language: str) -> None:
    response = client.get("/api/v1/search", query_string={"q": NEED, "lang": language})
    assert response.status_code == 400
    assert response.json is not None
    assert "it is one of en, fr, nl, de." in response.json["error"]


def test_top_limits_both_lists(client: FlaskClient) -> None:
    answer = body(client, "/api/v1/search", q=NEED, top="1")
    assert (answer["top"], answer["initiative_count"], answer["organisation_count"]) == (1, 1, 1)
    assert body(client, "/api/v1/search", q=NEED, top="100")["initiative_count"] == 3


def test_zeros_before_a_top_change_nothing(client: FlaskClient) -> None:
    assert body(client, "/api/v1/search", q=NEED, top="0002")["top"] == 2


@pytest.mark.parametrize(
    "top", ["0", "000", "101", "-1", "1.5", "ten", "", "²", "9" * 5000, "000000001000000", "0" * 5000]
)
def test_a_top_that_is_no_number_from_1_to_100_is_400(client: FlaskClient, top: str) -> None:
    response = client.get("/api/v1/search", query_string={"q": NEED, "top": top})
    assert response.status_code == 400
    assert response.json is not None
    assert response.json["ok"] is False
    assert response.json["status"] == 400
    assert "a whole number from 1 to 100" in response.json["error"]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "The question is empty."),
        (" \t ", "The question is empty."),
        ("a", "One character is too little"),
        ("?!", "no word in it"),
        ("x" * 100_000, "100,000 characters; at most 20,000"),
    ],
)
def test_a_query_that_cannot_be_searched_is_400_with_the_reason(
    client: FlaskClient, typed: str, error: str
) -> None:
    response = client.get("/api/v1/search", query_string={"q": typed}, headers={"Accept-Language": "en"})
    assert response.status_code == 400
    assert response.mimetype == "application/json"
    assert response.json is not None
    assert error in response.json["error"]
    assert response.json["help"].startswith("Write what is needed")


@pytest.mark.parametrize("identifier", [MASKS, RNA, ODD_ID])
def test_an_initiative_by_its_id(client: FlaskClient, identifier: str) -> None:
    from urllib.parse import quote

    found = body(client, f"/api/v1/initiatives/{quote(identifier, safe='/')}")
    assert found["initiative"]["id"] == identifier
    assert len(found["participants"]) >= 1


def test_an_organisation_by_its_id(client: FlaskClient) -> None:
    found = body(client, "/api/v1/organisations/north-university")
    assert found["organisation"]["kbo"] == "0403019261"
    assert [part["id"] for part in found["parts"]] == ["north-virology"]
    assert {row["initiative"]["id"] for row in found["initiatives"]} == {MASKS, RNA}
    assert [
        (c["organisation"]["id"], c["initiative_count"], c["initiative_ids"]) for c in found["collaborators"]
    ] == [("clean-air", 1, [MASKS]), ("north-virology", 1, [RNA])]
    assert found["similar"] == []


def test_an_organisation_s_themes_come_with_their_years(client: FlaskClient) -> None:
    masks, protection = body(client, "/api/v1/organisations/north-university")["themes"]
    assert (masks["theme"]["id"], protection["theme"]["id"]) == ("masks", "protection")
    assert {key: value for key, value in masks.items() if key != "theme"} == {
        "initiative_count": 1,
        "initiative_ids": [MASKS],
        "undated_count": 0,
        "first_date": "2020-03",
        "last_date": "2020-04-17",
        "years": [{"year": 2020, "initiative_count": 1}],
    }


def test_an_organisation_within_a_theme(client: FlaskClient) -> None:
    found = body(client, "/api/v1/organisations/clean-air/themes/protection")
    assert [row["initiative"]["id"] for row in found["initiatives"]] == [MASKS]
    assert [p["role"] for p in found["initiatives"][0]["participations"]] == ["lead", "manufacturer"]
    assert [p["actor"]["name"] for p in found["initiatives"][0]["others"]] == ["North University", "Jo Claes"]
    assert (found["first_date"], found["last_date"]) == ("2020-03", "2020-04-17")
    assert [
        (one["organisation"]["id"], one["initiative_count"], one["shared_count"]) for one in found["others"]
    ] == [("north-university", 1, 1)]
    nothing = body(client, "/api/v1/organisations/bad/name/themes/masks")
    assert (nothing["initiatives"], nothing["first_date"], nothing["other_count"]) == ([], None, 2)


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/initiatives/no",
        "/api/v1/organisations/no",
        "/api/v1/organisations/no/themes/masks",
        "/api/v1/organisations/clean-air/themes/no",
        "/api/v1/nothing",
    ],
)
def test_what_does_not_exist_is_404_in_json(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert response.json is not None
    assert set(response.json) == {"ok", "status", "error", "help"}
    assert (response.json["ok"], response.json["status"]) == (False, 404)


def test_status_counts_and_says_whether_the_index_is_current(client: FlaskClient) -> None:
    found = body(client, "/api/v1/status")
    assert found["counts"]["initiative"] == 3
    assert found["counts"]["organisation"] == 4
    assert found["is_current"] is True
    assert found["index"]["document_count"] == 3
    assert found["index"]["model"] == "fake"


def test_status_tells_a_model_s_name_but_not_its_folder() -> None:
    shown = {
        model: status_response(status_of(model)).index.model
        for model in ("/srv/models/tiny-e5", "intfloat/multilingual-e5-small", None)
    }
    assert shown == {
        "/srv/models/tiny-e5": "tiny-e5",
        "intfloat/multilingual-e5-small": "intfloat/multilingual-e5-small",
        None: None,
    }


def status_of(model: str | None) -> KnowledgeBaseStatus:
    index = IndexStatus(model=model, size_bytes=0)
    return KnowledgeBaseStatus(version="1", counts={}, change_counter=0, index=index, is_current=False)


def test_every_documented_path_answers_with_what_is_documented(client: FlaskClient) -> None:
    document = body(client, "/api/v1/openapi.json")
    assert document["openapi"] == "3.1.0"
    assert {path for path, operations in document["paths"].items() if "get" in operations} == set(EXAMPLES)
    for path, example in EXAMPLES.items():
        operation = document["paths"][path]["get"]
        reference = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        name = reference.rsplit("/", 1)[-1]
        model: type[BaseModel] = getattr(responses, name, None) or getattr(match_responses, name)
        answered = body(client, example)
        model.model_validate(answered)
        schema = document["components"]["schemas"][name]
        assert set(answered) == set(schema["properties"])


def test_every_route_of_the_api_is_documented(client: FlaskClient) -> None:
    documented = set(body(client, "/api/v1/openapi.json")["paths"]) | {"/api/v1/openapi.json"}
    rules = {str(rule) for rule in client.application.url_map.iter_rules() if str(rule).startswith("/api/")}
    assert {
        rule.replace("<record_id:initiative_id>", "{id}")
        .replace("<record_id:organisation_id>", "{id}")
        .replace("<record_id:theme_id>", "{theme_id}")
        for rule in rules
    } <= documented


def test_the_description_s_limits_are_those_that_hold(client: FlaskClient) -> None:
    operation = body(client, "/api/v1/openapi.json")["paths"]["/api/v1/search"]["get"]
    typed, top, without, lang = operation["parameters"]
    assert typed["schema"]["maxLength"] == MAX_QUESTION
    assert "at most 20,000 characters" in typed["description"]
    highest, usual = top["schema"]["maximum"], top["schema"]["default"]
    assert body(client, "/api/v1/search", q=NEED, top=str(highest))["top"] == highest
    assert client.get(f"/api/v1/search?q=masks&top={highest + 1}").status_code == 400
    assert body(client, "/api/v1/search", q=NEED)["top"] == usual
    assert (without["name"], without["explode"], without["schema"]["type"]) == ("without", True, "array")
    assert lang["schema"] == {"type": "string", "enum": ["en", "fr", "nl", "de"], "default": "en"}


def test_every_reference_in_the_description_resolves(client: FlaskClient) -> None:
    import re

    response = client.get("/api/v1/openapi.json")
    schemas = response.json["components"]["schemas"]  # type: ignore[index]
    names = set(re.findall(r'"#/components/schemas/([^"]+)"', response.text))
    assert names <= set(schemas)
    assert {"Initiative", "Evidence", "ErrorResponse"} <= names


def test_errors_are_as_documented(client: FlaskClient) -> None:
    for address in ("/api/v1/search?q=", "/api/v1/initiatives/no"):
        responses.ErrorResponse.model_validate(client.get(address).json)
