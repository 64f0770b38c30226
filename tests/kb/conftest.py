"""Stores to test with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.store import Store
from tests.kb.records import CONTACT, GIGA, JANE, LEAD, MASKS, PARTNER, PROTECTION, SALIVA, ULIEGE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "compendium.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path, today=lambda: "2026-11-05") as store:
        yield store


@pytest.fixture
def filled(store: Store) -> Store:
    with store.writing() as writing:
        for record in (SALIVA, MASKS, PROTECTION, GIGA, ULIEGE, JANE, LEAD, PARTNER, CONTACT):
            writing.put(record)
    return store
