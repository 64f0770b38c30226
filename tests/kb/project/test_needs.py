"""Which needs are found in a description, and what is told of each; the model of the words is a plain one."""

import pytest

from kb.project import needs as finding
from kb.project.needs import MOST_FOUND, find_needs, in_context, in_order
from kb.project.project import ProjectNeed
from kb.project.segments import Segment
from tests.kb.project.world import World

pytestmark = pytest.mark.usefixtures("plain_weights")


def texts(world: World, description: str) -> list[str]:
    return [need.text for need in find_needs(world.engine, description)]


def test_a_need_is_told_with_its_place_and_heading(world: World) -> None:
    description = "We make masks.\n\nPartners\n- We seek a lab;\n"
    assert find_needs(world.engine, description) == (
        ProjectNeed(text="We seek a lab", weight=2, start=27, end=41, heading="Partners"),
    )
    assert description[27:41] == "We seek a lab;"


def test_a_text_that_asks_for_nothing_has_no_needs(world: World) -> None:
    assert find_needs(world.engine, "We make masks.\n\nThey are white.") == ()
    assert find_needs(world.engine, "---\n…") == ()


def test_segments_are_encoded_with_what_stands_above_them(world: World) -> None:
    world.encoder.encoded_queries.clear()
    description = "Partners\nWe seek partners for what stands below, some of whom may be abroad:\n- a lab\n"
    find_needs(world.engine, description)
    introduction = "We seek partners for what stands below, some of whom may be abroad:"
    assert world.encoder.encoded_queries == [f"Partners: {introduction}", f"{introduction}: a lab"]


@pytest.mark.parametrize(
    ("heading", "introduction", "encoded"),
    [("", "", "a lab"), ("Needs", "", "Needs: a lab"), ("Needs", "We seek", "We seek: a lab")],
)
def test_the_line_above_a_list_says_more_than_the_heading(
    heading: str, introduction: str, encoded: str
) -> None:
    assert in_context(Segment("a lab", 0, 5, heading=heading, introduction=introduction)) == encoded


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("It is essential that we find a lab for masks.", 3),
        ("Nous cherchons absolument un labo pour les masques.", 3),
        ("Wij zoeken dringend een labo voor maskers.", 3),
        ("Wir suchen unbedingt ein Labor für Masken.", 3),
        ("Ideally we would find a lab for masks.", 1),
        ("Nous cherchons éventuellement un labo pour les masques.", 1),
        ("Wij zoeken bij voorkeur een labo voor maskers.", 1),
        ("Wir suchen idealerweise ein Labor für Masken.", 1),
        ("We seek a lab for masks.", 2),
        ("Ideally, we seek an essential lab for masks.", 1),  # what would be welcome is never essential
    ],
)
def test_words_tell_how_much_it_matters(world: World, text: str, weight: int) -> None:
    [need] = find_needs(world.engine, text)
    assert (need.text, need.weight) == (text, weight)


def test_the_heaviest_come_first_then_as_they_stand_there(world: World) -> None:
    description = (
        "We seek alpha beta.\nIdeally, we seek gamma delta.\nWe urgently seek epsilon zeta.\n"
        "We seek eta theta.\nWe seek, as a priority, iota kappa.\n"
    )
    assert texts(world, description) == [
        "We urgently seek epsilon zeta.",
        "We seek, as a priority, iota kappa.",
        "We seek alpha beta.",
        "We seek eta theta.",
        "Ideally, we seek gamma delta.",
    ]


def test_needs_added_by_hand_come_last_among_equals() -> None:
    hand, late, early = (
        ProjectNeed(text="hand"),
        ProjectNeed(text="late", start=9, end=12),
        ProjectNeed(text="early", start=0, end=3),
    )
    heavy = ProjectNeed(text="heavy", weight=3)
    assert in_order([hand, late, early, heavy]) == (heavy, early, late, hand)


def test_a_need_that_is_stated_twice_is_told_once_where_it_is_surest(world: World) -> None:
    description = "We seek cotton masks.\nThe budget is there.\nWe seek a partner for cotton masks.\n"
    assert texts(world, description) == ["We seek a partner for cotton masks."]
    other = description.replace("for cotton", "for frozen")
    assert texts(world, other) == ["We seek cotton masks.", "We seek a partner for frozen masks."]


def test_only_the_surest_needs_are_taken(world: World) -> None:
    words = [chr(97 + place) * 5 for place in range(MOST_FOUND + 2)]
    lines = [f"We seek {word} {word}ly." for word in words]
    lines[0] = lines[0].replace("seek", "seek a partner for")
    lines[-1] = lines[-1].replace("seek", "seek a partner for")
    found = texts(world, "\n".join(lines))
    assert len(found) == MOST_FOUND == 12
    # The two with partners are surest; of equals the earlier ones stay.
    assert found == [*lines[:11], lines[-1]]


def test_of_a_long_text_what_the_words_speak_for_is_looked_at(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "SHORTLIST", 2)
    world.encoder.encoded_queries.clear()
    description = (
        "The weather is fine.\nWe seek cotton masks.\nThe sun shines on us.\nWe need frozen boxes.\n"
    )
    assert texts(world, description) == ["We seek cotton masks.", "We need frozen boxes."]
    assert world.encoder.encoded_queries[:2] == ["We seek cotton masks.", "We need frozen boxes."]


def test_a_need_that_is_too_long_is_shortened_and_its_place_is_whole(world: World) -> None:
    description = "We seek " + "mask " * 250 + "\n"
    [need] = find_needs(world.engine, description)
    assert len(need.text) <= 1000
    assert need.text.endswith("…")
    assert (need.start, need.end) == (0, len(description.rstrip()))
