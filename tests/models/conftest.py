"""The bundled model in both runtimes, loaded once, and a tiny model to prepare as often as a test likes."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from models import loading
from models.encoder import Encoder
from models.loading import load_encoder
from tests.models.tiny_model import write_tiny_model


@pytest.fixture(scope="session")
def compiled() -> Encoder:
    """The bundled model, compiled."""
    return load_encoder()


@pytest.fixture(scope="session")
def plain() -> Encoder:
    """The bundled model in sentence-transformers, on the processor."""
    return load_encoder(runtime="sentence-transformers", device="cpu")


@pytest.fixture
def tiny_bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let ``bundled`` mean a tiny model; return its packaged file."""
    path = write_tiny_model(tmp_path / "tiny.bin")

    def packaged_weights_file() -> tuple[Path, str]:
        return path, hashlib.sha256(path.read_bytes()).hexdigest()

    monkeypatch.setattr(loading, "packaged_weights_file", packaged_weights_file)
    monkeypatch.setattr(loading, "CHECKPOINT_BYTES", 1_000_000)
    return path


@pytest.fixture
def steps() -> list[str]:
    """What `record` heard of."""
    return []


@pytest.fixture
def record(steps: list[str]) -> Callable[[str, int, int], None]:
    """A progress that keeps each step's first mention in `steps`."""

    def progress(step: str, done: int, total: int) -> None:
        if done == 0:
            steps.append(step)

    return progress
