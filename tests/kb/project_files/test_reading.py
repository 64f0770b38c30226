"""What is refused, and what the one who chose the file is told."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from kb.errors import KnowledgeBaseError, ProjectFileRefused
from kb.project_files.reading import MAX_FILE_BYTES, read_project_file
from kb.project_files.refusals import Refusal
from kb.query import MAX_DESCRIPTION
from tests.kb.project_files.docx_files import (
    WORD_TYPE,
    content_types,
    docx,
    docx_of_body,
    paragraph,
    relationships,
    unzipped,
    zipped,
)
from tests.kb.project_files.pdf_files import page, pdf, pdf_of_streams

ROOT = Path(__file__).parents[3]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
PROTECTED_PDF = pdf(
    page("secret"),
    trailer_extra="/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
    f"/O <{'41' * 32}> /U <{'42' * 32}> >>",
)
DOCX = docx("We sterilise masks.")
PDF = pdf(page("We sterilise masks."))


def word_of_type(main: str) -> bytes:
    return zipped(unzipped(DOCX) | {"[Content_Types].xml": content_types(main).encode()})


def refused(name: str, data: bytes) -> ProjectFileRefused:
    with pytest.raises(ProjectFileRefused) as caught:
        read_project_file(name, data)
    return caught.value


@pytest.mark.parametrize(
    ("name", "data", "refusal", "line"),
    [
        ("a.txt", b"", Refusal.EMPTY, "is empty; choose the file that holds the description."),
        ("a.pdf", b"", Refusal.EMPTY, "is empty; choose"),
        ("a.txt", b" \r\n\t\n", Refusal.NO_WORDS, "has no words in it; choose the file"),
        ("a.md", b"# !\n\n---\n", Refusal.NO_WORDS, "has no words in it; choose the file"),
        ("a.docx", docx(), Refusal.NO_WORDS, "has no words in it; choose the file"),
        (
            "a.pdf",
            pdf_of_streams(b""),
            Refusal.PICTURES,
            "has no text on its page, only pictures, as a scan has; "
            "paste the text, or run OCR (text recognition) on it first.",
        ),
        (
            "a.pdf",
            pdf(page("Cover"), [], []),
            Refusal.PICTURES,
            "has no text on 2 of its 3 pages, only pictures",
        ),
        ("a.pdf", PROTECTED_PDF, Refusal.PROTECTED, "is protected with a password; save a copy without one."),
        (
            "a.docx",
            OLE + "EncryptedPackage".encode("utf-16-le"),
            Refusal.PROTECTED,
            "is protected with a password",
        ),
        (
            "a.doc",
            OLE + b"\x00" * 512,
            Refusal.OTHER_FORMAT,
            "is an old Office file (.doc, .xls or .ppt); save it as "
            ".docx, .pdf, .txt or .md, or paste the text.",
        ),
        (
            "a.pdf",
            PDF[:200],
            Refusal.DAMAGED,
            "is damaged or cut short; open it, save it anew as .pdf, and choose",
        ),
        (
            "a.docx",
            DOCX[:2000],
            Refusal.DAMAGED,
            "is damaged or cut short; open it, save it anew as .docx, and",
        ),
        (
            "a.docx",
            b"\x00\x01\xff\xfe" * 9,
            Refusal.DAMAGED,
            "is damaged or cut short; open it, save it anew as .docx",
        ),
        (
            "a.pdf",
            b"\xff\x00\xfe" * 9,
            Refusal.DAMAGED,
            "is damaged or cut short; open it, save it anew as .pdf",
        ),
        (
            "a.bin",
            b"\xff\x00\xfe" * 9,
            Refusal.OTHER_FORMAT,
            "is neither text nor another file that is read (.docx",
        ),
        (
            "a.docx",
            zipped({"a": b"b"}),
            Refusal.OTHER_FORMAT,
            "is a zip file, and no Word document; save it as .docx",
        ),
        (
            "a.docx",
            word_of_type("application/vnd.ms-word.document.macroEnabled.main+xml"),
            Refusal.OTHER_FORMAT,
            "is a Word document with macros (.docm)",
        ),
        (
            "a.docx",
            word_of_type(WORD_TYPE.replace("document.main", "template.main")),
            Refusal.OTHER_FORMAT,
            "is a Word template (.dotx)",
        ),
        (
            "a.docx",
            word_of_type(WORD_TYPE.replace("wordprocessingml.document", "spreadsheetml.sheet")),
            Refusal.OTHER_FORMAT,
            "is an Excel workbook (.xlsx)",
        ),
        (
            "a.docx",
            word_of_type(WORD_TYPE.replace("wordprocessingml.document", "presentationml.slideshow")),
            Refusal.OTHER_FORMAT,
            "is a PowerPoint presentation (.pptx)",
        ),
        (
            "a.docx",
            docx_of_body("", parts={"_rels/.rels": b"http://purl.oclc.org/ooxml/officeDocument"}),
            Refusal.OTHER_FORMAT,
            "is a Word document of the strict kind (Strict Open XML)",
        ),
        (
            "a.odt",
            zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
            Refusal.OTHER_FORMAT,
            "is an OpenDocument file (.odt, .ods or .odp)",
        ),
        ("a.rtf", rb"{\rtf1 We sterilise masks.}", Refusal.OTHER_FORMAT, "is an RTF file (.rtf); save it as"),
        (
            "a.txt",
            b"<!-- saved --> <!-- x -->\n<!DOCTYPE html><p>Masks",
            Refusal.OTHER_FORMAT,
            "is a web page (HTML), which is no plain text; save it as .docx, .pdf, .txt or .md, or paste the "
            "text.",
        ),
        ("a.md", b"<html><body>Masks</body></html>", Refusal.OTHER_FORMAT, "is a web page (HTML)"),
        ("a.html", b"<p>Masks</p>", Refusal.OTHER_FORMAT, "is a web page (HTML)"),
        ("a.txt", b"<ul><li>a</li><li>b</li></ul>", Refusal.OTHER_FORMAT, "is a web page (HTML)"),
        (
            "a.doc",
            b"MIME-Version: 1.0\nContent-Type: multipart/related\n",
            Refusal.OTHER_FORMAT,
            "is a web page (HTML)",
        ),
        (
            "a.txt",
            b"<?xml version='1.0'?><a/>",
            Refusal.OTHER_FORMAT,
            "is an XML file, which is no plain text",
        ),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", Refusal.OTHER_FORMAT, "is a picture (.png)"),
        ("a.jpg", b"\xff\xd8\xff\xe0", Refusal.OTHER_FORMAT, "is a picture (.jpg)"),
        (
            "a.txt",
            b"x" * (MAX_DESCRIPTION + 1),
            Refusal.TOO_LONG,
            "has more than 200,000 characters; keep the part that says what the project needs.",
        ),
        ("a.docx", docx("x" * MAX_DESCRIPTION, "y"), Refusal.TOO_LONG, "has more than 200,000 characters"),
        ("a.pdf", pdf(*[page(*["x" * 5000] * 41)]), Refusal.TOO_LONG, "has more than 200,000 characters"),
        (
            "a.pdf",
            pdf(*[page("text")] * 61),
            Refusal.TOO_MANY_PAGES,
            "has 61 pages; at most 60 are read; keep the pages that say what the project needs.",
        ),
        (
            "a.txt",
            b"x" * (MAX_FILE_BYTES + 1),
            Refusal.TOO_LARGE,
            "has 20.0 MB; at most 20 MB are read; leave out pictures, or paste the text.",
        ),
        (
            "a.pdf",
            bytes(50_000_000),
            Refusal.TOO_LARGE,
            "has 50.0 MB; at most 20 MB are read; leave out pictures",
        ),
    ],
)
def test_what_is_not_read_is_named_with_its_reason_and_its_remedy(
    name: str, data: bytes, refusal: Refusal, line: str
) -> None:
    error = refused(name, data)
    assert isinstance(error, KnowledgeBaseError)
    assert error.refusal is refusal
    assert str(error).startswith(f"“{name}” {line}")
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("name", "data", "format_"),
    [
        ("plan.txt", DOCX, "docx"),
        ("plan", DOCX, "docx"),
        ("plan.docx", PDF, "pdf"),
        ("plan.pdf", b"We sterilise masks.", "text"),
        ("plan.html", b"We sterilise masks.", "text"),
        ("plan.pdf", b"From a mail.\n" + PDF, "pdf"),
    ],
)
def test_the_content_decides_where_the_name_says_otherwise(name: str, data: bytes, format_: str) -> None:
    read = read_project_file(name, data)
    assert (read.text, read.format) == ("We sterilise masks.", format_)


def test_as_many_pages_and_characters_as_are_accepted_are_read() -> None:
    read = read_project_file("a.pdf", pdf(*[page(f"Text {place}.") for place in range(60)]))
    assert (read.page_count, read.text[-8:]) == (60, "Text 59.")
    assert len(read_project_file("a.txt", b"x" * MAX_DESCRIPTION).text) == 200_000


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\Users\\me\\plan.txt", "“plan.txt”"),
        ("../../etc/plan.txt", "“plan.txt”"),
        ("pl\u202ean\n\x00.txt", "“plan .txt”"),
        ("a" * 200 + ".txt", "“" + "a" * 59 + "…”"),
        ("b" * 56 + ".txt", "“" + "b" * 56 + ".txt”"),
        ("", "The file"),
        ("a/..", "“..”"),
    ],
)
def test_a_message_repeats_the_name_and_not_more(name: str, shown: str) -> None:
    assert str(refused(name, b"")) == f"{shown} is empty; choose the file that holds the description."


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", DOCX), ("a.pdf", PDF), ("a.md", b"masks"), ("a.txt", b"masks")]
)
def test_nothing_is_written_and_nothing_of_the_text_is_logged(
    name: str, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    assert "masks" in read_project_file(name, data).text
    assert list(tmp_path.iterdir()) == []
    assert "masks" not in caplog.text


def test_pictures_in_a_document_do_no_harm() -> None:
    body = paragraph("We sterilise masks.")
    links = relationships(("image", "media/a.png", ""))
    parts = {"word/media/a.png": b"\x89PNG<!DOCTYPE", "word/_rels/document.xml.rels": links.encode()}
    types = content_types(WORD_TYPE).replace(
        "<Override", '<Default Extension="png" ContentType="image/png"/><Override', 1
    )
    data = docx_of_body(body, parts=parts | {"[Content_Types].xml": types.encode()})
    assert read_project_file("a.docx", data).text == "We sterilise masks."


def test_the_process_that_serves_loads_no_reader_of_hostile_bytes() -> None:
    code = (
        "import sys, kb.project_files.reading as door; door.read_project_file('a.md', b'masks');"
        "print(sorted({'docx', 'lxml', 'markdown_it', 'pypdfium2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
