"""What answers show is read once for each version of the store."""

import pytest

from kb import records
from kb.model import Initiative
from kb.records import RecordsOfStore
from kb.store import Store
from tests.kb.records import GIGA, SALIVA, ULIEGE


def test_records_come_by_id_and_missing_ones_are_left_out(filled: Store) -> None:
    with RecordsOfStore(filled).reading() as found:
        initiatives = found.initiatives([SALIVA.id, "unknown"])
        assert {id_: one.title for id_, one in initiatives.items()} == {"saliva-test": "Saliva test"}
        assert found.organisations(["giga", "unknown", ULIEGE.id]) == {"giga": GIGA, ULIEGE.id: ULIEGE}
        assert [p.actor.name for p in found.participants([SALIVA.id])[SALIVA.id]] == [
            "University of Liège",
            "GIGA",
            "Jane Doe",
        ]
        assert found.participants(["unknown"]) == {"unknown": ()}


def test_records_are_kept_until_the_store_changes(filled: Store) -> None:
    kept = RecordsOfStore(filled)

    def title() -> Initiative:
        with kept.reading() as found:
            return found.initiatives([SALIVA.id])[SALIVA.id]

    first = title()
    assert title() is first
    with filled.writing() as writing:
        writing.put(SALIVA.model_copy(update={"title": "Saliva tests"}))
    assert title().title == "Saliva tests"


def test_all_are_forgotten_when_there_are_too_many(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MOST_KEPT", 1)
    kept = RecordsOfStore(filled)
    with kept.reading() as found:
        giga = found.organisations(["giga"])["giga"]
        assert found.organisations([ULIEGE.id]) == {ULIEGE.id: ULIEGE}
        again = found.organisations(["giga"])["giga"]
    assert again == giga
    assert again is not giga
