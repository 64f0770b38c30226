"""Texts that stand for what users ask, to take the queries' mean from before anyone asked anything."""

import hashlib
from collections.abc import Iterable

from indexer.chunking import MAX_CHARACTERS, MAX_TITLE_CHARACTERS
from indexer.passage import Document
from indexer.sentences import sentence_spans

MAX_SAMPLES = 1_000


def sample_queries(documents: Iterable[Document]) -> list[str]:
    """Return titles and first sentences of the documents, distinct, at most `MAX_SAMPLES`.

    The choice depends on the texts alone (lowest hashes first), so that an edit of one document changes
    few of them and what was encoded for them stays of use.
    """
    texts = set()
    for document in documents:
        for source in document.texts:
            texts.add(source.title.strip()[:MAX_TITLE_CHARACTERS])
            texts.add(_first_sentence(source.text, source.language))
    texts.discard("")
    return sorted(texts, key=lambda text: hashlib.sha256(text.encode()).digest())[:MAX_SAMPLES]


def _first_sentence(text: str, language: str) -> str:
    """Return the first sentence of `text`, cut where it is very long."""
    spans = sentence_spans(text[: 4 * MAX_CHARACTERS], language)
    return text[slice(*spans[0])][:MAX_CHARACTERS] if spans else ""
