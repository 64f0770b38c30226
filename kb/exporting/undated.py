"""Files that are packed (.xlsx, .docx), without the time at which they were packed."""

import datetime
import io
import re
import zipfile

EPOCH = datetime.datetime(1980, 1, 1)
"""The earliest time that a packed file can have."""
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML, which such files are made of, cannot hold."""


def undated(content: bytes, *, modified: datetime.datetime = EPOCH) -> bytes:
    """The same packed file, each entry as of 1980; `modified` is what it tells of itself."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "docProps/core.xml":
                told = f"{modified:%Y-%m-%dT%H:%M:%SZ}".encode()
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + told, data)
            target.writestr(
                zipfile.ZipInfo(entry.filename, EPOCH.timetuple()[:6]), data, zipfile.ZIP_DEFLATED
            )
    return result.getvalue()
