"""A constraint is not read where a negation stands before it, in four languages."""

import pytest

from kb.question import Gazetteer, understand
from tests.kb.question.reading import constraints


@pytest.mark.parametrize(
    "text",
    [
        "projets qui ne sont pas terminés",
        "projects that are not completed",
        "projecten die niet afgerond zijn",
        "nicht abgeschlossene Projekte",
        "masques, mais pas à Liège",
        "masques sauf Liège",
        "masques hors de Liège",
        "masks outside Liège",
        "mondmaskers behalve Luik",
        "Masken außerhalb von Lüttich",
    ],
)
def test_what_is_negated_is_no_constraint(gazetteer: Gazetteer, text: str) -> None:
    assert constraints(understand(text, gazetteer)) == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("masks in Liège", ["place Liège"]),
        ("tests without symptoms in Liège", ["place Liège"]),
        ("completed tests", ["status completed?"]),
    ],
)
def test_a_negation_reaches_over_stop_words_only(gazetteer: Gazetteer, text: str, read: list[str]) -> None:
    assert constraints(understand(text, gazetteer)) == read
