"""How near the nearest is when it is not what was meant: the scale on which a score means something.

Cosines of one model bunch together elsewhere than another's, and those of one corpus elsewhere than another
corpus's. No labels are needed to see where: a document's own title, asked as a question, has the document
itself as its answer, and the best of all *other* documents is what "near, but not it" looks like here.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.generation import Generation
from indexer.passage import Calibration, Document, Hit, Spread
from indexer.search import search
from models.encoder import Encoding

MAX_SAMPLES = 128
_OTHERS = 5
"""Documents looked at for the best other one."""
_FEWEST = 10
"""With fewer titles than this the spread says nothing."""
_SMALLEST_DEVIATION = 0.02

UNMEASURED = Calibration(dense=Spread(0.37, 0.073), lexical=Spread(0.41, 0.15), late=Spread(0.51, 0.084))
"""For a corpus too small to measure: the bundled model on the bundled compendium."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the document it is of."""

    document_id: str
    text: str


def calibrate(
    generation: Generation,
    encode_queries: Callable[[Sequence[str]], Encoding],
    documents: Sequence[Document],
) -> Calibration:
    """Return median and deviation of each signal of the best other document, over a sample of titles.

    The deviation is 1.4826 × the median absolute deviation, that of a normal distribution.
    """
    titles = _sample(documents)
    if len(titles) < _FEWEST:
        return UNMEASURED
    texts = [title.text for title in titles]
    found = search(
        generation, encode_queries, texts, allowed=None, top=_OTHERS + 1, language=None, highlight=False
    )
    signals = np.array([_best_other(title, hits) for title, hits in zip(titles, found, strict=True)])
    dense, lexical, late = (_spread(column) for column in signals.T)
    return Calibration(dense=dense, lexical=lexical, late=late)


def _sample(documents: Sequence[Document]) -> list[Title]:
    """Return distinct titles, at most `MAX_SAMPLES`, by lowest hash, so that an edit changes few."""
    titles = {
        Title(document.document_id, text.title)
        for document in documents
        for text in document.texts
        if text.is_evidence and text.title.strip()
    }
    return sorted(titles, key=lambda title: hashlib.sha256(repr(title).encode()).digest())[:MAX_SAMPLES]


def _best_other(title: Title, hits: Sequence[Hit]) -> tuple[float, float, float]:
    """Return the highest of each signal among the hits that are not the title's own document."""
    others = [hit.signals for hit in hits if hit.document_id != title.document_id]
    return (
        max((signals.dense for signals in others), default=0.0),
        max((signals.lexical for signals in others), default=0.0),
        max((signals.late for signals in others), default=0.0),
    )


def _spread(values: NDArray[np.float64]) -> Spread:
    """Return median and deviation, rounded so that they read the same everywhere."""
    median = float(np.median(values))
    deviation = 1.4826 * float(np.median(np.abs(values - median)))
    return Spread(round(median, 4), round(max(deviation, _SMALLEST_DEVIATION), 4))
