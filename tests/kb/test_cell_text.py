"""Several values in one cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.cell_text import (
    disarm,
    join_values,
    plain,
    read_entry,
    rearm,
    split_values,
    write_entry,
    write_value,
)

TEXT = st.text(alphabet="ab \\|;()[]<>{}\n'=é,:/", max_size=12).map(str.strip)


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("masks", ["masks"]),
        ("masks | gels;tests\nventilators", ["masks", "gels", "tests", "ventilators"]),
        (" ; | \n", []),
        (r"either\; or | a\|b", ["either; or", "a|b"]),
        (r"C:\data\new", [r"C:\data\new"]),
    ],
)
def test_split(cell: str, values: list[str]) -> None:
    assert [plain(value) for value in split_values(cell)] == values


def test_split_of_addresses_keeps_semicolons_within_one() -> None:
    cell = "http://x.be/?a=1;b=2; http://y.be;http://z.be | http://w.be"
    assert split_values(cell, addresses=True) == [
        "http://x.be/?a=1;b=2",
        "http://y.be",
        "http://z.be",
        "http://w.be",
    ]


@pytest.mark.parametrize(
    ("value", "text", "groups"),
    [
        ("GIGA", "GIGA", {}),
        ("GIGA (partner)", "GIGA", {"(": "partner"}),
        ("GIGA [giga] (partner) {2020/2021}", "GIGA", {"[": "giga", "(": "partner", "{": "2020/2021"}),
        ("University of Liège (ULiège) [u] (lead)", "University of Liège (ULiège)", {"[": "u", "(": "lead"}),
        ("Jane (head (ICU))", "Jane", {"(": "head (ICU)"}),
        (r"Jane \(x\)", "Jane (x)", {}),
        ("odd) bracket", "odd) bracket", {}),
        ("odd)", "odd)", {}),
        ("(lead)", "", {"(": "lead"}),
    ],
)
def test_entry(value: str, text: str, groups: dict[str, str]) -> None:
    assert read_entry(value, "[({") == (text, groups)


@given(st.lists(TEXT.filter(bool), max_size=4))
def test_values_come_back(values: list[str]) -> None:
    cell = join_values(write_value(value) for value in values)
    assert [plain(value) for value in split_values(cell)] == values


@given(TEXT, TEXT, TEXT, st.none() | TEXT)
def test_entries_come_back(text: str, record_id: str, role: str, affiliation: str | None) -> None:
    written = write_entry(text, [("[", record_id), ("(", role), ("<", affiliation)])
    [value] = split_values(written)
    expected = {"[": record_id, "(": role} | ({} if affiliation is None else {"<": affiliation})
    assert read_entry(value, "[(<") == (text, expected)


@given(st.text(alphabet="'=+-@\t\ra", max_size=6))
def test_formulas_are_disarmed_and_come_back(cell: str) -> None:
    assert disarm(cell)[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert rearm(disarm(cell)) == cell


def test_apostrophes_of_texts_stay() -> None:
    assert rearm("'s-Gravenhage") == "'s-Gravenhage"
    assert disarm("'s-Gravenhage") == "'s-Gravenhage"
    assert disarm("=1+1") == "'=1+1"
