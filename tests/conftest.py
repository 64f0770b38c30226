"""Fixtures every room's tests may use."""

import pytest

from tests.fake_encoder import FakeEncoder


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    """A fresh deterministic encoder that remembers what it encoded."""
    return FakeEncoder()
