# ruff: noqa: E501
"""Every bad row is named with its field, why, and what to write."""

import json
from typing import Any

import pytest

from tests.kb.importing.conftest import Importing, Refusing

GOOD: dict[str, Any] = {"id": "good", "title": "Good", "description": "Fine."}
ORGANISATION: dict[str, Any] = {"id": "o", "name": "O"}
EXCHANGE = "exchange the two, or leave one out"
OTHER_ID = "make the id of the name, such as jane-doe"
FORMS = "write YYYY, YYYY-MM or YYYY-MM-DD"
ROLES = "lead, partner, funder, supplier, manufacturer, clinical site, contact, other"


@pytest.mark.parametrize(
    ("change", "field", "reason", "hint"),
    [
        ({"id": None}, "id", "is missing", "give each initiative an id that stays the same"),
        ({"id": "a b"}, "id", "'a b': an id is 1 to 200 printable characters without spaces", ""),
        ({"id": "x" * 201}, "id", f"{'x' * 80!r}: an id is 1 to 200 printable characters without spaces", ""),
        ({"id": ["a"]}, "id", "is a list, not a text", ""),
        ({"id": "jane.doe@uliege.be"}, "id", "contains an e-mail address", OTHER_ID),
        ({"id": "+32475123456"}, "id", "contains a telephone number", OTHER_ID),
        ({"people": [{"person": "jane@x.be", "name": "Jane"}]}, "people[1].person", "contains an e-mail address", OTHER_ID),
        ({"title": "", "description": ""}, "title", "is missing", "give each row a title"),
        ({"title": {"en": "A"}}, "title", "is an object, not a text", ""),
        ({"title": True}, "title", "is true or false, not a text", "put it in quotation marks"),
        ({"title": 7}, "title", "is a number, not a text", "put it in quotation marks"),
        ({"translations": {"fr": {"title": 7}}}, "translations.fr.title", "is a number, not a text", "put it in quotation marks"),
        ({"people": [{"name": 7.5}]}, "people[1].name", "is a number, not a text", "put it in quotation marks"),
        ({"title": "a\0b"}, "title", "contains NUL characters; the file is damaged or not a text", ""),
        ({"title": "\ud800"}, "title", "contains half a character (a lone surrogate); write the file again as UTF-8", ""),
        ({"description": "x" * 100_001}, "description", "has 100,001 characters; the most is 100,000", ""),
        ({"start": "2020-13"}, "start", "'2020-13' is a date that does not exist", FORMS),
        ({"end": "30/02/2020"}, "end", "'30/02/2020' is a date that does not exist", FORMS),
        ({"end": "soon"}, "end", "'soon' is not a date", FORMS),
        ({"start": "2020-05", "end": "2020-04"}, "end", "2020-04 is before the start, 2020-05", EXCHANGE),
        ({"start": "2021", "end": "2020-04-01"}, "end", "2020-04-01 is before the start, 2021", EXCHANGE),
        (
            {"status": "complted"},
            "status",
            "unknown status 'complted'",
            "did you mean 'completed'? Allowed: under development, ongoing, completed, stopped, unknown",
        ),
        ({"confidence": "xyzzy"}, "confidence", "unknown confidence 'xyzzy'", "allowed: high, medium, low"),
        ({"language": "Klingon"}, "language", "'Klingon' is not a language", "write its two-letter code, such as fr"),
        ({"sources": ["ftp://x.be"]}, "sources[1].url", "'ftp://x.be' is not a web address; it starts with http:// or https://", "write it as https://www.example.org"),
        ({"sources": [{"title": "X"}]}, "sources[1].url", "is missing", "a source needs a web address"),
        ({"sources": [{"url": "http://x.be/?to=a@b.be"}]}, "sources[1].url", "contains an e-mail address", "leave the person's address out"),
        ({"participants": [7]}, "participants[1]", "is neither a name nor an object", 'write {"organisation": "…", "role": "…"}'),
        ({"participants": [{"role": "lead"}]}, "participants[1].organisation", "is missing", "give the organisation's id or name"),
        (
            {"participants": [{"organisation": "o", "role": "partnr"}]},
            "participants[1].role",
            "unknown role 'partnr'",
            f"did you mean 'partner'? Allowed: {ROLES}",
        ),
        ({"participants": ["O (Partnre)"]}, "participants[1].role", "unknown role 'Partnre'", f"did you mean 'partner'? Allowed: {ROLES}"),
        ({"participants": [{"organisation": "o", "start": "2021", "end": "2020"}]}, "participants[1].end", "2020 is before the start, 2021", EXCHANGE),
        ({"participants": [{"organisation": "a\u200bb", "name": "X"}]}, "participants[1].organisation", "'a\\u200bb': an id is 1 to 200 printable characters without spaces", ""),
        ({"people": [{"role": "rector"}]}, "people[1].name", "is missing", "give each row a name"),
        ({"people": [{"name": "jane@x.be"}]}, "people[1].name", "is missing", "give each row a name"),
        ({"people": [3]}, "people[1]", "is neither a name nor an object", 'write {"name": "…", "role": "…"}'),
        ({"translations": ["fr"]}, "translations", "is not an object", 'write {"fr": {"title": "…", "description": "…"}}'),
        ({"translations": {"fr": "Titre"}}, "translations.fr", "is not an object", 'write {"fr": {"title": "…"}}'),
        ({"translations": {"x": {}}}, "translations.x", "is not a language", 'write {"fr": {"title": "…"}}'),
        ({"language": "fr", "translations": {"fr": {"title": "A"}}}, "translations.fr", "there already are texts in 'fr'", "leave one of the two out"),
        ({"updated_at": "2020"}, "updated_at", "'2020' is not a whole day", "write YYYY-MM-DD, or leave it out"),
    ],
)  # fmt: skip
def test_initiative(refused: Refusing, change: dict[str, Any], field: str, reason: str, hint: str) -> None:
    row = {**GOOD, "id": "bad", **change}
    [problem] = refused(GOOD, {key: value for key, value in row.items() if value is not None})
    assert (problem.row, problem.field, problem.reason, problem.hint) == ("2", field, reason, hint)


