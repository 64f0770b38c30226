"""A reranker on the page, in the JSON interface and on the command line."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer import Engine
from kb.knowledge_base import KnowledgeBase
from kb.store import Store
from tests.fake_encoder import FakeEncoder
from tests.models.tiny_reranker import reranker_loader, write_tiny_reranker
from tests.web.conftest import filled
from tests.web.invoking import run
from tests.web.reading import page, words
from tests.web.records import NEED
from web.application import create_app
from web.settings import Settings


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_reranker(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def reranking(
    tiny: Path, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("data")
    filled(folder).store.close()
    with Store.open(folder / "compendium.sqlite") as store:
        engine = Engine(folder / "index", FakeEncoder, reranker_loader(tiny))
        app = create_app(settings, knowledge_base=KnowledgeBase(store, engine))
        assert app.extensions["readiness"].wait(60)
        yield app.test_client()


def initiatives(client: FlaskClient) -> list[dict[str, Any]]:
    answer = client.get("/api/v1/search", query_string={"q": NEED}).json
    assert answer is not None
    return list(answer["initiatives"])


def test_the_interface_gives_what_it_said_and_a_score_that_is_half_of_it(
    reranking: FlaskClient, client: FlaskClient
) -> None:
    before = {ranked["initiative"]["id"]: ranked["score"] for ranked in initiatives(client)}
    after = initiatives(reranking)
    assert len(after) == len(before) == 3
    for ranked in after:
        said = ranked["signals"]["cross_encoder"]
        assert 0 < said < 1
        assert ranked["score"] == pytest.approx(before[ranked["initiative"]["id"]] / 2 + said / 2, abs=2e-6)
    scores = [ranked["score"] for ranked in after]
    assert scores == sorted(scores, reverse=True)


def test_without_one_the_interface_gives_what_it_gave(client: FlaskClient) -> None:
    shown = [list(ranked["signals"]) for ranked in initiatives(client)]
    assert shown == [["dense", "lexical", "fused", "late", "feedback"]] * 3


def test_the_description_knows_it_as_what_may_be_absent(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").json
    assert document is not None
    schema = document["components"]["schemas"]["SignalScores"]
    assert "cross_encoder" not in schema["required"]
    assert schema["properties"]["cross_encoder"]["description"] == (
        "What the reranker said of question and passage; absent where it did not read them."
    )


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "A second model, which read it together with the question, gives it 0."),
        ("fr", "Un second modèle, qui l’a lue avec la question, lui donne 0,"),
        ("nl", "Een tweede model, dat het samen met de vraag heeft gelezen, geeft het 0,"),
        ("de", "Ein zweites Modell, das sie zusammen mit der Frage gelesen hat, gibt ihr 0,"),
    ],
)
def test_the_page_says_so_among_the_reasons(
    reranking: FlaskClient, client: FlaskClient, language: str, line: str
) -> None:
    assert line in words(page(reranking, f"/search?q={NEED}", language))
    assert line not in words(page(client, f"/search?q={NEED}", language))


@pytest.mark.usefixtures("opened")
def test_the_command_line_takes_it_and_json_shows_it(data: Path, tiny: Path) -> None:
    found = run("--data", data, "--reranker", tiny, "search", NEED, "--json")
    assert found.exit_code == 0
    assert 0 < json.loads(found.stdout)["initiatives"][0]["signals"]["cross_encoder"] < 1
    plain = run("--data", data, "search", NEED, "--json")
    assert "cross_encoder" not in plain.stdout


@pytest.mark.usefixtures("opened")
def test_one_that_cannot_be_had_or_used_ends_the_command_with_its_line(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*arguments: object, **options: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    two = write_tiny_reranker(tmp_path / "two", labels=2)
    for name, message in {
        "nobody/none": "the reranker nobody/none is not on this machine and the hub cannot be reached; "
        "connect to the network, or leave the reranker out",
        str(two): f"the reranker {two} gives 2 scores for a text, not one; "
        "name a sentence-transformers CrossEncoder with one score, or leave the reranker out",
    }.items():
        failed = run("--data", data, "--reranker", name, "search", NEED)
        assert (failed.exit_code, failed.stdout) == (1, "")
        assert failed.stderr == f"Error: {message}\n"


def test_a_server_whose_reranker_cannot_be_used_is_not_ready(settings: Settings, tmp_path: Path) -> None:
    filled(tmp_path).store.close()
    two = write_tiny_reranker(tmp_path / "two", labels=2)
    with Store.open(tmp_path / "compendium.sqlite") as store:
        engine = Engine(tmp_path / "index", FakeEncoder, reranker_loader(two))
        app = create_app(settings, knowledge_base=KnowledgeBase(store, engine))
        assert not app.extensions["readiness"].wait(60)
        assert "gives 2 scores" in str(app.extensions["readiness"].problem)
        assert app.test_client().get("/readyz").status_code == 503
        assert app.test_client().get("/api/v1/search?q=masks").status_code == 503
