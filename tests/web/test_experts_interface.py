"""``POST /api/v1/experts``: the answer to a project, the same from its parts, and every body that is none."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import filled
from tests.web.projects import BODY, DESCRIPTION, NEEDS, PROJECT
from tests.web.reading import ENGLISH
from tests.web.records import MASKS, ODD_ID, RNA
from web.api import MAX_PROJECT_BYTES
from web.application import create_app
from web.project_address import from_address_part
from web.project_responses import ExpertsResponse
from web.responses import ErrorResponse
from web.settings import Settings

ADDRESS = "/api/v1/experts"
SCRIPTED = "bad/name"


def answered(client: FlaskClient, body: object, **query: str) -> dict[str, Any]:
    response = client.post(ADDRESS, json=body, query_string=query)
    assert response.status_code == 200, response.text
    assert response.mimetype == "application/json"
    found: dict[str, Any] = response.json or {}
    return found


def refusal(client: FlaskClient, body: object) -> str:
    response = client.post(ADDRESS, json=body, headers=ENGLISH)
    assert response.status_code == 400, response.text
    return ErrorResponse.model_validate(response.json).error


def test_each_need_has_its_organisations_with_the_evidence(client: FlaskClient) -> None:
    found = answered(client, BODY)
    needs = found["needs"]
    assert [(need["id"], need["text"], need["weight"]) for need in needs] == [
        ("n01", NEEDS[0], 3),
        ("n02", NEEDS[1], 2),
        ("n03", NEEDS[2], 1),
    ]
    first = needs[0]["organisations"][0]
    assert (first["organisation_id"], first["rank"], first["band"]) == ("clean-air", 1, "strong")
    assert first["roles"] == ["lead", "manufacturer"]
    [evidence] = first["evidence"]
    assert (evidence["initiative_id"], evidence["language"], evidence["field"]) == (
        MASKS,
        "en",
        "description",
    )
    match = evidence["matches"][0]
    assert evidence["text"][match["start"] : match["end"]] == match["query_word"] == "sterilise"
    assert [need["organisations"][0]["organisation_id"] for need in needs] == [
        "clean-air",
        "north-virology",
        SCRIPTED,
    ]
    assert [need["initiatives"][0]["initiative_id"] for need in needs] == [MASKS, RNA, ODD_ID]


def test_matrix_group_and_pairs_speak_in_ids_that_the_tables_hold(client: FlaskClient) -> None:
    found = answered(client, BODY)
    rows = {row["organisation_id"]: row for row in found["matrix"]}
    assert rows["clean-air"]["cells"][0]["band"] == "strong"
    members = {member["organisation_id"]: member["need_ids"] for member in found["group"]["members"]}
    assert members == {"clean-air": ["n01"], "north-virology": ["n02"], SCRIPTED: ["n03"]}
    assert {id_ for id_, row in rows.items() if row["is_member"]} == set(members)
    assert found["group"]["covered"] == ["n01", "n02", "n03"]
    assert (found["group"]["uncovered"], found["group"]["uncoverable"]) == ([], [])
    assert found["worked_together"] == []
    strangers = {frozenset(pair["organisation_ids"]) for pair in found["never_together"]}
    assert frozenset(("clean-air", SCRIPTED)) in strangers
    assert found["organisations"]["clean-air"] == {
        "name": "CleanAir",
        "kind": "SME",
        "city": "Mons",
        "region": None,
        "country": "BE",
        "website": None,
    }
    assert set(found["organisations"]) >= set(rows) | {id_ for pair in strangers for id_ in pair}
    assert found["initiatives"][MASKS]["sources"][0]["title"] == "Masks made clean"
    assert set(found["initiatives"]) == {MASKS, RNA, ODD_ID}


def test_members_who_worked_together_are_told_with_what_they_share(client: FlaskClient) -> None:
    found = answered(client, BODY | {"wishes": {"include": ["clean-air", "north-university"]}})
    assert found["worked_together"] == [
        {"organisation_ids": ["clean-air", "north-university"], "initiative_ids": [MASKS]}
    ]
    included = {m["organisation_id"] for m in found["group"]["members"] if m["is_included_by_wish"]}
    assert included == {"clean-air", "north-university"}


def test_the_project_comes_back_and_asks_the_same_again(client: FlaskClient) -> None:
    asked = BODY | {"conditions": "in Belgium", "wishes": {"exclude": ["clean-air"], "strength": "strong"}}
    found = answered(client, asked)
    again = answered(client, found["project"])
    assert {**again, "milliseconds": 0} == {**found, "milliseconds": 0}
    assert "clean-air" not in {row["organisation_id"] for row in found["matrix"]}
    page, _, part = found["project_address"].partition("?project=")
    assert page == "/experts"
    assert from_address_part(part).model_dump(mode="json") == found["project"]
    assert from_address_part(answered(client, BODY)["project_address"].partition("=")[2]) == PROJECT


def test_a_description_is_read_for_its_needs(client: FlaskClient) -> None:
    found = answered(client, {"text": f"\n {DESCRIPTION}", "conditions": "SMEs in Mons"})
    stated = [need["text"] for need in found["needs"]]
    assert [words for words in ("sterilise used masks", "messenger RNA") if words in " ".join(stated)] == [
        "sterilise used masks",
        "messenger RNA",
    ]
    first = found["needs"][0]
    assert f"\n {DESCRIPTION}"[first["start"] : first["end"]] == first["text"]
    assert found["project"]["description_length"] == len(DESCRIPTION) + 2
    assert [(c["key"], c["label"], c["is_certain"]) for c in found["conditions"]] == [
        ("kind:0-4", "SMEs", True),
        ("place:5-12", "Mons", True),
    ]
    assert {row["organisation_id"] for row in found["matrix"]} <= {"clean-air"}
    dropped = answered(
        client, {"text": DESCRIPTION, "conditions": "SMEs in Mons", "without": ["kind:0-4", "place:5-12"]}
    )
    assert [c["is_removed"] for c in dropped["conditions"]] == [True, True]
    assert len(dropped["needs"][0]["organisations"]) > 1


def test_top_and_language(client: FlaskClient) -> None:
    found = answered(client, BODY, top="1", lang="fr")
    assert found["top"] == 1
    assert [len(need["organisations"]) for need in found["needs"]] == [1, 1, 1]
    assert found["labels"]["language"] == "fr"
    assert found["labels"]["bands"]["strong"] == "correspondance forte"
    assert found["labels"]["roles"]["lead"] == "pilote"
    assert found["initiatives"][MASKS]["title"] == "Des masques stérilisés pour les hôpitaux"
    assert client.post(f"{ADDRESS}?top=101", json=BODY).status_code == 400
    assert client.post(f"{ADDRESS}?lang=xx", json=BODY).status_code == 400


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "text, needs: Neither is there; send one of them: {"),
        ({"text": "masks", **BODY}, "text, needs: Both are there; send one of them: {"),
        ({"text": ""}, "text: The description is empty. Write what you need"),
        ({"text": "?!"}, "text: The description has no word in it."),
        (
            {"text": "The weather was fine and the sea was calm. " * 9},
            "text: No sentence of this text says what the project seeks",
        ),
        ({"text": "x" * 200_001}, "text: String should have at most 200000 characters. Send {"),
        ({"text": "masks", "about": "air"}, "about: It goes with needs; beside text leave it out"),
        ({"text": 3}, "text: Input should be a valid string. Send {"),
        ({"text": "\ud800"}, "text: Input should be a valid string"),
        ({"needs": []}, "needs: There is none. Send {"),
        ({"needs": [{"text": "masks"}] * 31}, "needs: There are 31; at most 30 are accepted."),
        ({"needs": [{"text": "masks"}, {"text": "?!"}]}, "needs.1.text: The need has no word in it."),
        ({"needs": [{"text": "masks", "weight": 4}]}, "needs.0.weight: Input should be 1, 2 or 3."),
        ({"needs": [{"text": "x" * 1001}]}, "needs.0.text: String should have at most 1000 characters."),
        ({"needs": ["masks"]}, "needs.0: Input should be a valid dictionary"),
        ({"text": "masks", "e-mail": "x"}, "e-mail: Extra inputs are not permitted. Send {"),
        ({"text": "masks", "conditions": "x" * 301}, "conditions: String should have at most 300"),
        (
            {"text": "masks", "wishes": {"strength": "sure"}},
            "wishes.strength: Input should be 'strong', 'possible' or 'weak'.",
        ),
        (
            {"text": "masks", "wishes": {"include": ["clean-air"], "exclude": ["clean-air"]}},
            "wishes: include and exclude both name clean-air; take each out of one of the two.",
        ),
        ({"text": "masks", "wishes": {"at_most": 0}}, "wishes: at_most is 0; a group has 1 member or more"),
        ({"text": "masks", "wishes": {"include": ["CleanAir"]}}, "wishes.include: “CleanAir” is no id"),
        (
            {"text": "masks", "wishes": {"exclude": ["clean-aire"]}},
            "wishes.exclude: No organisation is called “clean-aire”; the nearest is “CleanAir” (id clean",
        ),
        ([], "the body: Input should be"),
        ("masks", "the body: Input should be"),
    ],
)
def test_a_body_that_is_no_project_is_400_with_field_and_remedy(
    client: FlaskClient, body: object, error: str
) -> None:
    assert refusal(client, body).startswith(error)


@pytest.mark.parametrize("body", ["", "{", "[" * 200_000, "\x00", '{"text": 1' + "0" * 9999])
def test_a_body_that_is_no_json_is_400(client: FlaskClient, body: str) -> None:
    refused = client.post(ADDRESS, data=body, content_type="application/json", headers=ENGLISH)
    assert refused.status_code == 400
    assert ErrorResponse.model_validate(refused.json).error.startswith("The body is not JSON. Send {")


def test_the_longest_description_fits_however_it_is_written(client: FlaskClient) -> None:
    body = json.dumps({"text": "😷" * 200_000})
    assert 1_000_000 < len(body) < MAX_PROJECT_BYTES
    refused = client.post(ADDRESS, data=body, content_type="application/json", headers=ENGLISH)
    assert refused.status_code == 400
    assert ErrorResponse.model_validate(refused.json).error == (
        "text: The description has no word in it. Write what you need, in your own words."
    )
    body = json.dumps({"text": "x" * MAX_PROJECT_BYTES})
    refused = client.post(ADDRESS, data=body, content_type="application/json", headers=ENGLISH)
    assert refused.status_code == 413
    assert ErrorResponse.model_validate(refused.json).error == "This is too large"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_the_form_of_another_site_can_send_is_415(client: FlaskClient, kind: str) -> None:
    refused = client.post(ADDRESS, data=json.dumps(BODY), content_type=kind, headers=ENGLISH)
    assert refused.status_code == 415
    error = ErrorResponse.model_validate(refused.json).error
    assert error.startswith("Send the project as JSON: Content-Type: application/json, body {")


def test_without_an_index_it_is_503(settings: Settings, tmp_path: Path) -> None:
    made = filled(tmp_path, reindex=False)
    app = create_app(settings, knowledge_base=made, warm_up=False)
    refused = app.test_client().post(ADDRESS, json=BODY, headers=ENGLISH)
    assert refused.status_code == 503
    assert ErrorResponse.model_validate(refused.json).error == "The search is not ready"
    assert refused.headers["Retry-After"] == "30"
    made.store.close()


def test_it_is_described(client: FlaskClient) -> None:
    document: dict[str, Any] = client.get("/api/v1/openapi.json").json or {}
    operation = document["paths"][ADDRESS]["post"]
    assert set(operation["responses"]) == {"200", "400", "413", "415", "503"}
    assert [parameter["name"] for parameter in operation["parameters"]] == ["top", "lang"]
    schemas = document["components"]["schemas"]
    asked = schemas["ExpertsRequest"]["properties"]
    assert asked["text"]["anyOf"][0]["maxLength"] == 200_000
    assert (asked["needs"]["minItems"], asked["needs"]["maxItems"]) == (1, 30)
    found = answered(client, BODY)
    ExpertsResponse.model_validate(found)
    assert set(found) == set(schemas["ExpertsResponse"]["properties"])
    assert set(found["needs"][0]) == set(schemas["NeedOfProject"]["properties"])
    assert set(found["project"]) | {"text"} == set(asked)
