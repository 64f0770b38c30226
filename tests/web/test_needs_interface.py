"""``POST /api/v1/needs``: the record, twice is once, and every body that is none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer import Engine
from kb.knowledge_base import KnowledgeBase
from kb.open_needs import MAX_NEED
from kb.store import Store
from tests.fake_encoder import FakeEncoder
from tests.web.reading import ENGLISH
from web.application import create_app
from web.responses import ErrorResponse, NeedResponse
from web.settings import Settings

ADDRESS = "/api/v1/needs"
PHAGES = "Phage therapy for bone infections"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[KnowledgeBase]:
    with Store.open(tmp_path / "compendium.sqlite") as store:
        yield KnowledgeBase(store, Engine(tmp_path / "index", FakeEncoder))


@pytest.fixture
def client(empty: KnowledgeBase, settings: Settings) -> FlaskClient:
    return create_app(settings, knowledge_base=empty, warm_up=False).test_client()


def test_a_need_is_answered_as_it_is_kept(client: FlaskClient, empty: KnowledgeBase) -> None:
    recorded = client.post(f"{ADDRESS}?lang=nl", json={"text": f"  {PHAGES}\n"})
    assert recorded.status_code == 201
    body = recorded.json
    assert body is not None
    [need] = empty.open_needs.listed()
    assert body == {"need": need.model_dump(mode="json"), "is_new": True, "ok": True}
    assert (need.id, need.text, need.language) == (1, PHAGES, "nl")
    assert (need.recorded_at.minute, need.recorded_at.second) == (0, 0)
    NeedResponse.model_validate(body)
    assert "Set-Cookie" not in recorded.headers


def test_the_same_text_is_answered_with_the_one_that_is_kept(client: FlaskClient) -> None:
    first = client.post(ADDRESS, json={"text": PHAGES}).json
    again = client.post(ADDRESS, json={"text": PHAGES})
    assert again.status_code == 200
    assert first is not None
    assert again.json == first | {"is_new": False}


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "text: Field required. Send {"),
        ({"text": 3}, "text: Input should be a valid string. Send {"),
        ({"text": None}, "text: Input should be a valid string"),
        ({"text": "masks", "e-mail": "x"}, "e-mail: Extra inputs are not permitted"),
        ([], "the body: Input should be"),
        ("masks", "the body: Input should be"),
        ({"text": ""}, "The need is empty."),
        ({"text": "?!"}, "The need has no word in it."),
        ({"text": "x" * 200_000}, "The need has 200,000 characters; at most 20,000 are accepted."),
    ],
)
def test_a_body_that_is_no_need_is_400_with_the_field(
    client: FlaskClient, empty: KnowledgeBase, body: object, error: str
) -> None:
    refused = client.post(ADDRESS, json=body, headers=ENGLISH)
    assert refused.status_code == 400
    assert error in ErrorResponse.model_validate(refused.json).error
    assert empty.open_needs.listed() == []


@pytest.mark.parametrize("body", ["", "{", '{"text": "a', "[" * 200_000, "\x00", '{"text": 1' + "0" * 9999])
def test_a_body_that_is_no_json_is_400(client: FlaskClient, body: str) -> None:
    refused = client.post(ADDRESS, data=body, content_type="application/json", headers=ENGLISH)
    assert refused.status_code == 400
    assert 'Send {"text": "…"}.' in ErrorResponse.model_validate(refused.json).error


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_the_form_of_another_site_can_send_is_415(
    client: FlaskClient, empty: KnowledgeBase, kind: str
) -> None:
    refused = client.post(ADDRESS, data='{"text": "masks and gowns"}', content_type=kind, headers=ENGLISH)
    assert refused.status_code == 415
    document = ErrorResponse.model_validate(refused.json)
    assert document.error.startswith("Send the need as JSON: Content-Type: application/json")
    assert document.help == "Send it as JSON."
    assert empty.open_needs.listed() == []


def test_a_language_that_is_none_of_the_four_is_400(client: FlaskClient, empty: KnowledgeBase) -> None:
    refused = client.post(f"{ADDRESS}?lang=xx", json={"text": PHAGES})
    assert refused.status_code == 400
    assert empty.open_needs.listed() == []


def test_it_is_described(client: FlaskClient) -> None:
    document: dict[str, Any] = client.get("/api/v1/openapi.json").json or {}
    operation = document["paths"][ADDRESS]["post"]
    reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    asked = document["components"]["schemas"][reference.rsplit("/", 1)[-1]]
    assert asked["required"] == ["text"]
    assert asked["properties"]["text"]["maxLength"] == MAX_NEED
    assert "At most 20,000 characters" in asked["properties"]["text"]["description"]
    assert set(operation["responses"]) == {"200", "201", "400", "415", "429", "503"}
    answered = document["components"]["schemas"]["NeedResponse"]
    assert set(answered["properties"]) == {"ok", "need", "is_new"}
    assert set(document["components"]["schemas"]["OpenNeed"]["properties"]) == {
        "id",
        "text",
        "language",
        "recorded_at",
        "status",
    }
