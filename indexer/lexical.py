"""Passages by the words they share with a query: BM25, in tantivy."""

import errno
import math
import os
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Occur, Query, Searcher

from indexer.analysis import LANGUAGES, NAMES, QueryWord, analyser, query_words
from indexer.chunking import encoded_text
from indexer.passage import Passage

_FREQUENCY = "freq"
_META = "meta.json"
"""tantivy's own list of what an index is made of."""
_HEAP_BYTES = 512_000_000
"""Large, so that one segment holds all and equal scores keep the order of the rows."""
_FILLER = "0qfillerq0"
_NAME_WORDS = 64
"""Words in the field of names, filled up; few documents have more."""


@dataclass(frozen=True, slots=True)
class LexicalHits:
    """The passages that share words with one query, best first."""

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]
    """BM25, above 0."""
    full: float
    """The BM25 of a passage of average length that holds every word of the query once."""


def write_lexical(folder: Path, entries: Iterable[tuple[Passage, int, tuple[str, ...]]]) -> None:
    """Write the lexical index of `entries` into the empty `folder`.

    Args:
        folder: exists and is empty.
        entries: (passage, ordinal of its document, names of its document), in the order of the rows.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    try:
        _write(folder, entries)
    except (ValueError, RuntimeError) as error:
        # What tantivy makes of any trouble with its files.
        raise OSError(errno.EIO, "cannot write the words") from error


def _write(folder: Path, entries: Iterable[tuple[Passage, int, tuple[str, ...]]]) -> None:
    """Write the index; see `write_lexical`."""
    index = _with_analysers(tantivy.Index(_schema(), path=str(folder)))
    writer = index.writer(_HEAP_BYTES, 1)
    for row, (passage, document, names) in enumerate(entries):
        writer.add_document(_row_document(passage, row, document, names))
    writer.commit()
    writer.wait_merging_threads()
    for lock in folder.glob(".*.lock"):
        lock.unlink()
    for path in folder.iterdir():
        # tantivy lets nobody else read one of its files; the others have the rights that are usual here.
        shutil.copymode(folder / _META, path)


class LexicalIndex:
    """An open lexical index; reading is thread-safe."""

    def __init__(self, folder: Path) -> None:
        index = _with_analysers(tantivy.Index.open(str(self._lockable(folder))))
        self._schema = index.schema
        self._searcher: Searcher = index.searcher()

    def _lockable(self, folder: Path) -> Path:
        """Return `folder`, or a copy of it where it may not be written: tantivy locks a file even to read."""
        if os.access(folder, os.W_OK):
            return folder
        copy = Path(tempfile.mkdtemp(prefix="compendium-words-"))
        weakref.finalize(self, shutil.rmtree, copy, ignore_errors=True)
        for path in folder.iterdir():
            shutil.copyfile(path, copy / path.name)
        return copy

    def retrieve(
        self, queries: Sequence[str], depth: int, documents: Sequence[int] | None = None
    ) -> list[LexicalHits]:
        """Return for each query the `depth` best passages by BM25, equal scores in the order of rows.

        A query is data, never syntax: it is cut into words, and each word counts once, in the field
        where it weighs most, so that a word that two languages share does not count twice.

        Args:
            queries: what users typed.
            depth: how many passages at most.
            documents: only passages of these documents (ordinals) are looked at.
        """
        limit = min(depth, int(self._searcher.num_docs))
        allowed = None
        if documents is not None:
            allowed = Query.const_score_query(
                Query.term_set_query(self._schema, "document", list(documents)), 0.0
            )
        return [self._retrieve_one(query_words(query), limit, allowed) for query in queries]

    def _retrieve_one(self, words: list[QueryWord], limit: int, allowed: Query | None) -> LexicalHits:
        """Return the hits of one query."""
        # BM25 of a word is idf * 2.2 * tf / (tf + 1.2 * length): idf, for tf 1 and the mean length.
        full = sum(self._idf(word) for word in words)
        if not words or limit <= 0:
            return LexicalHits(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32), full)
        query = Query.boolean_query([(Occur.Should, self._any_field(word)) for word in words])
        if allowed is not None:
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, allowed)])
        hits = self._searcher.search(query, limit, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        scores = np.array([score for score, _ in hits], dtype=np.float32)
        return LexicalHits(np.array(rows, dtype=np.int64), scores, full)

    def _any_field(self, word: QueryWord) -> Query:
        """Return the query for one word in whichever field it scores best."""
        return Query.disjunction_max_query(
            [
                Query.term_query(self._schema, field, term, _FREQUENCY)
                for field, term in word.terms
                if term != _FILLER
            ]
        )

    def _idf(self, word: QueryWord) -> float:
        """Return the idf of a word in the field where it is rarest but present; highest if in none."""
        total = int(self._searcher.num_docs)
        counts = [int(self._searcher.doc_freq(field, term)) for field, term in word.terms]
        count = min((count for count in counts if count), default=0)
        return math.log(1 + (total - count + 0.5) / (count + 0.5))


def _schema() -> tantivy.Schema:
    """Return the fields of the index."""
    builder = tantivy.SchemaBuilder()
    for field in (*LANGUAGES, NAMES):
        builder.add_text_field(field, tokenizer_name=field, index_option=_FREQUENCY)
    builder.add_unsigned_field("row", fast=True)
    builder.add_unsigned_field("document", indexed=True)
    return builder.build()


def _with_analysers(index: tantivy.Index) -> tantivy.Index:
    """Return `index` after naming the analysers its fields use: tantivy does not keep them."""
    for field in (*LANGUAGES, NAMES):
        index.register_tokenizer(field, analyser(field))
    return index


def _row_document(passage: Passage, row: int, document: int, names: tuple[str, ...]) -> tantivy.Document:
    """Return what tantivy indexes of one passage; an unknown language goes in all four fields."""
    text = encoded_text(passage)
    own = passage.language if passage.language in LANGUAGES else None
    # BM25 divides by the mean length of a field over *all* passages. Left empty, the fields of the other
    # languages would count as length 0, and a language with few passages would look long-winded and score
    # low: so they get as many words, none of which a query can ask for.
    filler = " ".join([_FILLER] * len(analyser(own).analyze(text))) if own else ""
    entry = tantivy.Document()
    for field in LANGUAGES:
        entry.add_text(field, text if own in (None, field) else filler)
    entry.add_text(NAMES, _equally_long(names))
    entry.add_unsigned("row", row)
    entry.add_unsigned("document", document)
    return entry


@lru_cache(maxsize=1)  # the passages of one document come one after the other
def _equally_long(names: tuple[str, ...]) -> str:
    """Return the distinct words of `names`, filled up to one length.

    BM25 takes words in a long text for less telling; but a name is no less one among twenty partners.
    """
    words = dict.fromkeys(analyser(NAMES).analyze(" ".join(names)))
    return " ".join([*words, *[_FILLER] * (_NAME_WORDS - len(words))])
