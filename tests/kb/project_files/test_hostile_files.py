"""Files made to fill memory, to hang, to fetch or to read what they should not: all end in a refusal."""

import functools
import io
import shutil
import socket
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pytest
from docx.opc.oxml import parse_xml as parse_package_xml
from docx.oxml.parser import parse_xml
from lxml import etree

import kb.project_files.reading_apart
from kb.errors import ProjectFileRefused
from kb.project_files.reading import read_project_file
from kb.project_files.refusals import Refusal
from tests.kb.project_files.docx_files import (
    WORD_TYPE,
    W,
    content_types,
    docx_of_body,
    paragraph,
    relationships,
    unzipped,
    zipped,
)
from tests.kb.project_files.pdf_files import page, pdf, pdf_of_objects, pdf_of_streams

MEGABYTE = 1_000_000


def refusal(name: str, data: bytes) -> Refusal:
    with pytest.raises(ProjectFileRefused) as caught:
        read_project_file(name, data)
    return caught.value.refusal


@functools.cache
def packed(unit: bytes, megabytes: int) -> bytes:
    """Return so many megabytes of `unit`, deflated, without having them all at once."""
    packer = zlib.compressobj(9)
    block = unit * (MEGABYTE // len(unit))
    return b"".join([*(packer.compress(block) for _ in range(megabytes)), packer.flush()])


def form(number: int, content: bytes) -> bytes:
    """Return a PDF's form that may show form `number`."""
    return (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F 3 0 R >> "
        b"/XObject << /X %d 0 R >> >> /Length %d >>\nstream\n%b\nendstream" % (number, len(content), content)
    )


SHOWS_FORM = "/Resources << /XObject << /X 6 0 R >> >>"
TEN_TO_THE_TWENTY = {6 + level: form(7 + level, b"/X Do " * 10) for level in range(20)} | {
    26: form(0, b"BT /F 9 Tf (lol) Tj ET")
}


INFLATED = "/Filter /FlateDecode"


def inflates() -> bytes:
    return pdf_of_streams(packed(b"\0", 600), filters=INFLATED)


def inflates_twice() -> bytes:
    twice = zlib.compress(packed(b"\0", 600), 9)
    assert len(twice) < 5_000
    return pdf_of_streams(twice, filters="/Filter [/FlateDecode /FlateDecode]")


def shows_much() -> bytes:
    return pdf_of_streams(packed(b"BT /F 1 Tf (a) Tj ET\n", 60), filters=INFLATED)


def has_forms_in_forms() -> bytes:
    return pdf_of_streams(b"/X Do", page_extra=SHOWS_FORM, more=TEN_TO_THE_TWENTY)


def has_a_form_in_itself() -> bytes:
    return pdf_of_streams(b"/X Do", page_extra=SHOWS_FORM, more={6: form(6, b"/X Do /X Do")})


def has_arrays_in_arrays() -> bytes:
    return pdf_of_streams(b"[" * 5 * MEGABYTE)


def has_no_objects() -> bytes:
    return b"%PDF-1.7\n" + b"[" * 5 * MEGABYTE


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (inflates, {Refusal.TOO_HEAVY}),
        (inflates_twice, {Refusal.TOO_HEAVY}),
        (shows_much, {Refusal.TOO_HEAVY, Refusal.TOO_LONG}),
        (has_forms_in_forms, {Refusal.TOO_HEAVY}),
        (has_a_form_in_itself, {Refusal.TOO_HEAVY, Refusal.PICTURES}),
        (has_arrays_in_arrays, {Refusal.TOO_HEAVY, Refusal.PICTURES}),
        (has_no_objects, {Refusal.TOO_HEAVY, Refusal.DAMAGED}),
    ],
)
def test_a_pdf_that_fills_memory_or_time_is_refused(
    made: Callable[[], bytes], expected: set[Refusal]
) -> None:
    assert refusal("a.pdf", made()) in expected


@pytest.mark.parametrize(
    "pages", ["/Kids [2 0 R] /Count 50", "/Kids [] /Count 1000000000", "/Kids [] /Count 50"]
)
def test_a_pdf_that_lies_about_its_pages_is_refused(pages: str) -> None:
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: f"<< /Type /Pages {pages} >>".encode()}
    assert refusal("a.pdf", pdf_of_objects(objects)) in (Refusal.DAMAGED, Refusal.TOO_MANY_PAGES)


