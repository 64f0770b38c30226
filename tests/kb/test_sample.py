"""The bundled compendium loads, whole, and says nothing that needs a person's eye."""

import json
from importlib.resources import files

from kb.sample import load_sample
from kb.store import Store


def test_everything_is_loaded_once(store: Store) -> None:
    report = load_sample(store)
    assert report.added == {
        "theme": lines("themes.jsonl"),
        "organisation": lines("organisations.jsonl"),
        "person": 140,
        "initiative": 103,
    }
    assert (report.warnings, report.suggestions) == ((), ())
    assert (report.new_organisations, report.new_themes) == ((), ())
    assert store.change_counter() == 1
    assert not load_sample(store).has_changed
    assert store.change_counter() == 1


def test_every_participant_and_source_is_kept(store: Store) -> None:
    load_sample(store)
    text = (files("kb") / "sample" / "initiatives.jsonl").read_text(encoding="utf-8")
    for row in map(json.loads, text.splitlines()):
        initiative = store.initiative(row["id"])
        participations = store.participations(initiative_ids=[row["id"]])
        organisations = [one for one in participations if one.actor_type == "organisation"]
        people = [one for one in participations if one.actor_type == "person"]
        assert [(one.actor_id, one.role.value) for one in organisations] == [
            (item["organisation"], item["role"]) for item in row["participants"]
        ]
        assert [one.affiliation for one in people] == [item["affiliation"] for item in row["people"]]
        assert [source.url for source in initiative.sources] == [source["url"] for source in row["sources"]]
        assert initiative.texts("fr").title == row["translations"]["fr"]["title"]


def lines(name: str) -> int:
    return len((files("kb") / "sample" / name).read_text(encoding="utf-8").splitlines())
