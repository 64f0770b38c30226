"""A small world with its index, and weights for what states a need that stay as they are."""

from collections.abc import Iterator

import pytest

import kb.project.stating
from kb.knowledge_base import KnowledgeBase
from kb.project.segments import Segment
from kb.project.stating import Fitted, Weights, features
from tests.fake_encoder import FakeEncoder
from tests.kb.project.world import World, built


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Shared by tests that only read."""
    made = built(tmp_path_factory.mktemp("world"), FakeEncoder())
    yield made
    made.store.close()


@pytest.fixture
def knowledge_base(world: World) -> KnowledgeBase:
    return world.knowledge_base


@pytest.fixture
def plain_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """A segment that seeks or lacks something states a need; surer by half for each other cue of a few."""
    told = {"seeking": 2.0, "lacking": 2.0, "able": 0.5, "partner": 0.5, "essential": 0.5, "money": -9.0}
    every = dict.fromkeys(features(Segment("x", 0, 1)), 0.0) | told
    fitted = Fitted(words=Weights(intercept=-1, features=every, threshold=0.5), models={})
    monkeypatch.setattr(kb.project.stating, "_fitted", lambda: fitted)
