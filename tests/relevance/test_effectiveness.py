"""The figures of the report half stay as they are stored, with the real model over the bundled compendium."""

from pathlib import Path

import pytest

from tests.relevance.expectation import UPDATE, differences, read_expected
from tests.relevance.system import evaluate_bundled
from tests.sample_vectors import put_vectors

pytestmark = [pytest.mark.real_model, pytest.mark.slow]


@pytest.fixture(scope="session")
def figures(tmp_path_factory: pytest.TempPathFactory, sample_vectors: Path) -> dict[str, float]:
    folder = tmp_path_factory.mktemp("data")
    put_vectors(sample_vectors, folder / "index")
    return evaluate_bundled(folder, half="report").figures()


def test_the_figures_are_those_that_are_stored(figures: dict[str, float]) -> None:
    changed = differences(read_expected(), figures)
    assert not changed, (
        "The report half's figures changed. If that is meant, store them in the same commit with "
        f"`{UPDATE}`:\n" + "\n".join(changed)
    )
