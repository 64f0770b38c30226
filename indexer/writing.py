"""Writes the files of a generation from encoded passages."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.centring import Centres, centred, shrunk_mean
from indexer.chunking import title_prefix
from indexer.corpus import Corpus
from indexer.dense import DenseIndex
from indexer.generation import CENTRES, DENSE, LEXICAL, WEIGHTS
from indexer.late_interaction import TokenWeights
from indexer.lexical import write_lexical
from indexer.manifest import FileRecord, file_records
from indexer.passage_table import write_passages
from indexer.token_store import write_tokens
from indexer.vector_cache import TextSummary, VectorCache
from models.encoder import Progress

_STEP = "Writing the index"


@dataclass(frozen=True, slots=True)
class Written:
    """What a generation's files hold."""

    token_count: int
    files: tuple[FileRecord, ...]


@dataclass(frozen=True, slots=True)
class _Sums:
    """What one pass over the summaries of texts gathers."""

    pooled: NDArray[np.float32]
    """``[texts, dimension]``."""
    token_sum: NDArray[np.float64]
    lengths: NDArray[np.int64]
    """``[texts]``, tokens of each."""
    token_ids: NDArray[np.int64]
    """Distinct, ascending."""
    token_counts: NDArray[np.int64]
    """How many texts hold each."""


def write_generation(folder: Path, cache: VectorCache, corpus: Corpus, *, progress: Progress) -> Written:
    """Write every file but the manifest into the empty `folder`, synced to disk.

    `cache` holds all texts of `corpus`; `progress` is told of five steps.
    """
    progress(_STEP, 0, 5)
    sums = _summed(cache.summaries(corpus.passage_hashes, "passage"), cache.dimension)
    centres = _centres(sums, _summed(cache.summaries(corpus.query_hashes, "query"), cache.dimension))
    _write_vectors(folder, corpus, sums, centres)
    progress(_STEP, 1, 5)
    write_passages(folder, corpus.source.hashes, corpus.passages)
    progress(_STEP, 2, 5)
    _write_words(folder, corpus)
    progress(_STEP, 3, 5)
    prefixes = (len(title_prefix(passage)) for passage in corpus.passages)
    tokens = zip(cache.tokens(corpus.passage_hashes), prefixes, strict=True)
    write_tokens(folder, tokens, sums.lengths, centres.passage_tokens)
    progress(_STEP, 4, 5)
    written = Written(token_count=int(sums.lengths.sum()), files=file_records(folder))
    progress(_STEP, 5, 5)
    return written


def _write_vectors(folder: Path, corpus: Corpus, sums: _Sums, centres: Centres) -> None:
    """Write the means, the weights of tokens and the dense index."""
    centres.save(folder / CENTRES)
    TokenWeights(sums.token_ids, sums.token_counts, len(corpus.passages)).save(folder / WEIGHTS)
    ids = np.array([passage.passage_id for passage in corpus.passages], dtype=np.int64)
    DenseIndex.of(ids, centred(sums.pooled, centres.passages)).save(folder / DENSE)


def _write_words(folder: Path, corpus: Corpus) -> None:
    """Write the lexical index."""
    (folder / LEXICAL).mkdir()
    documents = {document.document_id: document for document in corpus.source.documents}
    ordinals = {document_id: place for place, document_id in enumerate(documents)}
    entries = (
        (passage, ordinals[passage.document_id], documents[passage.document_id].names)
        for passage in corpus.passages
    )
    write_lexical(folder / LEXICAL, entries)


def _summed(summaries: Iterable[TextSummary], dimension: int) -> _Sums:
    """Return sums and counts over `summaries`, read once."""
    pooled, lengths, distinct = [], [], [np.zeros(0, dtype=np.int64)]
    token_sum = np.zeros(dimension)
    for summary in summaries:
        pooled.append(summary.pooled)
        lengths.append(len(summary.token_ids))
        distinct.append(np.unique(summary.token_ids).astype(np.int64))
        token_sum += summary.token_sum
    token_ids, token_counts = np.unique(np.concatenate(distinct), return_counts=True)
    return _Sums(
        pooled=np.array(pooled, dtype=np.float32).reshape(-1, dimension),
        token_sum=token_sum,
        lengths=np.array(lengths, dtype=np.int64),
        token_ids=token_ids,
        token_counts=token_counts,
    )


def _centres(passages: _Sums, queries: _Sums) -> Centres:
    """Return the four means."""
    return Centres(
        passages=_pooled_mean(passages),
        queries=_pooled_mean(queries),
        passage_tokens=shrunk_mean(passages.token_sum, int(passages.lengths.sum())),
        query_tokens=shrunk_mean(queries.token_sum, int(queries.lengths.sum())),
    )


def _pooled_mean(sums: _Sums) -> NDArray[np.float32]:
    """Return the mean of pooled vectors."""
    return shrunk_mean(sums.pooled.sum(axis=0, dtype=np.float64), len(sums.pooled))