@pytest.mark.parametrize(
    ("row", "field", "reason", "hint"),
    [
        ({"id": "x", "name": ""}, "name", "is missing", "give each row a name"),
        ({"id": "x", "name": 7}, "name", "is a number, not a text", "put it in quotation marks"),
        ({"name": "X"}, "id", "is missing", "give each organisation an id that stays the same"),
        (
            {"id": "x", "name": "X", "kind": "hospitol"},
            "kind",
            "unknown kind 'hospitol'",
            "did you mean 'hospital'?",
        ),
        (
            {"id": "x", "name": "X", "description_basis": "sourc text"},
            "description_basis",
            "unknown description basis 'sourc text'",
            "did you mean 'source text'?",
        ),
        (
            {"id": "x", "name": "X", "country": "Belgum"},
            "country",
            "unknown country 'Belgum'",
            "did you mean 'BE'?",
        ),
        (
            {"id": "x", "name": "X", "kbo": "0123.456.789"},
            "kbo",
            "'0123.456.789' is not a KBO/BCE number",
            "",
        ),
        ({"id": "x", "name": "X", "ror": "12345"}, "ror", "'https://ror.org/12345' is not a ROR id", ""),
        (
            {"id": "x", "name": "X", "website": "x.be"},
            "website",
            "'x.be' is not a web address",
            "write it as",
        ),
        (
            {"id": "x", "name": "X", "parent": "Y"},
            "parent",
            "there is no organisation 'Y'",
            "add a row for it",
        ),
        ({"id": "x", "name": "X", "parent": "x"}, "parent", "'x' would be above itself", "mend its parent"),
        ({"id": "x", "labels": {}}, "labels", "is missing", "write {"),
        ({"id": "x", "labels": ["a"]}, "labels", "is not an object", "write {"),
        (
            {"id": "x", "labels": {"en": ["a", "b"]}},
            "labels",
            "has two labels in one language",
            "move one to",
        ),
        ({"id": "x", "labels": {"q": "a"}}, "labels.q", "is not a language", "write its two-letter code"),
        ({"id": "x", "labels": {"en": "a"}, "broader": "b"}, "broader", "there is no theme 'b'", "add a row"),
        (
            {"id": "x", "labels": {"en": "a"}, "broader": "x"},
            "broader",
            "'x' would be above itself",
            "mend its",
        ),
        ({"name": "X", "affiliation": "Y"}, "id", "is missing", "give each person an id that stays the same"),
    ],
)
def test_other_kinds(refused: Refusing, row: dict[str, Any], field: str, reason: str, hint: str) -> None:
    first, *_ = refused(GOOD, row)
    assert (first.row, first.field) == ("2", field)
    assert first.reason.startswith(reason)
    assert first.hint.startswith(hint)


