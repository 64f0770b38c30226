"""Ready means: a search would be answered now; that is looked at each time it is asked."""

import logging
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kb.errors import IndexingError
from tests.web.conftest import filled
from tests.web.records import NEED
from web.application import create_app
from web.readiness import Readiness
from web.settings import Settings


def test_an_index_that_appears_makes_the_process_ready(tmp_path: Path, settings: Settings) -> None:
    knowledge_base = filled(tmp_path, reindex=False)
    app = create_app(settings, knowledge_base=knowledge_base)
    readiness = app.extensions["readiness"]
    assert readiness.wait(30) is False
    knowledge_base.reindex()
    readiness._last_start -= 10
    assert app.test_client().get("/readyz").status_code == 503
    assert readiness.wait(30) is True
    assert app.test_client().get("/readyz").status_code == 200
    knowledge_base.store.close()


def test_an_index_that_disappears_makes_it_unready_as_it_makes_searches_fail(
    tmp_path: Path, settings: Settings
) -> None:
    knowledge_base = filled(tmp_path)
    app = create_app(settings, knowledge_base=knowledge_base)
    assert app.extensions["readiness"].wait(30)
    client = app.test_client()
    assert client.get("/readyz").status_code == 200
    shutil.rmtree(tmp_path / "index")
    assert client.get(f"/search?q={NEED}").status_code == 503
    unready = client.get("/readyz", headers={"Accept-Language": "en"})
    assert unready.status_code == 503
    assert unready.json is not None
    assert "compendium reindex" in unready.json["help"]
    knowledge_base.store.close()


def test_before_the_first_attempt_the_model_is_being_loaded(tmp_path: Path, settings: Settings) -> None:
    knowledge_base = filled(tmp_path)
    app = create_app(settings, knowledge_base=knowledge_base, warm_up=False)
    asked = app.test_client().get("/readyz")
    assert (asked.status_code, asked.json) == (
        503,
        {
            "ok": False,
            "status": 503,
            "error": "The model is being loaded.",
            "help": "Ask again in a few seconds.",
        },
    )
    assert app.extensions["readiness"].wait(30)
    assert app.test_client().get("/readyz").json == {"ok": True}
    knowledge_base.store.close()


def test_a_failure_is_logged_once_until_it_is_another(caplog: pytest.LogCaptureFixture) -> None:
    problems = ["no index", "no index", "no model"]

    def load() -> None:
        raise IndexingError(problems.pop(0))

    readiness = Readiness(load)
    with caplog.at_level(logging.WARNING, logger="web"):
        for _ in range(3):
            readiness._last_start -= 10
            readiness.start()
            assert readiness.wait(30) is False
    assert [record.message for record in caplog.records] == [
        "Searches are not answered: no index",
        "Searches are not answered: no model",
    ]


def test_a_failure_is_not_repeated_within_two_seconds() -> None:
    attempts = []

    def load() -> None:
        attempts.append(1)
        raise IndexingError("no index")

    readiness = Readiness(load)
    for _ in range(3):
        readiness.start()
        readiness.wait(30)
    assert len(attempts) == 1


def test_alive_and_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"ok": True}
    assert client.get("/readyz").json == {"ok": True}
