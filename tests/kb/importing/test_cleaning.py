"""No way to reach a person enters the store; what only looks like one stays."""

import json
from pathlib import Path

import pytest

from kb.importing.cleaning import clean, contact_detail
from kb.importing.dates import partial_date
from kb.store import Store
from tests.kb.importing.conftest import Importing

E_MAIL, TELEPHONE = "an e-mail address", "a telephone number"
CLOAK = "a notice about a hidden e-mail address"


@pytest.mark.parametrize(
    ("text", "left", "removed"),
    [
        ("Ask jane.doe@uliege.be.", "Ask.", (E_MAIL,)),
        ("Ask (jane@x.co.uk), or not", "Ask, or not", (E_MAIL,)),
        ("mailto:jane@x.be now", "now", (E_MAIL,)),
        ("jane [at] x.be here", "here", (E_MAIL,)),
        ("jane(at)x.be", "", (E_MAIL,)),
        ("Call +32 4 366 21 11 today", "Call today", (TELEPHONE,)),
        ("Call +32 (0)4 366 21 11.", "Call.", (TELEPHONE,)),
        ("Tél. : 04/366.21.11", "", (TELEPHONE,)),
        ("GSM 0475 12 34 56!", "!", (TELEPHONE,)),
        ("0032 475 12 34 56", "", (TELEPHONE,)),
        ("or 081-72 41 11 or", "or or", (TELEPHONE,)),
        ("Tel.: 3662111", "", (TELEPHONE,)),
        (
            "Write: This email address is being protected from spambots. "
            "You need JavaScript enabled to view it. Thanks",
            "Write: Thanks",
            (CLOAK,),
        ),
        (
            "Cette adresse e-mail est protégée contre les robots spammeurs. "
            "Vous devez activer le JavaScript pour la visualiser.",
            "",
            (CLOAK,),
        ),
        ("Dit e-mailadres wordt beveiligd tegen spambots.", "", (CLOAK,)),
        ("a\x07b\u0085", "ab", ("a control character",)),
    ],
)
def test_removed(text: str, left: str, removed: tuple[str, ...]) -> None:
    assert clean(text).text == left
    assert clean(text).removed == removed


@pytest.mark.parametrize(
    "text",
    [
        "30, 60, 75, 90 or 120 million masks; 32,000 / 40,000 people",
        "from 2020-03-18 to 18/03/2020 or 01.02.2020, at 08:30 00 12",
        "3.65 million tests, +3 000 000 more, up 10 000 000",
        "NCT04320056, EudraCT 2020-001614-38, ISO 13485:2016, EN 14683",
        "KBO 0325.777.171 and 0400 106 291",
        "doi:10.1016/j.cell.2020.02.058, https://x.be/0475/12/34/56",
        "twitter.com/@uliege @ULiège at x.be",
        "SARS-CoV-2 in 4000 Liège, rue Saint-Gilles 12",
    ],
)
def test_kept(text: str) -> None:
    assert clean(text).text == text
    assert clean(text).removed == ()


def test_postal_address_of_a_person() -> None:
    assert clean("ULiège, rue Saint-Gilles 12", of_person=True).removed == ("a postal address",)
    assert clean("Kerkstraat 12", of_person=True).text == ""


@pytest.mark.parametrize(
    ("record_id", "detail"),
    [
        ("jane.doe@uliege.be", E_MAIL),
        ("person/mailto:jane@x.be", E_MAIL),
        ("jane(at)x.be", E_MAIL),
        ("+32-4-366-21-11", TELEPHONE),
        ("tel:043662111", TELEPHONE),
        ("001-2020-0457-12", None),
        ("0325777171", None),
        ("2020-04-17", None),
        ("jane-doe", None),
    ],
)
def test_contact_details_in_ids(record_id: str, detail: str | None) -> None:
    assert contact_detail(record_id) == detail


def test_bundled_texts_lose_nothing() -> None:
    for path in (Path(__file__).parents[3] / "kb" / "sample").glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            for text in texts(json.loads(line)):
                assert clean(text).removed == ()


def texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for key, inner in value.items() if key != "url" for text in texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


def test_import_warns_and_names_the_row(imported: Importing, store: Store) -> None:
    people = [{"name": "Jane Doe jane@x.be", "role": "rector, 04 366 21 11", "affiliation": "ULiège"}]
    report = imported(
        {"id": "a", "title": "A", "description": "Ask info@x.be or 0475 12 34 56.", "people": people}
    )
    assert store.initiative("a").description == "Ask or."
    assert store.person("jane-doe").name == "Jane Doe"
    assert store.participations()[0].job_title == "rector,"
    assert [(notice.row, notice.field, notice.message) for notice in report.warnings] == [
        ("1", "description", "an e-mail address was left out"),
        ("1", "description", "a telephone number was left out"),
        ("1", "people[1].name", "an e-mail address was left out"),
        ("1", "people[1].role", "a telephone number was left out"),
    ]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020", "2020"),
        ("2020-4", "2020-04"),
        ("2020-04-07", "2020-04-07"),
        ("2020-04-07T10:00:00Z", "2020-04-07"),
        ("2020-04-07 00:00", "2020-04-07"),
        ("4/2020", "2020-04"),
        ("07/04/2020", "2020-04-07"),
        ("7.4.2020", "2020-04-07"),
        ("29-02-2020", "2020-02-29"),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert partial_date(text) == date


@pytest.mark.parametrize("text", ["29/02/2021", "2020-00", "0000", "13/2020", "2020-04-31"])
def test_dates_of_no_calendar(text: str) -> None:
    with pytest.raises(ValueError, match="is a date that does not exist; write YYYY, YYYY-MM or YYYY-MM-DD"):
        partial_date(text)
