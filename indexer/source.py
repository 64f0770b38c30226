"""What a build starts from: the documents in one order, with hashes that tell what changed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from indexer.errors import IndexingError
from indexer.manifest import FORMAT_VERSION
from indexer.passage import Document
from models.encodable_text import encodable


@dataclass(frozen=True, slots=True)
class Source:
    """All documents, and what tells this build's generation from others."""

    documents: tuple[Document, ...]
    """In the order of their ids."""
    hashes: Mapping[str, str]
    """Document id → hash of all that is searched in it, in the order of the ids."""
    content: str
    """Hash over the documents, the model's fingerprint and the format: same hash, same generation."""
    counter: int
    """The change counter of where the documents come from."""


def read_source(documents: Iterable[Document], *, fingerprint: str, counter: int) -> Source:
    """Return all that goes into a generation, in an order that does not depend on the given one.

    Raises:
        IndexingError: two documents share an id.
    """
    ordered = tuple(sorted(map(_encodable, documents), key=lambda document: document.document_id))
    hashes = {document.document_id: _document_hash(document) for document in ordered}
    if len(hashes) != len(ordered):
        raise IndexingError("Two documents share one id: give each its own, then run `compendium reindex`.")
    content = json.dumps([FORMAT_VERSION, fingerprint, list(hashes.items())])
    return Source(
        documents=ordered,
        hashes=hashes,
        content=hashlib.sha256(content.encode()).hexdigest(),
        counter=counter,
    )


def _encodable(document: Document) -> Document:
    """Return `document` as every part of an index can take it."""
    return replace(
        document,
        texts=tuple(
            replace(text, title=encodable(text.title), text=encodable(text.text)) for text in document.texts
        ),
        names=tuple(map(encodable, document.names)),
    )


def _document_hash(document: Document) -> str:
    """Return the hash that changes when anything searched in `document` changes."""
    return hashlib.sha256(json.dumps(asdict(document), sort_keys=True).encode()).hexdigest()