def test_a_form_that_only_its_own_program_shows_is_refused() -> None:
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] /XFA 6 0 R >> >>",
        2: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        4: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        6: b"<< /Length 0 >>\nstream\n\nendstream",
    }
    assert refusal("a.pdf", pdf_of_objects(objects)) is Refusal.OTHER_FORMAT


def test_scripts_and_actions_of_a_pdf_are_not_run(listener: "Listener") -> None:
    uri = f"(http://127.0.0.1:{listener.port}/)"
    extra = f"/AA << /O << /S /URI /URI {uri} >> /C << /S /JavaScript /JS (app.alert(1)) >> >>"
    assert read_project_file("a.pdf", pdf(page("Masks."), page_extra=extra)).text == "Masks."
    assert not listener.was_reached()


def with_false_size(data: bytes, name: str, size: int) -> bytes:
    """Return a zip file that says of an entry, wherever it says it, that it unpacks to `size` bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo(name)
    said = struct.pack("<III", entry.CRC, entry.compress_size, entry.file_size)
    return data.replace(said, struct.pack("<III", entry.CRC, entry.compress_size, size))


def test_a_zip_bomb_is_refused_by_what_it_says_and_by_what_it_does() -> None:
    bomb = docx_of_body(paragraph("Masks."), parts={"word/media/a.bin": bytes(150 * MEGABYTE)})
    assert refusal("a.docx", bomb) is Refusal.UNPACKS_TOO_MUCH
    hidden = with_false_size(bomb, "word/media/a.bin", 100)
    assert hidden != bomb
    assert refusal("a.docx", hidden) in (Refusal.UNPACKS_TOO_MUCH, Refusal.DAMAGED)


def test_entries_that_share_their_bytes_are_counted_each() -> None:
    """As many names for the same 9 MB: what is said of each is true."""
    data = docx_of_body(paragraph("Masks."), parts={"word/media/a.bin": bytes(9 * MEGABYTE)})
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        shared = archive.getinfo("word/media/a.bin")
        for number in range(50):
            entry = zipfile.ZipInfo(f"word/media/{number}.bin")
            for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset", "flag_bits"):
                setattr(entry, field, getattr(shared, field))
            archive.filelist.append(entry)
        archive._didModify = True  # type: ignore[attr-defined]
    assert refusal("a.docx", file.getvalue()) is Refusal.UNPACKS_TOO_MUCH


def test_too_many_entries_are_refused() -> None:
    parts = {f"word/{number}.bin": b"" for number in range(5_001)}
    assert refusal("a.docx", docx_of_body(paragraph("Masks."), parts=parts)) is Refusal.UNPACKS_TOO_MUCH


def test_a_repetitive_document_of_ordinary_size_is_read() -> None:
    data = docx_of_body(paragraph("Masks.") + "<w:p/>" * 100_000)
    assert len(data) * 100 < 600_000
    assert read_project_file("a.docx", data).text == "Masks."


LAUGHS = '<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
OUTSIDE = '<!ENTITY i SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE, '<!ENTITY % i SYSTEM "http://127.0.0.1:9/x"> %i;', ""])
@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "_rels/.rels", "docProps/core.xml"])
def test_a_part_with_a_document_type_is_refused(name: str, declared: str, encoding: str) -> None:
    text = paragraph("Masks &i;" if declared else "Masks")
    body = f'<w:document xmlns:w="{W}"><w:body>{text}</w:body></w:document>'
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w:document [{declared}]>{body}'
    data = docx_of_body(paragraph("Masks."), parts={name: xml.encode(encoding)})
    assert refusal("a.docx", data) is Refusal.DECLARES_TYPES


def test_a_document_type_in_an_encoding_of_mainframes_is_refused_too() -> None:
    body = f'<w:document xmlns:w="{W}"><w:body>{paragraph("Masks")}</w:body></w:document>'
    xml = f'<?xml version="1.0" encoding="EBCDIC-CP-US"?><!DOCTYPE w:document [{OUTSIDE}]>{body}'
    data = docx_of_body("", parts={"word/document.xml": xml.encode("cp037")})
    assert refusal("a.docx", data) in (Refusal.DECLARES_TYPES, Refusal.DAMAGED)


def test_a_document_type_in_a_part_of_another_ending_is_refused_too() -> None:
    files = unzipped(docx_of_body(paragraph("Masks.")))
    body = files.pop("word/document.xml").decode()
    files["word/document.bin"] = f"<!DOCTYPE a [{LAUGHS}]>{body}".encode()
    files["[Content_Types].xml"] = content_types(WORD_TYPE).replace("document.xml", "document.bin").encode()
    files["_rels/.rels"] = relationships(("officeDocument", "word/document.bin", "")).encode()
    assert refusal("a.docx", zipped(files)) is Refusal.DECLARES_TYPES


def test_the_parsers_of_python_docx_put_in_no_entity() -> None:
    """The second wall: were a document type let through, nothing would be read or repeated."""
    for parse in (parse_xml, parse_package_xml):
        element = parse(f"<!DOCTYPE a [{OUTSIDE}]><a>x&i;y</a>".encode())  # type: ignore[arg-type]
        assert "".join(element.itertext()) == "x&i;y"
        with pytest.raises(etree.XMLSyntaxError, match="amplification"):
            parse(f"<!DOCTYPE a [{LAUGHS}]><a>&i;</a>".encode())  # type: ignore[arg-type]


def test_a_table_that_says_it_has_a_billion_columns_is_read() -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>' + paragraph("one") + "</w:tc>"
    assert (
        read_project_file("a.docx", docx_of_body(f"<w:tbl><w:tr>{wide}{wide}</w:tr></w:tbl>")).text
        == "one | one"
    )


def test_elements_in_each_other_without_end_are_refused() -> None:
    deep = "<w:ins>" * 100_000 + paragraph("Masks") + "</w:ins>" * 100_000
    assert refusal("a.docx", docx_of_body(deep)) in (Refusal.DAMAGED, Refusal.TOO_HEAVY)


def test_elements_without_number_are_refused() -> None:
    data = docx_of_body("<w:p/>" * 6 * MEGABYTE, parts={"a.bin": noise(400_000)})
    assert refusal("a.docx", data) in (Refusal.TOO_HEAVY, Refusal.DAMAGED)


def noise(length: int) -> bytes:
    """Return bytes that do not pack, always the same ones."""
    return b"".join(zlib.crc32(struct.pack("<I", number)).to_bytes(4) for number in range(length // 4))


class Listener:
    """A server that only notices whether somebody calls."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.setblocking(False)
        self.port: int = self.socket.getsockname()[1]

    def was_reached(self) -> bool:
        try:
            self.socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.socket.close()


