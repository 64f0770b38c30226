"""A description as sentences and bullets under headings, and where each stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.project.segments import Segment, segments

_MARKS = (*"-*•‣▪▫◦●○■□►▸➢➤✓✔–—·o", "1.", "2)", "(3)", "12.", "a)", "(b)", "c.", "iv)", "(ii)")
_PIECES = st.sampled_from(
    (
        *("\n", "\r\n", "\r", "\n\n", "\u2028", "\x0b", "\x1c", "\x00", " ", "\t", "\u00a0", "  "),
        *("- ", "• ", "1. ", "2) ", "II. ", "# ", "**", "__", ": ", ":", ". ", "… ", "? ", "; ", "»"),
        *(
            "Partners sought",
            "a lab",
            "Nous cherchons un labo",
            "4. März",
            "3.2 ",
            "M. ",
            "p. ex. ",
            "É",
            "🧤",
        ),
    )
)
_TEXTS = st.one_of(st.text(), st.lists(_PIECES, max_size=40).map("".join))


def read(description: str) -> list[tuple[str, str]]:
    """Heading and text of each segment."""
    return [(one.heading, one.text) for one in segments(description)]


def texts(description: str) -> list[str]:
    return [one.text for one in segments(description)]


def test_everything_that_is_told_of_a_segment() -> None:
    description = "Needs\n\nThe device is ready, and these are the parts that we still look for:\n- a lab\n"
    first, second = segments(description)
    introduction = "The device is ready, and these are the parts that we still look for:"
    assert first == Segment(introduction, start=7, end=75, heading="Needs", place=7 / len(description))
    assert second == Segment(
        "a lab",
        start=78,
        end=83,
        heading="Needs",
        introduction=introduction,
        is_bullet=True,
        place=78 / len(description),
    )
    assert len(description) == 84


@pytest.mark.parametrize(
    "heading",
    [
        "Partners sought",
        "# Partners sought",
        "###   Partners sought",
        "**Partners sought**",
        "__Partners sought__ :",
        "Partners sought:",
        "3. Partners sought",
        "3.2 Partners sought",
        "IV. Partners sought",
        "B. Partners sought",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
def test_a_heading_is_no_segment_and_stands_over_what_follows(heading: str, gap: str) -> None:
    assert read(f"{heading}{gap}We seek a lab. It tests masks.") == [
        ("Partners sought", "We seek a lab."),
        ("Partners sought", "It tests masks."),
    ]


def test_a_short_question_is_a_heading_and_a_long_one_asks() -> None:
    description = "Who are we?\nA small firm.\nCan anyone test our masks in the next two months?\nThank you."
    assert read(description) == [
        ("Who are we?", "A small firm."),
        ("Who are we?", "Can anyone test our masks in the next two months?"),
        ("Who are we?", "Thank you."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "A lab is sought.",
        "masks, visors,",
        "This line has eleven words in it and so is none",
        "x" * 91,
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert read(f"{line}\n\nNext one.") == [("", line), ("", "Next one.")]


def test_a_last_line_is_no_heading_for_nothing_follows() -> None:
    assert read("A lab for masks") == [("", "A lab for masks")]


@pytest.mark.parametrize("rule", ["---", "=====", "* * *", "_____"])
def test_a_rule_under_a_heading_is_neither_heading_nor_segment(rule: str) -> None:
    assert read(f"Partners sought\n{rule}\n- a lab\n") == [("Partners sought", "a lab")]


def test_numbered_headings_of_several_depths() -> None:
    description = (
        "2. Partners\n2.1 Present\nA clinic takes part.\n2.2 Sought\n2.2.1 Industry\nA maker is sought."
    )
    assert read(description) == [("Present", "A clinic takes part."), ("Industry", "A maker is sought.")]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Partners sought: a lab. It tests masks.", "Partners sought"),
        ("Partenaires recherchés : un labo. Il teste.", "Partenaires recherchés"),
        ("The partners that we are looking for: a lab. It tests.", ""),
        ("http://masks.be is ours. It is old.", ""),
        ("At 10: we meet. It is early.", "At 10"),
    ],
)
def test_a_label_stands_over_its_line_as_a_heading_would(line: str, label: str) -> None:
    found = segments(line)
    assert [one.heading for one in found] == [label, label]
    assert found[0].start == 0  # the label is part of the first sentence


def test_a_label_ends_with_its_paragraph() -> None:
    assert read("Context\n\nBudget: 3 euros.\n\nThe lab is ours.") == [
        ("Budget", "Budget: 3 euros."),
        ("Context", "The lab is ours."),
    ]


@pytest.mark.parametrize("mark", _MARKS)
def test_bullets_of_every_mark(mark: str) -> None:
    description = (
        f"Partners are sought, of whom some are in Wallonia. These are:\n{mark} a lab\n  {mark} a clinic\n"
    )
    *_, introduction, lab, clinic = segments(description)
    assert [(one.text, one.is_bullet, one.introduction) for one in (lab, clinic)] == [
        ("a lab", True, introduction.text),
        ("a clinic", True, introduction.text),
    ]
    assert introduction.text == "These are:"
    assert description[lab.start : lab.end] == "a lab"


@pytest.mark.parametrize(
    "line", ["-a lab is sought", "1.5 tonnes are needed", "ou a lab is sought", "§ a lab"]
)
def test_what_is_no_bullet(line: str) -> None:
    assert [(one.text, one.is_bullet) for one in segments(line)] == [(line, False)]


def test_a_short_bullet_is_one_segment_whatever_stops_are_in_it() -> None:
    assert texts("- A lab. It tests masks; and gowns: all.") == ["A lab. It tests masks; and gowns: all."]


def test_a_long_bullet_is_a_numbered_paragraph() -> None:
    sentence = "We seek a laboratory that tests masks."
    paragraph = " ".join([sentence] * 7)
    assert len(paragraph) > 250
    found = segments(f"1. {paragraph}")
    assert [(one.text, one.is_bullet) for one in found] == [(sentence, True)] * 7
    assert [one.start for one in found] == [3 + 39 * place for place in range(7)]


@pytest.mark.parametrize("after", ["", "\n", "\n\nThe budget is there.", "\nthe budget is there."])
def test_the_last_item_of_a_numbered_list_is_no_heading(after: str) -> None:
    found = texts(f"We still seek:\n1. a lab\n2. a hospital{after}")
    assert found[:2] == ["a lab", "a hospital" if after[:2] != "\nt" else "a hospital the budget is there."]


def test_the_last_item_of_a_list_with_capitals() -> None:
    assert texts("Sought\n1. Lab\n2. Hospital\n\nThe budget is there.") == [
        "Lab",
        "Hospital",
        "The budget is there.",
    ]


def test_a_numbered_heading_after_a_numbered_line_stays_one() -> None:
    description = "A. Title: masks\nB. Applicant: a firm\nC. Summary\nWe make masks.\n6. Missing :\n- a lab\n"
    assert read(description)[2:] == [("Summary", "We make masks."), ("Missing", "a lab")]


def test_a_bullet_goes_on_with_wrapped_and_indented_lines() -> None:
    description = (
        "- a lab\n  for masks\n- a clinic that is prepared to try out the new masks\n  Monday to Friday\n"
    )
    assert texts(description) == [
        "a lab for masks",
        "a clinic that is prepared to try out the new masks Monday to Friday",
    ]


def test_the_introduction_goes_on_beyond_an_indented_paragraph_and_ends_at_the_next() -> None:
    introduction = "The parts of the project for which we look for others are these:"
    description = (
        f"{introduction}\n- a lab\n\n  It is in Liège.\n\n- a clinic\n\nWe are three.\n\n- a bench\n"
    )
    assert [(one.text, one.introduction) for one in segments(description)] == [
        (introduction, ""),
        ("a lab", introduction),
        ("It is in Liège.", ""),
        ("a clinic", introduction),
        ("We are three.", ""),
        ("a bench", ""),
    ]


def test_wrapped_lines_are_one_sentence_and_its_place_is_kept() -> None:
    description = (
        "We need a laboratory that is able to test masks and visors\r\n"
        "for particles, and that answers within a week. Also a\r\n"
        "hospital is sought.\r\nThe budget is there.\r\n"
    )
    found = segments(description)
    assert [one.text for one in found] == [
        "We need a laboratory that is able to test masks and visors "
        "for particles, and that answers within a week.",
        "Also a hospital is sought.",
        "The budget is there.",
    ]
    assert description[found[1].start : found[1].end] == "Also a\r\nhospital is sought."


def test_short_lines_are_not_joined() -> None:
    assert texts("Dear all,\nWe seek a lab.\nKind regards,\nJane") == [
        "Dear all,",
        "We seek a lab.",
        "Kind regards,",
        "Jane",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Wir treffen uns am 4. März in Lüttich.",
        "Das Labor wird bis zum 31. Dezember gesucht.",
        "Op 3. maart zoeken we een labo.",
        "Nous cherchons le Dr. Dupont, cf. annexe, et M. Martin.",
        "Un labo, p. ex. de l'ULiège, est recherché.",
        "Wir suchen z. B. ein Labor bzw. eine Klinik.",
        "We zoeken bijv. een labo.",
        "The lab of J. Doe at ca. 3.5 km is sought.",
    ],
)
def test_dates_and_short_forms_end_no_sentence(sentence: str) -> None:
    assert texts(f"{sentence} Der Rest ist da.") == [sentence, "Der Rest ist da."]


@pytest.mark.parametrize("description", ["", " \n\t\n", "---\n***\n; ,\n", "…\n\n🧤"])
def test_without_a_word_there_is_no_segment(description: str) -> None:
    assert segments(description) == []


@given(description=_TEXTS)
def test_any_text_is_cut_into_ordered_disjoint_spans_that_hold_the_texts(description: str) -> None:
    end = 0
    for one in segments(description):
        assert end <= one.start < one.end <= len(description)
        end = one.end
        assert " ".join(description[one.start : one.end].split()) == one.text
        assert any(character.isalnum() for character in one.text)
        assert one.place == one.start / len(description)
