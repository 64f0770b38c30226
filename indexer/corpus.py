"""All passages of the documents, each of them encoded once and kept in the vector cache."""

from dataclasses import dataclass

from indexer.chunking import encoded_text, passages_of
from indexer.encoding import encode_unseen
from indexer.passage import Passage
from indexer.sample_queries import sample_queries
from indexer.source import Source
from indexer.vector_cache import VectorCache, text_hash
from models.encoder import Encoder, Progress


@dataclass(frozen=True, slots=True)
class Corpus:
    """What goes into a generation."""

    source: Source
    passages: tuple[Passage, ...]
    """In the order of their documents."""
    passage_hashes: tuple[bytes, ...]
    """Of each passage's encoded text, by row: its key in the vector cache."""
    query_hashes: tuple[bytes, ...]
    """Of the texts that stand for what users ask."""
    encoded_count: int
    """Passages whose text was encoded just now."""


def encoded_corpus(source: Source, cache: VectorCache, encoder: Encoder, *, progress: Progress) -> Corpus:
    """Return the passages of `source`, after encoding those texts that `cache` lacks."""
    passages = tuple(passage for document in source.documents for passage in passages_of(document))
    texts = [encoded_text(passage) for passage in passages]
    queries = sample_queries(source.documents)
    new = encode_unseen(cache, encoder, texts, kind="passage", progress=progress)
    encode_unseen(cache, encoder, queries, kind="query", progress=progress)
    hashes = tuple(map(text_hash, texts))
    return Corpus(
        source=source,
        passages=passages,
        passage_hashes=hashes,
        query_hashes=tuple(map(text_hash, queries)),
        encoded_count=sum(key in new for key in hashes),
    )
