"""Whom and what names in a file mean."""

from collections.abc import Sequence

from kb.model import Person
from kb.store import Store
from tests.kb.importing.conftest import Importing

ULIEGE = {"id": "uliege", "name": "University of Liège (ULiège)", "aliases": ["ULg", "ULiège"]}


def initiative(
    record_id: str, *, participants: Sequence[object] = (), people: Sequence[object] = (), **others: object
) -> dict[str, object]:
    return {
        "id": record_id,
        "title": record_id,
        "description": "x",
        "participants": list(participants),
        "people": list(people),
        **others,
    }


def person(name: str, affiliation: str | None = None, role: str = "professor") -> dict[str, str | None]:
    return {"name": name, "affiliation": affiliation, "role": role}


def test_names_and_aliases_mean_the_organisation(imported: Importing, store: Store) -> None:
    names = ["ULg", "uliège", "UNIVERSITY OF LIEGE (ULIEGE)", "ULiège ASBL", "uliege"]
    report = imported(
        ULIEGE, *(initiative(f"i{number}", participants=[name]) for number, name in enumerate(names))
    )
    assert report.new_organisations == ()
    assert {one.actor_id for one in store.participations()} == {"uliege"}
    assert len(store.participations()) == 5


def test_resembling_names_are_suggested_and_not_merged(imported: Importing, store: Store) -> None:
    report = imported(ULIEGE, initiative("a", participants=["Universty of Liège", "Coris BioConcept"]))
    assert [organisation.id for organisation in store.organisations()] == [
        "coris-bioconcept",
        "uliege",
        "universty-of-liege",
    ]
    [suggestion] = report.suggestions
    assert suggestion.model_dump() == {
        "kind": "organisation",
        "row": "2",
        "name": "Universty of Liège",
        "record_id": "universty-of-liege",
        "resembles_id": "uliege",
        "resembles_name": "University of Liège (ULiège)",
        "similarity": 0.97,
    }
    assert imported(ULIEGE, initiative("a", participants=["Universty of Liège"])).suggestions == ()


def test_a_new_name_is_one_organisation_however_often_it_comes(imported: Importing, store: Store) -> None:
    report = imported(
        initiative("a", participants=["Acme SA", "ACME"]), initiative("b", participants=["Acme S.A."])
    )
    assert [(one.id, one.name) for one in report.new_organisations] == [("acme-sa", "Acme SA")]
    assert [one.actor_id for one in store.participations()] == ["acme-sa", "acme-sa"]


def test_unknown_id_with_a_name_keeps_the_id(imported: Importing, store: Store) -> None:
    imported(initiative("a", participants=[{"organisation": "acme-be", "name": "Acme", "role": "lead"}]))
    assert store.organisation("acme-be").name == "Acme"


def test_two_rows_of_one_name_are_suggested(imported: Importing) -> None:
    report = imported({"id": "a", "name": "Acme"}, {"id": "b", "name": "ACME"})
    assert [(one.record_id, one.resembles_id, one.similarity) for one in report.suggestions] == [
        ("a", "b", 1.0),
        ("b", "a", 1.0),
    ]


def test_themes_by_id_label_and_language(imported: Importing, store: Store) -> None:
    masks = {
        "id": "masks",
        "labels": {"en": "Masks", "fr": "Masques"},
        "alternative_labels": {"nl": ["mondmaskers"]},
    }
    report = imported(
        masks, initiative("a", themes=["MASQUES", "mondmaskers", "masks", "Gel"], language="en")
    )
    assert store.initiative("a").themes == ("masks", "gel")
    assert [one.id for one in report.new_themes] == ["gel"]
    assert store.theme("gel").label("en") == "Gel"


def test_ambiguous_theme_is_said(imported: Importing, store: Store) -> None:
    report = imported(
        {"id": "b", "labels": {"en": "Tests"}},
        {"id": "a", "labels": {"fr": "tests"}},
        initiative("i", themes=["tests"]),
    )
    assert store.initiative("i").themes == ("a",)
    assert [notice.message for notice in report.warnings] == [
        "'tests' is a label of a, b; the first was taken"
    ]


def test_one_person_by_affiliation(imported: Importing, store: Store) -> None:
    imported(
        ULIEGE,
        initiative("a", people=[person("Jane Doe", "University of Liège (ULiège) / CHU")]),
        initiative("b", people=[person("Jane Doe", "ULg")]),
        initiative("c", people=[person("JANE DOE", "chu")]),
        initiative("d", people=[person("Jane Doe")]),
    )
    affiliation = "University of Liège (ULiège) / CHU"
    assert store.people() == [Person(id="jane-doe", name="Jane Doe", affiliations=(affiliation,))]


def test_namesakes_elsewhere_are_two_people(imported: Importing, store: Store) -> None:
    rows = [
        initiative("a", people=[person("Jane Doe", "UMONS")]),
        initiative("b", people=[person("Jane Doe", "UNamur")]),
        initiative("c", people=[person("Jane Doe")]),
        initiative("d", people=[person("Jane Doe", "UNamur")]),
    ]
    report = imported(*rows)
    assert [one.id for one in store.people()] == ["jane-doe", "jane-doe-unamur"]
    assert [(one.initiative_id, one.actor_id) for one in store.participations()] == [
        ("a", "jane-doe"),
        ("b", "jane-doe-unamur"),
        ("c", "jane-doe"),
        ("d", "jane-doe-unamur"),
    ]
    assert [(one.kind, one.record_id, one.resembles_id) for one in report.suggestions] == [
        ("person", "jane-doe-unamur", "jane-doe")
    ]
    assert not imported(*rows).has_changed


def test_first_affiliation_of_a_known_person_is_kept(imported: Importing, store: Store) -> None:
    imported(
        initiative("a", people=[person("Jane Doe")]), initiative("b", people=[person("Jane Doe", "UMONS")])
    )
    assert store.people() == [Person(id="jane-doe", name="Jane Doe", affiliations=("UMONS",))]


def test_who_was_meant_before_stays_meant(imported: Importing, store: Store) -> None:
    rows = [
        initiative("a", people=[person("Jane Doe", "UMONS")]),
        initiative("b", people=[person("Jane Doe", "University of Namur")]),
        initiative("c", people=[person("Jane Doe", "University of Namur / D")]),
        initiative("d", people=[person("Jane Doe", "D")]),
    ]
    imported(*rows)
    before = store.participations()
    assert not imported(*rows).has_changed
    assert store.participations() == before


def test_roles_of_people(imported: Importing, store: Store) -> None:
    people = [
        {"name": "A", "role": "contact"},
        {"name": "B", "role": "Coordinatrice"},
        {"name": "C", "role": "professor, FARAH"},
        {"name": "D", "role": "lead", "job_title": "contact"},
        {"name": "E", "job_title": "rector"},
        {"name": "F"},
    ]
    imported(initiative("a", people=people))
    assert [(one.role.value, one.job_title) for one in store.participations()] == [
        ("contact", None),
        ("lead", "Coordinatrice"),
        ("other", "professor, FARAH"),
        ("lead", "contact"),
        ("other", "rector"),
        ("other", None),
    ]


def test_equal_participations_are_one(imported: Importing, store: Store) -> None:
    imported(ULIEGE, initiative("a", participants=["ULg", {"organisation": "uliege", "role": "other"}]))
    assert len(store.participations()) == 1
