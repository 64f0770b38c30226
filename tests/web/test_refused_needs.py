"""Open needs that are not recorded: no token, too long, too many; the visitor's text is kept each time."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

import kb.open_needs
from kb.knowledge_base import KnowledgeBase
from kb.open_needs import OpenNeeds
from kb.store import Store
from tests.web.need_forms import rows, send, token, typed
from tests.web.reading import ENGLISH, page, words
from web.application import FORM_SECONDS, create_app
from web.settings import Settings

UNANSWERED = "kindergeld antrag"
LIMIT = {
    "en": "up to 20,000 characters",
    "fr": "20 000 caractères",
    "nl": "hoogstens 20.000 tekens",
    "de": "20.000 Zeichen",
}


@pytest.fixture
def app(writable: KnowledgeBase, settings: Settings) -> Flask:
    return create_app(settings, knowledge_base=writable, warm_up=False)


@pytest.mark.parametrize("wrong", [None, "", "nonsense", "of another visitor", "of another key", "expired"])
def test_without_a_valid_token_nothing_is_recorded_and_the_text_is_kept(
    client: FlaskClient,
    app: Flask,
    writable: KnowledgeBase,
    wrong: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = token(page(client, "/need"))
    if wrong == "of another visitor":
        given = token(page(app.test_client(), "/need"))
    elif wrong == "of another key":
        with client.session_transaction() as session:
            given = URLSafeTimedSerializer("other", salt="wtf-csrf-token").dumps(session["csrf_token"])
    elif wrong == "expired":
        monkeypatch.setitem(app.config, "WTF_CSRF_TIME_LIMIT", -1)
        assert FORM_SECONDS == 86_400
    else:
        given = wrong or ""
    form = {"text": f"{UNANSWERED} & <b>"} | ({} if wrong is None else {"csrf_token": given})
    refused = client.post("/need", data=form, headers=ENGLISH)
    assert refused.status_code == 400
    assert "Not recorded yet The form was open for too long" in words(refused.text)
    assert "Your text is still in the box below." in refused.text
    assert typed(refused.text) == f"{UNANSWERED} & <b>"
    assert rows(writable) == []
    monkeypatch.undo()
    assert client.post("/need", data={"text": "x y", "csrf_token": token(refused.text)}).status_code == 303


def test_no_page_takes_a_form_without_a_token(app: Flask, client: FlaskClient) -> None:
    methods = {"POST", "PUT", "PATCH", "DELETE"}
    rules = {str(rule) for rule in app.url_map.iter_rules() if methods & (rule.methods or set())}
    writing = {rule for rule in rules if not rule.startswith("/api/")}
    assert writing == {"/need", "/experts", "/experts/needs", "/experts/wishes"}
    assert all(client.post(address).status_code == 400 for address in writing)


@pytest.mark.parametrize("language", ["en", "fr", "nl", "de"])
def test_a_text_that_is_too_long_is_refused_with_the_limit_and_kept(
    client: FlaskClient, writable: KnowledgeBase, language: str
) -> None:
    long = "é" * 100_000 + "<>" * 50_000
    refused = send(client, long, language)
    assert refused.status_code == 400
    told = refused.text.split('role="alert"')[1].split("</section>")[0]
    assert LIMIT[language] in words(told)
    assert typed(refused.text) == long
    assert rows(writable) == []


def test_a_body_that_is_not_read_at_all_is_told_the_limit(
    client: FlaskClient, writable: KnowledgeBase
) -> None:
    refused = send(client, "x" * 1_000_001)
    assert refused.status_code == 413
    assert "in up to 20,000 characters" in refused.text
    assert typed(refused.text) == ""
    assert rows(writable) == []


@pytest.mark.parametrize("text", ["", " \n ", "?!", "a", "jo@north.example"])
def test_what_is_no_need_is_refused(client: FlaskClient, writable: KnowledgeBase, text: str) -> None:
    refused = send(client, text)
    assert refused.status_code == 400
    assert "Write what is needed in a few words or sentences, up to 20,000 characters." in refused.text
    assert rows(writable) == []


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "As many needs were recorded in this hour as this site accepts. Try again in an hour."),
        ("fr", "Réessayez dans une heure."),
        ("nl", "Probeer het over een uur opnieuw."),
        ("de", "Versuchen Sie es in einer Stunde noch einmal."),
    ],
)
def test_a_flood_is_stopped_and_nothing_that_was_typed_is_lost(
    client: FlaskClient,
    writable: KnowledgeBase,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    told: str,
) -> None:
    monkeypatch.setattr(kb.open_needs, "MAX_NEEDS_AN_HOUR", 2)
    assert [send(client, f"need {number}").status_code for number in range(2)] == [303, 303]
    refused = send(client, "need 2", language)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "3600"
    assert told in refused.text
    assert typed(refused.text) == "need 2"
    assert send(client, "need 1").headers["Location"] == "/need/recorded?again=1"
    in_json = client.post("/api/v1/needs", json={"text": "need 2"}, headers=ENGLISH)
    assert in_json.status_code == 429
    assert in_json.headers["Retry-After"] == "3600"
    assert in_json.json == {
        "ok": False,
        "status": 429,
        "error": "Too many needs in this hour",
        "help": "As many needs were recorded in this hour as this site accepts. Try again in an hour.",
    }
    assert len(rows(writable)) == 2


def test_a_full_list_is_told_to_visitors_and_logged_for_who_can_make_room(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(kb.open_needs, "MAX_OPEN_NEEDS", 0)
    refused = send(client, "need 1")
    assert refused.status_code == 429
    assert "Retry-After" not in refused.headers
    assert "As many needs are open as this site keeps." in refused.text
    assert typed(refused.text) == "need 1"
    assert "compendium needs" not in refused.text
    assert "`compendium needs close` or `compendium needs remove` makes room" in caplog.text
    assert "need 1" not in caplog.text


def test_where_nothing_can_be_recorded_that_is_said_instead_of_a_form(
    client: FlaskClient, writable: KnowledgeBase, caplog: pytest.LogCaptureFixture
) -> None:
    writable.store.is_read_only = True
    refused = client.get("/need", headers=ENGLISH)
    assert refused.status_code == 503
    assert "Not recorded yet" in refused.text
    assert "<textarea" not in refused.text
    assert f"{writable.store.path} is read-only" in caplog.text
    assert str(writable.folder) not in refused.text


def test_while_another_program_writes_the_text_is_kept(
    client: FlaskClient, writable: KnowledgeBase, tmp_path: Path
) -> None:
    with Store.open(writable.store.path, busy_seconds=0.1) as impatient, writable.store.writing():
        writable.open_needs = OpenNeeds(impatient)
        refused = send(client, "need 1")
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "30"
    assert "Try again in half a minute" in refused.text
    assert typed(refused.text) == "need 1"
    assert str(tmp_path) not in refused.text
