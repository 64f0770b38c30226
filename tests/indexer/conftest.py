"""Fixtures of the index tests."""

from pathlib import Path

import pytest

from indexer.engine import Engine
from tests.fake_encoder import FakeEncoder
from tests.indexer.corpus import DOCUMENTS


@pytest.fixture
def engine(tmp_path: Path, fake_encoder: FakeEncoder) -> Engine:
    """An engine over an index folder where nothing was built yet."""
    return Engine(tmp_path / "index", lambda: fake_encoder)


@pytest.fixture
def built(engine: Engine) -> Engine:
    """An engine whose index holds `DOCUMENTS`."""
    engine.build(DOCUMENTS, source_counter=1)
    return engine
