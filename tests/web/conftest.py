"""A small real knowledge base over the fake encoder, and the application over it."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

import kb.knowledge_base
from indexer import Engine, Progress
from kb.knowledge_base import KnowledgeBase
from kb.open_needs import OpenNeeds
from kb.store import Store
from tests.fake_encoder import FakeEncoder
from tests.models.tiny_reranker import reranker_loader
from tests.web.records import PARTICIPATIONS, RECORDS
from web.application import create_app
from web.settings import Settings, read_settings

NEED_HOUR = datetime.datetime(2026, 11, 24, 14, tzinfo=datetime.UTC)
"""When open needs are recorded."""


def filled(folder: Path, *, reindex: bool = True) -> KnowledgeBase:
    """A knowledge base in `folder` with the records of these tests."""
    store = Store.open(folder / "compendium.sqlite")
    with store.writing() as writing:
        for record in RECORDS:
            writing.put(record)
        for participation in PARTICIPATIONS:
            writing.put(participation)
    made = KnowledgeBase(store, Engine(folder / "index", FakeEncoder))
    if reindex:
        made.reindex()
    return made


@pytest.fixture(scope="session")
def knowledge_base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """Shared by tests that only read."""
    made = filled(tmp_path_factory.mktemp("data"))
    yield made
    made.store.close()


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return read_settings({"data": tmp_path_factory.mktemp("unused")}, environment={})


@pytest.fixture(scope="session")
def app(knowledge_base: KnowledgeBase, settings: Settings) -> Flask:
    made = create_app(settings, knowledge_base=knowledge_base)
    assert made.extensions["readiness"].wait(30)
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with the records of these tests and their index."""
    folder = tmp_path / "data"
    folder.mkdir()
    filled(folder).store.close()
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an index, to copy."""
    folder = tmp_path_factory.mktemp("built")
    filled(folder).store.close()
    return folder


@pytest.fixture
def writable(built: Path, tmp_path: Path) -> Iterator[KnowledgeBase]:
    """A knowledge base of its own, whose clock stands still."""
    folder = shutil.copytree(built, tmp_path / "data")
    store = Store.open(folder / "compendium.sqlite")
    made = KnowledgeBase(store, Engine(folder / "index", FakeEncoder))
    made.open_needs = OpenNeeds(store, now=lambda: NEED_HOUR)
    yield made
    store.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """What knowledge bases were opened with; each is a real one, over the fake encoder."""
    made: list[KnowledgeBase] = []
    options: list[dict[str, Any]] = []

    def open_it(
        data: Path,
        *,
        model: str,
        runtime: str,
        cache: Path | None,
        reranker: str | None,
        progress: Progress | None,
    ) -> KnowledgeBase:
        def load() -> FakeEncoder:
            if progress is not None:
                progress("Preparing the model", 1, 1)
            return FakeEncoder()

        data.mkdir(parents=True, exist_ok=True)
        options.append(
            {
                "data": data,
                "model": model,
                "runtime": runtime,
                "cache": cache,
                "reranker": reranker,
                "progress": progress,
            }
        )
        engine = Engine(data / "index", load, reranker_loader(reranker))
        made.append(KnowledgeBase(Store.open(data / "compendium.sqlite"), engine))
        return made[-1]

    monkeypatch.setattr(kb.knowledge_base, "open_knowledge_base", open_it)
    yield options
    for one in made:
        one.store.close()
