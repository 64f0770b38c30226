"""A project in an address: it comes back as it was, and nothing else is taken for one."""

import base64
import json
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.answer import Band
from kb.project.project import MAX_NEED_TEXT, MAX_NEEDS, Project, ProjectNeed
from kb.project.wishes import Wishes
from web.project_address import (
    MAX_PART,
    TooLongForAddress,
    UnreadableProject,
    from_address_part,
    to_address_part,
)

PROJECT = Project(
    needs=(ProjectNeed(text="a lab", weight=3, start=0, end=5, heading="Needs"), ProjectNeed(text="du gel")),
    about="Masques réutilisables",
    conditions="only SMEs",
    without=("kind:5-9",),
    wishes=Wishes(include=("a/b",), exclude=("c",), at_most=4, together="apart", strength=Band.STRONG),
    description_length=90,
)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
_OFFSET = st.none() | st.integers(0, 200_000)
_NEED = st.builds(
    ProjectNeed,
    text=_TEXT.filter(str.strip),
    weight=st.sampled_from([1, 2, 3]),
    start=_OFFSET,
    end=_OFFSET,
    heading=_TEXT,
)
_WISHES = st.builds(
    Wishes,
    include=st.lists(st.sampled_from("abc")).map(tuple),
    exclude=st.lists(st.sampled_from("xyz")).map(tuple),
    at_most=st.none() | st.integers(3, 9),
    together=st.sampled_from([None, "together", "apart"]),
    strength=st.sampled_from(Band),
)
_PROJECT = st.builds(
    Project,
    needs=st.lists(_NEED, min_size=1, max_size=5).map(tuple),
    about=_TEXT,
    conditions=_TEXT,
    without=st.lists(_TEXT, max_size=3).map(tuple),
    wishes=_WISHES,
    description_length=_OFFSET,
)


def part_of(body: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(body, level=9)).decode().rstrip("=")


def json_part(project: object) -> str:
    return part_of(json.dumps(project).encode())


@given(project=_PROJECT)
def test_a_project_comes_back_as_it_was(project: Project) -> None:
    part = to_address_part(project)
    assert len(part) <= MAX_PART
    assert all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in part)
    assert from_address_part(part) == project


def test_what_is_packed_is_what_differs_from_the_defaults() -> None:
    packed = base64.urlsafe_b64decode(to_address_part(Project(needs=(ProjectNeed(text="a lab"),))) + "==")
    assert zlib.decompress(packed) == b'{"needs":[{"text":"a lab"}]}'
    assert from_address_part(to_address_part(PROJECT)) == PROJECT


@pytest.mark.parametrize("length", range(1, 40, 3))
def test_a_part_that_was_cut_off_is_refused(length: int) -> None:
    with pytest.raises(UnreadableProject, match="cut off or changed"):
        from_address_part(to_address_part(PROJECT)[:-length])


@given(place=st.integers(0, 10_000), letter=st.sampled_from("Aa0-_"))
def test_a_part_in_which_a_letter_was_changed_is_refused_or_is_the_same(place: int, letter: str) -> None:
    part = to_address_part(PROJECT)
    place %= len(part)
    changed = part[:place] + letter + part[place + 1 :]
    # The checksum tells; the last letter may hold bits that say nothing.
    try:
        assert from_address_part(changed) == PROJECT
    except UnreadableProject:
        assert changed != part


@given(part=st.text(max_size=80))
def test_any_text_is_refused_in_one_way(part: str) -> None:
    with pytest.raises(UnreadableProject):
        from_address_part(part)


NEEDS = [{"text": "a lab"}]


@pytest.mark.parametrize(
    "part",
    [
        "",
        part_of(b""),
        part_of(b"\xff\xfe"),
        part_of(b"[]"),
        part_of(b"[" * 50_000),
        json_part({"needs": [{"text": ""}]}),
        json_part({"needs": [{"text": "a" * (MAX_NEED_TEXT + 1)}]}),
        json_part({"needs": [{"text": "a lab", "weight": 4}]}),
        json_part({"needs": NEEDS, "unknown": 1}),
        json_part({"needs": NEEDS, "conditions": "a" * 301}),
        json_part({"needs": []}),
        json_part({"needs": NEEDS * (MAX_NEEDS + 1)}),
        json_part({"needs": NEEDS, "wishes": {"include": ["a"], "exclude": ["a"]}}),
        json_part({"needs": NEEDS, "wishes": {"at_most": 0}}),
        json_part({"needs": NEEDS}) + "AAAA",
        json_part({"needs": NEEDS})[:4] + " " + json_part({"needs": NEEDS})[4:],
        json_part({"needs": NEEDS})[:4] + "\n" + json_part({"needs": NEEDS})[4:],
        "A" * (MAX_PART + 1),
    ],
    ids=lambda part: part[:12] or "empty",
)
def test_what_is_no_project_is_refused(part: str) -> None:
    with pytest.raises(UnreadableProject):
        from_address_part(part)


def test_what_unpacks_to_too_much_is_refused_without_unpacking_it() -> None:
    part = json_part({"needs": NEEDS, "about": " " * 8_000_000})
    assert len(part) < MAX_PART
    with pytest.raises(UnreadableProject):
        from_address_part(part)


def test_as_many_needs_as_a_project_may_have_come_back() -> None:
    project = Project(needs=tuple(ProjectNeed(text=f"need {number}") for number in range(MAX_NEEDS)))
    assert from_address_part(to_address_part(project)) == project


def test_what_an_address_cannot_hold_is_refused() -> None:
    """Letters without any order, which no compression makes shorter: 2 KB for each need of 700."""
    letters = random.Random(0)
    needs = [
        ProjectNeed(text="".join(chr(letters.randrange(0x4E00, 0x9000)) for _ in range(700)))
        for _ in range(6)
    ]
    few = Project(needs=tuple(needs[:3]))
    assert from_address_part(to_address_part(few)) == few
    with pytest.raises(TooLongForAddress, match="an address holds 12,000"):
        to_address_part(Project(needs=tuple(needs)))


def test_what_would_not_be_unpacked_again_is_not_packed() -> None:
    """Few characters when compressed, but too many bytes of JSON to be taken back."""
    needs = tuple(ProjectNeed(text=f"{place:02}" + "😀" * 900) for place in range(MAX_NEEDS))
    with pytest.raises(TooLongForAddress, match="108,"):
        to_address_part(Project(needs=needs))
