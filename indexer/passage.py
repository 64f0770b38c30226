"""What is indexed and what comes back: documents, their passages, hits."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class DocumentText:
    """One text of a document, in one language."""

    language: str
    """ISO 639-1 code, or ``und`` where it is not known."""
    field: str
    """Which of the document's texts this is (``description``, ``need``, ``offer``)."""
    title: str
    text: str
    is_evidence: bool = True
    """Whether a passage of it may be shown as the answer; labels and lists of names only help to find."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole thing to be found, with its texts in every language it has."""

    document_id: str
    texts: tuple[DocumentText, ...]
    names: tuple[str, ...] = ()
    """Names and acronyms found by exact words, accents folded: actors, places, labels."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded and retrieved: a window of sentences of one text."""

    passage_id: int
    """Hash of document, language, field, place and text: never reused for another text."""
    document_id: str
    language: str
    field: str
    title: str
    text: str
    start: int
    """Offset of the first character in the source text; ``source[start:end] == text``."""
    end: int
    is_evidence: bool = True
    """Whether it may be shown as the answer."""


@dataclass(frozen=True, slots=True)
class WordMatch:
    """A word of a passage and the word of the query it answers."""

    start: int
    """Offset of the first character in the passage's text."""
    end: int
    query_start: int
    query_end: int
    similarity: float
    """Cosine of the two words' centred token vectors, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What each part of the search said of a hit; higher is better in all of them."""

    dense: float
    """Centred cosine of query and passage."""
    lexical: float
    """BM25 over that of an average passage with every word of the query, at most 1."""
    fused: float
    """Convex combination of the two."""
    late: float
    """Idf-weighted mean MaxSim of centred token vectors; 0 for a passage that was not reranked."""
    feedback: float = 0.0
    """Cosine of the document with the best ones, taken together; 0 for one that was not reranked."""
    cross_encoder: float | None = None
    """What the reranker said of query and passage, read together, 0 to 1; None where it did not read them."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What is shown of a document that was found."""

    passage: Passage
    """The best of its passages that may be shown."""
    found_by: str
    """The field of the best of all its passages, which gave the score."""
    matches: tuple[WordMatch, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One document for one query, as answered."""

    document_id: str
    score: float
    """Fused and late score blended and raised near the best, about 0 to 1; fusion.py and feedback.py have the
    formulas, cross_encoding.py the one with a reranker."""
    rank: int
    """1 is best."""
    signals: Signals
    quote: Callable[[], Quotation] = field(repr=False, compare=False)
    """Reads what to show of it: of a hundred hits, a tenth is shown."""
    word_similarities: tuple[float, ...] = ()
    """For each content word of the query, in its order, how well the document answers it: the mean over the
    word's tokens of their best cosine, -1 to 1. Empty for a document that was not reranked."""

    def with_quotation_read(self) -> "Hit":
        """Return the hit with what to show of it read, so that it holds nothing of the index any more."""
        quotation = self.quote()
        return replace(self, quote=lambda: quotation)

    @property
    def passage(self) -> Passage:
        """The passage to show."""
        return self.quote().passage

    @property
    def found_by(self) -> str:
        """The field of the passage that gave the score."""
        return self.quote().found_by

    @property
    def matches(self) -> tuple[WordMatch, ...]:
        """The words of the passage to show that answer words of the query."""
        return self.quote().matches


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a signal lies and how far it strays."""

    median: float
    deviation: float
    """Robust: 1.4826 × the median absolute deviation."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The spread of each signal of the best document that is *not* the one meant, on this corpus.

    Confidence stands on `late`; the others tell how a model and a corpus compare with others.
    """

    dense: Spread
    lexical: Spread
    late: Spread


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to queries asked together."""

    generation: str
    """Name of the one generation that answered all of them."""
    calibration: Calibration
    """Of that generation."""
    hits: tuple[tuple[Hit, ...], ...]
    """For each query, in their order, one hit per document, best first."""
