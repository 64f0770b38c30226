"""Word documents: real ones, and ones put together part by part."""

import io
import zipfile
from collections.abc import Mapping

from docx import Document
from docx.document import Document as WordDocument

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def saved(document: WordDocument) -> bytes:
    """Return the file that python-docx writes."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def docx(*paragraphs: str) -> bytes:
    """Return a document of these paragraphs."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def docx_of_body(body: str, *, styles: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """Return a document with this XML as its body and these styles; `parts` are added or replaced."""
    files = {
        "[Content_Types].xml": content_types(WORD_TYPE).encode(),
        "_rels/.rels": relationships(("officeDocument", "word/document.xml", "")).encode(),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode(),
    }
    if styles:
        files["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'.encode()
        files["word/_rels/document.xml.rels"] = relationships(("styles", "styles.xml", "")).encode()
    return zipped(files | dict(parts or {}))


def content_types(main: str) -> str:
    """Return the part that says of which type the others are."""
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
        '<Override PartName="/word/styles.xml" ContentType='
        f'"{WORD_TYPE.replace("document.main", "styles")}"/></Types>'
    )


def relationships(*targets: tuple[str, str, str]) -> str:
    """Return a part that says what another one uses: its kind, where it is, and a mode."""
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}" {mode}/>'
        for number, (kind, target, mode) in enumerate(targets)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip file of these entries."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the entries of a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def paragraph(text: str, properties: str = "") -> str:
    """Return the XML of a paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
