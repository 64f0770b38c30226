"""JSON lines and JSON: what they say is what the store holds."""

import json

import pytest

from kb.model import (
    Confidence,
    DescriptionBasis,
    Initiative,
    Label,
    Organisation,
    OrganisationKind,
    Participation,
    Person,
    Role,
    Source,
    Status,
    Theme,
    Translation,
)
from kb.store import Store
from tests.kb.importing.conftest import Importing, Refusing

SALIVA = {
    "id": "saliva",
    "title": "Saliva test",
    "description": "A test.",
    "language": "en",
    "themes": ["Tests", "care homes"],
    "status": "terminé",
    "start": 2020,
    "end": "2021-09",
    "participants": [
        {"organisation": "uliege", "role": "lead", "start": "2020-04"},
        {"organisation": "Diagenode SA", "role": "supplier"},
        "Eurogentec (fabricant)",
    ],
    "people": [{"name": "Jane Doe", "role": "rector", "affiliation": "ULiège"}],
    "sources": ["https://x.be/1", {"url": "www.y.be", "title": "Y", "supports": "date"}],
    "needs": ["swabs"],
    "offers": "capacity",
    "translations": {"français": {"title": "Test salivaire", "description": "Un test."}},
    "confidence": "high",
    "source_language": "fr",
}
ULIEGE = {
    "id": "uliege",
    "name": "University of Liège",
    "aliases": ["ULiège", "ULg"],
    "kind": "université",
    "city": "Liège",
    "province": "Liège",
    "country": "Belgique",
    "website": "www.uliege.be",
    "ror": "00afp2z80",
    "kbo": "BE 0325.777.171",
    "source": "https://x.be",
    "description_basis": "source text",
}
TESTS = {
    "id": "tests",
    "labels": {"fr": "tests", "en": "testing"},
    "alternative_labels": {"en": ["screening"]},
}


def test_a_full_initiative(imported: Importing, store: Store) -> None:
    report = imported(ULIEGE, TESTS, SALIVA)
    assert report.added == {"theme": 2, "organisation": 3, "person": 1, "initiative": 1}
    assert store.initiative("saliva") == Initiative(
        id="saliva",
        title="Saliva test",
        description="A test.",
        language="en",
        translations=(Translation(language="fr", title="Test salivaire", description="Un test."),),
        themes=("tests", "care-homes"),
        status=Status.COMPLETED,
        start="2020",
        end="2021-09",
        needs=("swabs",),
        offers=("capacity",),
        sources=(Source(url="https://x.be/1"), Source(url="https://www.y.be", title="Y", supports="date")),
        source_language="fr",
        confidence=Confidence.HIGH,
        updated_at="2026-11-05",
    )
    assert store.participations() == [
        Participation(id=1, initiative_id="saliva", actor_id="uliege", role=Role.LEAD, start="2020-04"),
        Participation(id=2, initiative_id="saliva", actor_id="diagenode-sa", role=Role.SUPPLIER),
        Participation(id=3, initiative_id="saliva", actor_id="eurogentec", role=Role.MANUFACTURER),
        Participation(
            id=4,
            initiative_id="saliva",
            actor_id="jane-doe",
            actor_type="person",
            job_title="rector",
            affiliation="ULiège",
        ),
    ]
    assert [(one.id, one.name, one.row) for one in report.new_organisations] == [
        ("diagenode-sa", "Diagenode SA", "3"),
        ("eurogentec", "Eurogentec", "3"),
    ]
    assert [(one.id, one.name) for one in report.new_themes] == [("care-homes", "care homes")]
    assert [one.id for one in report.new_people] == ["jane-doe"]


def test_organisation_person_and_theme(imported: Importing, store: Store) -> None:
    person = {"type": "person", "id": "jane", "name": "Jane Doe", "affiliations": ["ULiège"]}
    imported(ULIEGE, {"id": "giga", "name": "GIGA", "parent": "uliege"}, {**TESTS, "broader": None}, person)
    assert store.organisation("uliege") == Organisation(
        id="uliege",
        name="University of Liège",
        aliases=("ULiège", "ULg"),
        kind=OrganisationKind.UNIVERSITY,
        city="Liège",
        region="Liège",
        country="BE",
        website="https://www.uliege.be",
        ror="https://ror.org/00afp2z80",
        kbo="0325777171",
        description_basis=DescriptionBasis.SOURCE,
        sources=(Source(url="https://x.be"),),
    )
    assert store.organisation("giga").parent_id == "uliege"
    assert store.person("jane") == Person(id="jane", name="Jane Doe", affiliations=("ULiège",))
    assert store.theme("tests") == Theme(
        id="tests",
        labels=(Label(language="en", text="testing"), Label(language="fr", text="tests")),
        alternative_labels=(Label(language="en", text="screening"),),
    )


def test_only_three_fields_are_needed(imported: Importing, store: Store) -> None:
    report = imported({"id": "a", "title": "A", "description": "About a."})
    assert store.initiative("a") == Initiative(
        id="a", title="A", description="About a.", updated_at="2026-11-05"
    )
    assert report.warnings == ()


