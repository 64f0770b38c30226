"""Text of PDFs: wrapped lines in one piece, divided words mended, headers and footers gone."""

import pytest

from kb.project_files.reading import ProjectText, read_project_file
from tests.kb.project_files.pdf_files import Shown, page, pdf, pdf_of_streams

WRAPPED = (
    "We sterilise used masks with a plasma that leaves no residue, and we look for a labo-",
    "ratory that can measure how many viruses survive. The well-known methods need heat,",
    "which melts the fleece. A first test in Liège on 40 masks was good.",
)
MENDED = (
    "We sterilise used masks with a plasma that leaves no residue, and we look for a laboratory that can "
    "measure how many viruses survive. The well-known methods need heat, which melts the fleece. A first "
    "test in Liège on 40 masks was good."
)


def read(data: bytes) -> str:
    return read_project_file("project.pdf", data).text


def test_headings_paragraphs_and_items_as_a_person_reads_them() -> None:
    lines = [
        Shown(72, 790, "Clean masks", size=20),
        *page(
            *WRAPPED,
            "",
            "We look for:",
            "• a hospital that collects masks of all its wards and weighs them every evening",
            "before they are sent to us",
            "• a maker of plasma torches",
            "1. a lawyer",
            "",
            "Thank you.",
        ),
    ]
    assert read_project_file("project.pdf", pdf(lines)) == ProjectText(
        text=f"# Clean masks\n\n{MENDED}\n\nWe look for:\n\n"
        "- a hospital that collects masks of all its wards and weighs them every evening before they are "
        "sent to us\n"
        "- a maker of plasma torches\n1. a lawyer\n\nThank you.",
        format="pdf",
        page_count=1,
    )


def test_a_paragraph_goes_on_over_the_page() -> None:
    assert read(pdf(page(*WRAPPED[:2]), page(*WRAPPED[2:]))) == MENDED


def test_paragraphs_without_a_gap_are_told_apart_by_short_lines_and_by_indents() -> None:
    second = (
        "A second paragraph begins where the first line is set in, as it is in many reports and",
        "ends.",
    )
    lines = page(*WRAPPED, second[0], second[1], "Short.", "Lines.")
    assert read(pdf(lines)) == f"{MENDED}\n\n{' '.join(second)}\n\nShort.\n\nLines."
    full = "This line ends with a full stop just where the column ends, as it happens now and then."
    indented = "The next one is set in as the first line of a paragraph, and so it begins one here."
    lines = [*page(*WRAPPED[:2], full), Shown(90, 718, indented)]
    assert read(pdf(lines)).endswith(f"now and then.\n\n{indented}")


@pytest.mark.parametrize(
    ("end", "start", "mended"),
    [
        ("made in a labo-", "ratory", "laboratory"),
        ("against Covid-", "19 and", "Covid-19"),
        ("vaccines of mRNA-", "based", "mRNAbased"),
        ("vaccines with ARN-", "messager", "ARN-messager"),
        ("the Forschungs-", "und Entwicklungsprojekt", "Forschungs- und Entwicklungsprojekt"),
        ("a project in Sart-", "Tilman", "Sart-Tilman"),
        ("it is cost-effective, and cost-", "effective", "and cost-effective"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_goes_unless_it_belongs_to_the_word(
    end: str, start: str, mended: str
) -> None:
    before = "We look for partners who have worked on what is described here and who know of it"
    lines = page(before, f"{'x' * (len(before) - len(end) - 6)} {end}", f"{start} more words.")
    assert mended in read(pdf(lines))


def numbered(place: int, *lines: str) -> list[Shown]:
    running = [
        Shown(72, 800, "Clean masks — confidential"),
        Shown(500, 30, f"Page {place} of 4"),
        Shown(72, 44, "University of Liège"),
    ]
    return [*running, *page(*lines)]


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    pages = [numbered(place, f"Paragraph {place * place} of the text.") for place in range(1, 5)]
    assert read(pdf(*pages)) == "\n\n".join(f"Paragraph {number} of the text." for number in (1, 4, 9, 16))


def test_headers_that_change_with_the_chapter_are_known_by_their_page_number() -> None:
    chapters = ("Aims", "Aims", "Methods", "Budget")
    pages = [
        [Shown(72, 800, f"Chapter {chapter} {number}"), *page(f"Text on {chapter}, {number * number} words.")]
        for number, chapter in enumerate(chapters, 3)
    ]
    assert read(pdf(*pages)) == (
        "Text on Aims, 9 words.\n\nText on Aims, 16 words.\n\nText on Methods, 25 words.\n\n"
        "Text on Budget, 36 words."
    )


def test_the_title_stays_where_it_is_a_header_in_smaller_type_too() -> None:
    pages = [[Shown(72, 810, "Clean masks", size=8), *page(f"Text {place}0.")] for place in range(3)]
    pages[0] = [Shown(72, 790, "Clean masks", size=20), *page("Text 00.")]
    assert read(pdf(*pages)) == "# Clean masks\n\nText 00.\n\nText 10.\n\nText 20."


def test_lines_of_the_table_of_contents_are_left_out() -> None:
    lines = page("Aims . . . . . . . . . . . . . . 2", "Budget .................... iv", "", "Our aims.")
    assert read(pdf(lines)) == "Our aims."


def test_two_columns_are_read_one_after_the_other() -> None:
    left = (
        "We make masks of a new fleece in a hall in",
        "Herstal and look for a hospital that would",
        "try them.",
    )
    right = (
        "The budget is two million euro over three",
        "years, half of it for the staff of the two",
        "partners.",
    )
    lines = [*page(*left, x=60), *page(*right, x=310)]
    assert read(pdf(lines)) == f"{' '.join(left)}\n\n{' '.join(right)}"


@pytest.mark.parametrize(
    ("rotation", "x", "y"), [(0, 72, 700), (90, 72, 700), (180, 72, 700), (270, 72, 700)]
)
def test_turned_pages_are_read_as_they_are_shown(rotation: int, x: float, y: float) -> None:
    # What is drawn upright on a page that is turned is read sideways, line by line all the same.
    data = pdf([Shown(x, y, WRAPPED[2])], page_extra=f"/Rotate {rotation}")
    assert read(data) == "which melts the fleece. A first test in Liège on 40 masks was good."


def test_a_page_that_is_turned_for_reading_is_read_line_by_line() -> None:
    def sideways(line: str, place: int) -> bytes:
        return b"BT /F 11 Tf 0 1 -1 0 %d 72 Tm (%b) Tj ET" % (80 + 14 * place, line.encode("cp1252"))

    stream = b"\n".join(sideways(line, place) for place, line in enumerate(WRAPPED))
    assert read(pdf_of_streams(stream, page_extra="/Rotate 90")) == MENDED
