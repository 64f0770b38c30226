"""What is told of an error: the visitor's own mistakes in full, of the server's nothing but what to do."""

import logging
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.errors import IndexingError, InvalidQuery, ModelError, NotFound, StoreError
from kb.knowledge_base import KnowledgeBase
from tests.web.conftest import filled
from tests.web.reading import ENGLISH
from tests.web.records import MASKS, NEED
from web.application import create_app
from web.settings import Settings

SECRET = "/srv/secret/place"


@pytest.fixture
def failing(app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The application, where the error class of ``monkeypatch`` decides what a search raises."""
    return create_app(settings, knowledge_base=app.extensions["knowledge_base"], warm_up=False).test_client()


@pytest.mark.parametrize("error", [StoreError, IndexingError, ModelError])
def test_no_path_of_the_server_is_told_but_all_of_it_is_logged(
    failing: FlaskClient,
    error: type[Exception],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error(f"{SECRET} cannot be read: run `compendium reindex`.")

    monkeypatch.setattr(KnowledgeBase, "search", fail)
    for address in (f"/search?q={NEED}", f"/api/v1/search?q={NEED}"):
        caplog.clear()
        answered = failing.get(address, headers=ENGLISH)
        assert answered.status_code == 503
        assert "/srv" not in answered.text
        assert "Try again in half a minute" in answered.text
        assert f"{SECRET} cannot be read" in caplog.text
    assert answered.json is not None
    assert answered.json["error"] in ("The search is not ready", "The data cannot be read")


@pytest.mark.parametrize(
    ("error", "status"), [(NotFound("There is no theme 'x'."), 404), (InvalidQuery("No word in it."), 400)]
)
def test_what_the_visitor_got_wrong_is_told(
    failing: FlaskClient, error: Exception, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(KnowledgeBase, "search", fail)
    answered = failing.get("/api/v1/search?q=masks", headers=ENGLISH)
    assert answered.status_code == status
    assert answered.json is not None
    assert answered.json["error"] == str(error)
    assert str(error).replace("'", "&#39;") in failing.get("/search?q=masks", headers=ENGLISH).text


@pytest.mark.parametrize(
    ("language", "count"), [("en", "20,000"), ("fr", "20\u202f000"), ("nl", "20.000"), ("de", "20.000")]
)
def test_the_longest_question_is_told_in_the_visitor_s_numbers(
    client: FlaskClient, language: str, count: str
) -> None:
    shown = client.get("/search?q=%3F", headers={"Accept-Language": language})
    assert shown.status_code == 400
    assert count in shown.text


def test_of_a_damaged_index_no_file_is_told(
    tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    knowledge_base = filled(tmp_path)
    [manifest] = (tmp_path / "index" / "generations").glob("*/manifest.json")
    manifest.write_text("{", encoding="utf-8")
    with caplog.at_level(logging.WARNING, logger="web"):
        app = create_app(settings, knowledge_base=knowledge_base)
        assert app.extensions["readiness"].wait(30) is False
    assert "Searches are not answered" in caplog.text and "manifest.json" in caplog.text
    client = app.test_client()
    addresses = ("/readyz", "/api/v1/status", "/about", "/", f"/search?q={NEED}", f"/initiative/{MASKS}")
    for address in addresses:
        text = client.get(address, headers=ENGLISH).text
        assert str(tmp_path) not in text and "manifest.json" not in text, address
    status = client.get("/api/v1/status").json
    assert status is not None
    assert status["index"] == {
        "is_usable": False,
        "generation": None,
        "built_at": None,
        "document_count": None,
        "passage_count": None,
        "model": None,
    }
    knowledge_base.store.close()


@pytest.mark.parametrize(
    "address", ["/nothing", "/initiative/unknown", "/organisation/unknown", "/theme/unknown", "/initiative/"]
)
def test_what_does_not_exist_is_404_as_a_page(client: FlaskClient, address: str) -> None:
    response = client.get(address, headers=ENGLISH)
    assert response.status_code == 404
    assert response.mimetype == "text/html"
    assert '<p class="error-code">404</p>' in response.text
    assert 'name="q"' in response.text


@pytest.mark.parametrize(
    ("address", "error", "help_text"),
    [
        ("/api/v1/nothing", "Cette page n’existe pas", "Une recherche"),
        ("/api/v1/initiatives/no", "There is no initiative with id 'no'.", "Check the address"),
        ("/api/v1/search?q=masks&top=0", "top cannot be '0'", "Check the address"),
        ("/api/v1/search?q=%3F", "no word in it", "Write what is needed"),
    ],
)
def test_error_and_help_of_the_api_are_in_one_language(
    client: FlaskClient, address: str, error: str, help_text: str
) -> None:
    document = client.get(address, headers={"Accept-Language": "fr"}).json
    assert document is not None
    assert error in document["error"]
    assert help_text in document["help"]


def test_the_api_says_another_method_in_words_of_the_table(client: FlaskClient) -> None:
    document = client.post("/api/v1/search", headers=ENGLISH).json
    assert document is not None
    assert document["error"] == "This is not possible here"


def test_another_method_is_405_with_what_is_allowed(client: FlaskClient) -> None:
    response = client.post("/search", data={"q": "x"})
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_without_an_index_pages_work_and_searches_are_503(tmp_path: Path, settings: Settings) -> None:
    knowledge_base = filled(tmp_path, reindex=False)
    app = create_app(settings, knowledge_base=knowledge_base)
    app.extensions["readiness"].wait(30)
    client = app.test_client()
    assert client.get("/healthz").status_code == 200
    unready = client.get("/readyz", headers=ENGLISH)
    assert unready.status_code == 503
    assert unready.json is not None
    assert "compendium reindex" in unready.json["help"]
    searched = client.get(f"/search?q={quote(NEED)}", headers=ENGLISH)
    assert searched.status_code == 503
    assert searched.headers["Retry-After"] == "30"
    assert "The search is not ready" in searched.text
    assert client.get(f"/initiative/{MASKS}").status_code == 200
    assert "not usable" in client.get("/about", headers=ENGLISH).text
    knowledge_base.reindex()
    assert client.get(f"/search?q={quote(NEED)}").status_code == 200
    knowledge_base.store.close()


def test_a_fault_is_a_500_page_without_details(app: Flask, settings: Settings) -> None:
    broken = create_app(settings, knowledge_base=app.extensions["knowledge_base"], warm_up=False)

    def fail() -> str:
        raise RuntimeError("secret detail")

    broken.add_url_rule("/fail", view_func=fail)
    broken.add_url_rule("/api/v1/fail", "api-fail", view_func=fail)
    response = broken.test_client().get("/fail", headers=ENGLISH)
    assert response.status_code == 500
    assert "Something went wrong" in response.text
    assert "secret" not in response.text
    in_json = broken.test_client().get("/api/v1/fail", headers=ENGLISH)
    assert in_json.status_code == 500
    assert in_json.json == {
        "ok": False,
        "status": 500,
        "error": "Something went wrong",
        "help": "It is our fault and it has been logged. Try again in a moment.",
    }
