"""Plain text: encodings, wrapped lines, what is no text."""

import codecs

import pytest

from kb.errors import ProjectFileRefused
from kb.project_files.reading import ProjectText, read_project_file
from kb.project_files.refusals import Refusal

FRENCH = "Décontaminer des masques : l’idée d’un « kit » à 40 €."


def read(data: bytes, name: str = "project.txt") -> str:
    return read_project_file(name, data).text


@pytest.mark.parametrize(
    "data",
    [
        FRENCH.encode(),
        codecs.BOM_UTF8 + FRENCH.encode(),
        codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be"),
        FRENCH.encode("cp1252"),
    ],
)
def test_every_encoding_that_can_be_known_is_read(data: bytes) -> None:
    assert read_project_file("Idée.TXT", data) == ProjectText(text=FRENCH, format="text", page_count=None)


@pytest.mark.parametrize(
    "data",
    [
        FRENCH.encode("utf-16-le"),
        codecs.BOM_UTF32_LE + FRENCH.encode("utf-32-le"),
        FRENCH.encode()[:2],
        "идея проекта: маски".encode("cp1251"),
        "プロジェクトの説明".encode("shift-jis"),
        b"caf\x81",
        FRENCH.encode() + b"\xe9",
        b"text \x01\x02\x03\x04 text",
        b"text\x00text",
    ],
)
def test_other_encodings_and_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(ProjectFileRefused) as refused:
        read(data)
    assert refused.value.refusal is Refusal.UNKNOWN_ENCODING
    assert str(refused.value) == (
        "“project.txt” is no text in UTF-8, UTF-16 or Windows-1252; save it as UTF-8, or paste the text."
    )


def test_paragraphs_are_lines_where_nobody_wrapped_them() -> None:
    long = "One paragraph that a word processor wrote on a single line, however long it became. " * 3
    typed = f"Title\r\n\r\n{long}\r\n{long}\r\n\r\n\r\n\r\n* a hospital\r\n* a maker\r\n\r\nThe end."
    once = long.strip()
    assert read(typed.encode()) == f"Title\n\n{once}\n\n{once}\n\n- a hospital\n- a maker\n\nThe end."


def test_wrapped_lines_are_joined() -> None:
    typed = """\
    Clean masks

    We sterilise used masks with a plasma that leaves no residue, and
    we look for a laboratory that can measure how many viruses sur-
    vive. Short last line.
    - a hospital that collects its masks, weighs them and sends them to
      our hall in Herstal
    - a lawyer
    """
    assert read(typed.encode()) == (
        "Clean masks\n\nWe sterilise used masks with a plasma that leaves no residue, and we look for a "
        "laboratory that can measure how many viruses survive. Short last line.\n\n"
        "- a hospital that collects its masks, weighs them and sends them to our hall in Herstal\n- a lawyer"
    )


def test_short_lines_are_left_alone() -> None:
    assert read(b"Aim A: masks\nAim B: gowns\nAim C: gloves\n") == (
        "Aim A: masks\n\nAim B: gowns\n\nAim C: gloves"
    )


def test_invisible_characters_are_cleaned_away() -> None:
    typed = "ste\u00adri\u200blise\u00a0 used\tma\u0301sks\x07." + " Really." * 20
    assert read(typed.encode()) == "sterilise used másks ." + " Really." * 20
