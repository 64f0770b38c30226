"""Organisations and initiatives as vectors over themes; weights worked out by hand."""

import math

import pytest

from kb.landscape import cosine, read_landscape
from kb.model import Initiative, Label, Organisation, Participation, Role, Theme
from kb.store import Store


@pytest.fixture
def themed(store: Store) -> Store:
    """Four initiatives; the broad theme is on three of them, so its idf is ln 4/3."""
    with store.writing() as writing:
        for theme, broader in (("broad", None), ("fine", "broad"), ("other", "broad")):
            labels = (Label(language="en", text=theme),)
            writing.put(Theme(id=theme, labels=labels, broader_id=broader))
        for initiative, themes in (("a", ("fine",)), ("b", ("fine", "broad")), ("c", ("other",)), ("d", ())):
            writing.put(Initiative(id=initiative, title=initiative, themes=themes))
        for name in ("one", "two", "bank"):
            writing.put(Organisation(id=name, name=name, parent_id="one" if name == "two" else None))
        for initiative, organisation, role in (
            ("a", "one", Role.LEAD),
            ("b", "one", Role.FUNDER),
            ("c", "one", Role.PARTNER),
            ("b", "two", Role.CONTACT),
            ("d", "bank", Role.FUNDER),
        ):
            writing.put(Participation(initiative_id=initiative, actor_id=organisation, role=role))
    return store


def test_work_is_all_but_paying(themed: Store) -> None:
    landscape = read_landscape(themed)
    assert landscape.work == {"one": {"a", "c"}, "two": {"b"}}
    assert landscape.taken_part == {"one": {"a", "b", "c"}, "two": {"b"}, "bank": {"d"}}


def test_themes_weigh_by_their_idf_and_vectors_have_unit_length(themed: Store) -> None:
    landscape = read_landscape(themed)
    broad, fine, other = math.log(4 / 3), math.log(4 / 2), math.log(4 / 1)
    length = math.hypot(broad, fine)
    assert landscape.initiatives["a"] == pytest.approx({"broad": broad / length, "fine": fine / length})
    assert landscape.initiatives["a"] == landscape.initiatives["b"]
    assert landscape.initiatives["d"] == {}
    length = math.hypot(2 * broad, fine, other)
    assert landscape.profiles["one"] == pytest.approx(
        {"broad": 2 * broad / length, "fine": fine / length, "other": other / length}
    )
    assert "bank" not in landscape.profiles
    assert cosine(landscape.initiatives["a"], landscape.initiatives["b"]) == pytest.approx(1)
    assert cosine(landscape.initiatives["a"], landscape.initiatives["d"]) == 0


def test_common_themes_are_the_narrowest_ones(themed: Store) -> None:
    landscape = read_landscape(themed)
    assert landscape.common_themes("one", "two") == ["fine"]


def test_a_family_is_whole_and_parts(themed: Store) -> None:
    landscape = read_landscape(themed)
    assert landscape.family("one") == landscape.family("two") == {"one", "two"}
    assert landscape.family("bank") == {"bank"}
