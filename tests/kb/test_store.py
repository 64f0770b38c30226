"""The store: what is put in comes back, only what differs is written, nothing is half written."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Pool, event

from kb.errors import NotFound, StoreError
from kb.model import (
    Initiative,
    Organisation,
    Participation,
    Role,
)
from kb.store import Change, Store
from tests.kb.records import CONTACT, GIGA, JANE, LEAD, MASKS, PARTNER, PROTECTION, SALIVA, ULIEGE


def dated(record: Initiative, day: str) -> Initiative:
    return record.model_copy(update={"updated_at": day})


def said(participations: list[Participation]) -> list[Participation]:
    return [record.model_copy(update={"id": None}) for record in participations]


def test_full_records_come_back(filled: Store) -> None:
    assert filled.initiative("saliva-test") == dated(SALIVA, "2026-11-05")
    assert filled.organisations() == [GIGA, ULIEGE]
    assert filled.people() == [JANE]
    assert filled.themes() == [MASKS, PROTECTION]
    assert said(filled.participations()) == [LEAD, PARTNER, CONTACT]
    assert [record.id for record in filled.participations()] == [1, 2, 3]
    assert filled.counts() == {
        "initiative": 1,
        "organisation": 2,
        "person": 1,
        "theme": 2,
        "participation": 3,
    }


def test_the_day_of_the_last_change_is_known_of_initiatives_and_organisations(path: Path) -> None:
    days = iter(["2026-11-01", "2026-11-02", "2026-11-03"])
    with Store.open(path, today=lambda: next(days)) as store:
        with store.writing() as writing:
            writing.put(Initiative(id="old", title="Old", updated_at="2020-05-06"))
            writing.put(Organisation(id="giga", name="GIGA"))
        assert store.days_of_change("initiative") == {"old": "2020-05-06"}
        assert store.days_of_change("organisation") == {"giga": "2026-11-01"}
        assert store.offering_count() == 0
        with store.writing() as writing:
            writing.put(Organisation(id="giga", name="GIGA"))
        with store.writing() as writing:
            writing.put(Organisation(id="giga", name="GIGA", offers=("sequencing",)))
        assert store.days_of_change("organisation") == {"giga": "2026-11-02"}
        assert store.offering_count() == 1


def test_reads_by_id(filled: Store) -> None:
    assert filled.organisation("giga") == GIGA
    assert filled.person("jane-doe") == JANE
    assert filled.theme("masks") == MASKS
    assert filled.organisations(["university-liege", "nobody"]) == [ULIEGE]
    assert filled.initiatives([]) == []
    assert said(filled.participations(actor_ids=["giga", "jane-doe"])) == [PARTNER, CONTACT]
    assert said(filled.participations(initiative_ids=["saliva-test"], actor_ids=["giga"])) == [PARTNER]
    assert filled.participations(initiative_ids=["other"], actor_ids=["giga"]) == []
    assert filled.participations(actor_ids=["giga"], actor_type="person") == []
    assert said(filled.participations(actor_type="person")) == [CONTACT]


def test_more_ids_than_one_statement_takes(store: Store) -> None:
    records = [Organisation(id=f"o{number:04}", name="O") for number in range(1201)]
    with store.writing() as writing:
        writing.put_all(records)
    assert store.organisations(record.id for record in records) == records


@pytest.mark.parametrize("kind", ["initiative", "organisation", "person", "theme"])
def test_unknown_id_is_named(store: Store, kind: str) -> None:
    with pytest.raises(NotFound, match=f"There is no {kind} with id 'nobody'"):
        getattr(store, kind)("nobody")
    with pytest.raises(NotFound):
        store.revision(kind, "nobody")  # type: ignore[arg-type]


def test_counter_and_revision_follow_content(filled: Store) -> None:
    assert filled.change_counter() == 1
    assert filled.revision("initiative", "saliva-test") == 1
    with filled.writing() as writing:
        assert writing.put(SALIVA) is Change.UNCHANGED
        assert writing.put(ULIEGE) is Change.UNCHANGED
    assert filled.change_counter() == 1
    with filled.writing() as writing:
        assert writing.put(ULIEGE.model_copy(update={"city": "Seraing"})) is Change.CHANGED
        assert writing.put(SALIVA.model_copy(update={"title": "Test"})) is Change.CHANGED
    assert filled.change_counter() == 2
    assert filled.revision("organisation", "university-liege") == 2
    assert filled.revision("organisation", "giga") == 1
    assert filled.revision("initiative", "saliva-test") == 2


def test_day_is_set_when_content_changes(path: Path) -> None:
    days = iter(["2026-01-01", "2026-01-02"])
    with Store.open(path, today=lambda: next(days)) as store:
        with store.writing() as writing:
            writing.put(Initiative(id="a", title="A"))
            writing.put(Initiative(id="b", title="B", updated_at="2020-02-03"))
        with store.writing() as writing:
            writing.put(Initiative(id="a", title="A", updated_at="2019-01-01"))
            writing.put(Initiative(id="b", title="BB", updated_at="2020-02-03"))
        assert [record.updated_at for record in store.initiatives()] == ["2026-01-01", "2026-01-02"]


def test_participations_keep_their_ids_and_never_reuse_one(filled: Store) -> None:
    funder = PARTNER.model_copy(update={"role": Role.FUNDER})
    with filled.writing() as writing:
        assert writing.replace_participations({"saliva-test": [CONTACT, LEAD, funder]}) == {"saliva-test"}
    assert [(record.id, record.role.value) for record in filled.participations()] == [
        (3, "other"),
        (1, "lead"),
        (4, "funder"),
    ]
    assert filled.revision("initiative", "saliva-test") == 2
    with filled.writing() as writing:
        writing.replace_participations({"saliva-test": [LEAD]})
        writing.replace_participations({"saliva-test": [LEAD, PARTNER]})
    assert [record.id for record in filled.participations()] == [1, 5]
    assert filled.revision("initiative", "saliva-test") == 3


def test_same_participations_change_nothing(filled: Store) -> None:
    with filled.writing() as writing:
        assert writing.replace_participations({"saliva-test": [LEAD, PARTNER, CONTACT]}) == set()
    assert filled.change_counter() == 1


def test_participation_is_changed_by_its_id(filled: Store) -> None:
    stored = filled.participations()[1]
    with filled.writing() as writing:
        assert writing.put(stored) is Change.UNCHANGED
        assert writing.put(stored.model_copy(update={"end": "2021-02"})) is Change.CHANGED
        with pytest.raises(NotFound, match="no participation with id 99"):
            writing.put(stored.model_copy(update={"id": 99}))
    assert filled.participations()[1].end == "2021-02"


def test_remove(filled: Store) -> None:
    with filled.writing() as writing:
        writing.remove("person", "jane-doe")
    assert said(filled.participations()) == [LEAD, PARTNER]
    assert filled.revision("initiative", "saliva-test") == 2
    with filled.writing() as writing:
        writing.remove("initiative", "saliva-test")
        with pytest.raises(NotFound):
            writing.remove("theme", "nothing")
    assert filled.counts() == {
        "initiative": 0,
        "organisation": 2,
        "person": 0,
        "theme": 2,
        "participation": 0,
    }
    assert filled.change_counter() == 3


def test_organisation_in_use_stays(filled: Store) -> None:
    with (
        pytest.raises(StoreError, match=r"participation with .*'giga' names an? organisation that does not"),
        filled.writing() as writing,
    ):
        writing.remove("organisation", "giga")
    assert filled.organisation("giga") == GIGA
    assert filled.change_counter() == 1


def test_missing_theme_is_named(store: Store) -> None:
    with (
        pytest.raises(StoreError, match=r"theme_id 'masks' names a theme that does not exist"),
        store.writing() as writing,
    ):
        writing.put(Initiative(id="a", title="A", themes=("masks",)))
    assert store.counts()["initiative"] == 0


def test_error_in_the_block_keeps_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), store.writing() as writing:
        writing.put(ULIEGE)
        raise RuntimeError
    assert store.organisations() == []
    assert store.change_counter() == 0


def test_abandoned_keeps_nothing_but_reads_what_it_wrote(store: Store) -> None:
    with store.writing() as writing:
        writing.put(ULIEGE)
        assert writing.organisations() == [ULIEGE]
        writing.abandon()
    assert store.organisations() == []
    assert store.change_counter() == 0


def test_snapshot_does_not_see_later_writes(filled: Store) -> None:
    with filled.reading() as snapshot:
        assert snapshot.counts()["organisation"] == 2
        with filled.writing() as writing:
            writing.put(Organisation(id="later", name="Later"))
        assert snapshot.counts()["organisation"] == 2
    assert filled.counts()["organisation"] == 3


def test_statements_keep_to_the_parameters_of_old_sqlite(path: Path, filled: Store) -> None:
    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 999)

    ids = ["giga", "jane-doe", *(f"o{number}" for number in range(1200))]
    event.listen(Pool, "connect", limit)
    try:
        with Store.open(path) as store:
            found = store.participations(actor_ids=ids)
            same = store.participations(actor_ids=ids, initiative_ids=[*ids, "saliva-test"])
    finally:
        event.remove(Pool, "connect", limit)
    assert said(found) == said(same) == [PARTNER, CONTACT]