def test_what_a_document_refers_to_outside_is_not_fetched(listener: Listener) -> None:
    address = f"http://127.0.0.1:{listener.port}/x"
    links = relationships(
        ("image", address, 'TargetMode="External"'), ("attachedTemplate", address, 'TargetMode="External"')
    )
    data = docx_of_body(paragraph("Masks."), parts={"word/_rels/document.xml.rels": links.encode()})
    assert read_project_file("a.docx", data).text == "Masks."
    assert not listener.was_reached()


def test_a_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kb.project_files.reading_apart, "SECONDS", 0.01)
    assert refusal("a.pdf", pdf(page("Masks."))) is Refusal.TOO_HEAVY


def test_a_process_that_cannot_start_is_told_to_who_runs_the_site(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    assert refusal("a.pdf", pdf(page("Masks."))) is Refusal.TOO_HEAVY
    assert caplog.messages == ["The process that reads files ended with status 1."]


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "*a " * 20_000, "> " * 90_000, "- " * 90_000, "<!--" * 45_000]
)
def test_marks_without_end_are_read_or_refused(text: str) -> None:
    try:
        assert len(read_project_file("a.md", text.encode()).text) <= len(text) + 2
    except ProjectFileRefused as error:
        assert error.refusal in (Refusal.TOO_HEAVY, Refusal.NO_WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 200_000,
        "." * 200_000,
        "a.\n" * 60_000,
        f"{'x' * 78}-\n" * 2_500,
        "<!---->" * 28_000 + "x",
        "a-" * 99_000,
    ],
)
def test_plain_text_without_end_is_read(text: str) -> None:
    try:
        assert 0 < len(read_project_file("a.txt", text.encode()).text) <= len(text) * 2
    except ProjectFileRefused as error:
        assert error.refusal in (Refusal.NO_WORDS, Refusal.TOO_LONG)


def test_the_process_gets_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_SECRET_KEY", "secret")
    seen: list[dict[str, str]] = []
    run = subprocess.run

    def watched(*args: object, **options: object) -> object:
        seen.append(options["env"])  # type: ignore[arg-type]
        return run(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", watched)
    assert read_project_file("a.pdf", pdf(page("Masks."))).text == "Masks."
    assert [list(environment) for environment in seen] == [["PYTHONPATH"]]