def test_all_bad_rows_are_reported_in_one_go(refused: Refusing) -> None:
    problems = refused(
        {"id": "a", "title": "A", "start": "x", "status": "y"},
        GOOD,
        {"id": "b", "title": ""},
        {**ORGANISATION, "kind": "z"},
        {**GOOD, "title": "Again"},
    )
    assert [(problem.row, problem.field) for problem in problems] == [
        ("1", "start"),
        ("1", "status"),
        ("3", "title"),
        ("4", "kind"),
        ("5", "id"),
    ]
    assert problems[-1].reason == "'good' is the id of row 2 too"


def test_a_bad_row_has_all_its_problems_and_hides_none_of_another(refused: Refusing) -> None:
    problems = refused(
        {**ORGANISATION, "kind": "z", "parent": "Nobody", "kbo": "1", "ror": "2"},
        {"id": "t", "labels": {"q": "a"}, "broader": "u"},
        {**GOOD, "start": "2021", "end": "2020", "participants": [{"organisation": "O", "role": "z"}]},
        "no object",
        {**ORGANISATION, "kbo": "1"},
        {"name": "P", "affiliation": "O"},
        {**GOOD, "title": 7},
    )
    assert [(problem.row, problem.field) for problem in problems] == [
        ("1", "kind"),
        ("1", "ror"),
        ("1", "kbo"),
        ("1", "parent"),
        ("2", "labels.q"),
        ("2", "broader"),
        ("3", "end"),
        ("3", "participants[1].role"),
        ("4", ""),
        ("5", "kbo"),
        ("5", "id"),
        ("6", "id"),
        ("7", "title"),
        ("7", "id"),
    ]


def test_problems_of_a_json_file_come_in_its_order(refused: Refusing) -> None:
    content = json.dumps(
        {
            "themes": "none",
            "organisations": [{**ORGANISATION, "parent": "Nobody"}],
            "initiatives": [*({**GOOD, "id": str(number)} for number in range(9)), 7, {**GOOD, "start": "x"}],
        }
    )
    problems = refused(name="file.json", content=content)
    assert [problem.row for problem in problems] == [
        "",
        "organisations[1]",
        "initiatives[10]",
        "initiatives[11]",
    ]


def test_an_initiative_without_a_description_is_imported_with_a_warning(imported: Importing) -> None:
    report = imported({"id": "a", "title": "A"}, {"id": "b", "title": "B", "needs": ["gels"]}, GOOD)
    assert [(notice.row, notice.field, notice.message) for notice in report.warnings] == [
        ("1", "", "has no description: it will be found by its title only"),
        ("2", "", "has no description: it will be found by its title, needs and offers only"),
    ]


@pytest.mark.parametrize("written", ["Nowhere", "ZZ", "EU", "QQ"])
def test_what_is_no_country_is_refused_without_a_list(refused: Refusing, written: str) -> None:
    [problem] = refused({**ORGANISATION, "country": written})
    assert problem.reason == f"unknown country {written!r}"
    assert problem.hint == "write the two-letter code (ISO 3166), such as BE"


def test_circle_through_the_store(imported: Importing, refused: Refusing) -> None:
    imported({"id": "a", "name": "A"}, {"id": "b", "name": "B", "parent": "a"})
    [problem] = refused({"id": "a", "name": "A", "parent": "b"})
    assert (problem.field, problem.reason) == ("parent", "'a' would be above itself")


def test_two_organisations_of_one_name_ask_for_the_id(refused: Refusing) -> None:
    [problem] = refused(
        {"id": "lung-1", "name": "Lung Clinic"},
        {"id": "lung-2", "name": "Lung clinic SA"},
        {"id": "lung-3", "name": "LUNG CLINIC"},
        {**GOOD, "participants": [{"organisation": "lung clinic"}, {"organisation": "lung-2"}]},
    )
    assert (problem.row, problem.field) == ("4", "participants[1]")
    assert problem.reason == "2 organisations are called 'lung clinic'"
    assert problem.hint == "write the id instead: lung-1, lung-3"
