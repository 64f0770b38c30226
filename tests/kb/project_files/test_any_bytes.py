"""Whatever the bytes and the name: a text or a refusal, nothing else."""

import random
from collections.abc import Callable

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.errors import ProjectFileRefused
from kb.project_files.reading import read_project_file
from kb.query import MAX_DESCRIPTION
from tests.kb.project_files.docx_files import saved, unzipped, zipped
from tests.kb.project_files.pdf_files import page, pdf

NAMES = st.one_of(st.sampled_from(["a.docx", "a.pdf", "a.txt", "a.md"]), st.text(max_size=80))


def check(name: str, data: bytes) -> None:
    try:
        read = read_project_file(name, data)
    except ProjectFileRefused as error:
        assert str(error).endswith(".")
        assert "\n" not in str(error)
    else:
        assert any(character.isalnum() for character in read.text)
        assert len(read.text) <= MAX_DESCRIPTION


def document() -> bytes:
    written = Document()
    written.add_heading("Clean masks", 1)
    written.add_paragraph("a hospital", style="List Bullet")
    written.add_table(2, 2).cell(0, 0).text = "Year"
    return saved(written)


DOCUMENT, PDF = document(), pdf(page("We sterilise masks.", "- a hospital"), page("Thank you."))


def scratched(data: bytes, seed: int) -> bytes:
    """Return `data` with some bytes changed, or cut, or a piece of it twice."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.choice([1, 3, 30])):
        place = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[place] = chance.randrange(256)
            case 1:
                del changed[place : place + chance.randrange(1, 40)]
            case 2:
                changed[place:place] = changed[place : place + chance.randrange(1, 40)]
            case _:
                changed[place : place + 4] = chance.choice([b"9999", b"<<[(", b"\0\0\0\0", b"-1 R"])
        if len(changed) < 50:
            break
    return bytes(changed)


def document_with_a_scratched_part(seed: int) -> bytes:
    parts = unzipped(DOCUMENT)
    name = random.Random(seed).choice(
        ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"]
    )
    return zipped(parts | {name: scratched(parts[name], seed)})


@given(name=NAMES, data=st.binary(max_size=300))
@settings(deadline=None, max_examples=100)
def test_any_bytes(name: str, data: bytes) -> None:
    check(name, data)


@given(name=NAMES, text=st.text(max_size=500))
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_any_text(name: str, text: str) -> None:
    check(name, text.encode("utf-8", "surrogatepass"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "made",
    [
        lambda seed: scratched(PDF, seed),
        lambda seed: scratched(DOCUMENT, seed),
        document_with_a_scratched_part,
    ],
    ids=["pdf", "docx", "part of a docx"],
)
@given(seed=st.integers(0, 1 << 32))
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_files(made: Callable[[int], bytes], seed: int) -> None:
    check("a.bin", made(seed))