def test_importing_twice_changes_nothing(imported: Importing, store: Store) -> None:
    imported(ULIEGE, TESTS, SALIVA)
    ids = [one.id for one in store.participations()]
    again = imported(ULIEGE, TESTS, SALIVA)
    assert again.unchanged == {"theme": 1, "organisation": 1, "person": 0, "initiative": 1}
    assert not again.has_changed
    assert store.change_counter() == 1
    assert [one.id for one in store.participations()] == ids
    assert store.revision("initiative", "saliva") == 1


def test_a_row_replaces_its_record_and_its_participants(imported: Importing, store: Store) -> None:
    imported(ULIEGE, TESTS, SALIVA)
    report = imported(
        {**SALIVA, "participants": [{"organisation": "ULg", "role": "lead", "start": "2020-04"}]}
    )
    assert report.changed["initiative"] == 1
    assert report.unchanged["initiative"] == 0
    assert [(one.id, one.actor_id) for one in store.participations()] == [(1, "uliege"), (4, "jane-doe")]
    imported({"id": "saliva", "title": "Saliva", "description": ""})
    assert store.participations() == []
    assert store.initiative("saliva").themes == ()
    assert store.organisation("diagenode-sa").name == "Diagenode SA"


def test_dry_run_reports_and_writes_nothing(imported: Importing, store: Store) -> None:
    report = imported(ULIEGE, SALIVA, dry_run=True)
    assert report.dry_run
    assert report.added == {"theme": 2, "organisation": 3, "person": 1, "initiative": 1}
    assert store.change_counter() == 0
    assert store.counts()["initiative"] == 0


def test_json_array_and_object(imported: Importing, store: Store) -> None:
    imported(name="a.json", content=json.dumps([ULIEGE, TESTS]))
    whole = {"initiatives": [SALIVA], "themes": [TESTS], "people": [{"id": "x", "name": "X"}], "note": 1}
    report = imported(name="b.json", content="\ufeff" + json.dumps(whole))
    assert report.added["initiative"] == 1
    assert store.person("x").name == "X"
    assert [(notice.field, notice.message) for notice in report.warnings] == [
        ("note", "unknown field, left out; arrays are themes, organisations, people, initiatives")
    ]
    imported(name="c.json", content=json.dumps({"id": "one", "title": "One", "description": "x"}))
    assert store.initiative("one").title == "One"


def test_kind_can_be_asked_for(imported: Importing, store: Store) -> None:
    imported({"id": "jane", "name": "Jane"}, kind="people")
    assert store.person("jane").name == "Jane"
    report = imported(
        {**SALIVA, "type": "initiative"}, {**ULIEGE, "type": "organisation"}, kind="organisation"
    )
    assert (report.added["initiative"], report.added["organisation"]) == (0, 1)
    assert [notice.row for notice in report.warnings] == ["1"]


def test_unknown_fields_are_named(imported: Importing) -> None:
    item = {"organisation": "x", "rol": "lead"}
    report = imported({"id": "a", "titel": "A", "title": "A", "description": "x", "participants": [item]})
    assert [(notice.row, notice.field, notice.message) for notice in report.warnings] == [
        ("1", "participants[1].rol", "unknown field, left out; did you mean 'role'?"),
        ("1", "titel", "unknown field, left out; did you mean 'title'?"),
    ]


def test_title_from_the_description(imported: Importing, store: Store) -> None:
    long = "word " * 60
    report = imported(
        {"id": "a", "title": " ", "description": "We wash masks. Then dry."}, {"id": "b", "description": long}
    )
    assert store.initiative("a").title == "We wash masks."
    assert store.initiative("b").title == "word " * 23 + "word…"
    assert [notice.field for notice in report.warnings] == ["title", "title"]


def test_line_ends_and_blank_lines(imported: Importing, store: Store) -> None:
    content = '\ufeff{"id": "a", "title": "A", "description": "x\\r\\ny"}\r\n\r\n{"id": "b", "title": "B"}'
    imported(content=content)
    assert store.initiative("a").description == "x\ny"
    assert store.initiative("b").title == "B"


@pytest.mark.parametrize(
    ("line", "reason", "hint"),
    [
        (
            '{"id": "a", "title": "A"',
            "is not JSON: Expecting ',' delimiter (column 25)",
            "write one whole object",
        ),
        ('["a"]', "is not an object", "write {"),
        ('{"id": "a", "id": "b"}', "is not JSON: the key 'id' is there twice", "write one"),
        ('{"id": NaN}', "is not JSON: NaN is not a value of JSON", "write one"),
        ("[" * 100_000, "is not JSON: is nested too deeply", "write one"),
        ('{"id": ' + "9" * 5000 + "}", "is not JSON: Exceeds the limit", "write one"),
        ('{"foo": 1}', "its kind cannot be told", "give it a title"),
        ('{"type": "initative"}', "unknown kind of record 'initative'", "did you mean 'initiative'?"),
    ],
)
def test_bad_lines(refused: Refusing, line: str, reason: str, hint: str) -> None:
    [problem] = refused(content='{"id": "ok", "title": "OK"}\n' + line)
    assert (problem.row, problem.field) == ("2", "type" if "type" in line else "")
    assert problem.reason.startswith(reason)
    assert problem.hint.startswith(hint)
