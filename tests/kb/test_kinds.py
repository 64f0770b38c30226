"""One list of kinds: what each is called, and that every list of them is the same."""

import pytest

from kb.kinds import KINDS, PLURALS, kind_named, read_kind
from kb.schema import TABLES
from kb.words import allowed


@pytest.mark.parametrize(
    ("text", "kind"),
    [("people", "person"), ("PROJETS", "initiative"), ("thema's", "theme"), ("actors", "organisation")],
)
def test_kinds_are_named_in_four_languages(text: str, kind: str) -> None:
    assert kind_named(text) == read_kind(text) == kind


def test_unknown_kind_is_told_which_there_are() -> None:
    assert kind_named("thing") is None
    with pytest.raises(
        ValueError, match=r"There is no kind of record .thing.; write initiative, organisation"
    ):
        read_kind("thing")


def test_every_list_of_kinds_is_the_same() -> None:
    assert set(KINDS) == set(TABLES) == set(allowed("record")) == set(PLURALS) - {"participation"}
    assert [kind_named(PLURALS[kind]) for kind in KINDS] == list(KINDS)
