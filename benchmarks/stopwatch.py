"""Tells how much of a question's time each step takes, less what it hands to other steps."""

import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

import indexer.document_ranking
import indexer.search
import kb.interpreter
import kb.knowledge_base
import kb.search
from benchmarks.static_encoder import StaticEncoder
from indexer.dense import DenseIndex
from indexer.generation import Generation
from indexer.lexical import LexicalIndex
from indexer.passage_table import PassageTable
from indexer.token_store import TokenStore
from kb.knowledge_base import KnowledgeBase
from kb.store_reads import StoreReads
from models.batching import BatchingEncoder

_P = ParamSpec("_P")
_T = TypeVar("_T")

STEPS: dict[str, tuple[tuple[Any, str], ...]] = {
    "understand": ((kb.interpreter, "understand"),),
    "constraints": (
        (kb.interpreter, "allowed"),
        (kb.interpreter, "preferences"),
        (kb.search, "met_by"),
        (Generation, "allowed"),
    ),
    "encode": ((BatchingEncoder, "encode_queries"), (StaticEncoder, "encode_queries")),
    "dense": ((DenseIndex, "retrieve"), (DenseIndex, "cosines")),
    "lexical": ((LexicalIndex, "retrieve"),),
    "token vectors": ((TokenStore, "vectors"), (TokenStore, "offsets")),
    "late scores": (
        (indexer.document_ranking, "best_cosines"),
        (indexer.document_ranking, "late_scores"),
    ),
    "ranking, rest": ((indexer.search, "ranked_documents"),),
    "highlight": ((indexer.search, "words_of"), (indexer.search, "word_matches")),
    "passages": ((PassageTable, "passage"),),
    "search, rest": ((kb.knowledge_base, "retrieve"),),
    "store reads": tuple(
        (StoreReads, name)
        for name in ("change_counter", "initiatives", "organisations", "people", "participations")
    ),
    "answer, rest": ((KnowledgeBase, "search"),),
}
"""Each step's functions, by where they are looked up."""


class Stopwatch:
    """Times the steps of all that is asked inside its ``with``; one thread only."""

    def __init__(self) -> None:
        self.seconds = defaultdict[str, float](float)
        self._running: list[float] = []
        self._replaced: list[tuple[Any, str, Any]] = []

    def __enter__(self) -> Self:
        for step, functions in STEPS.items():
            for owner, name in functions:
                original = getattr(owner, name)
                self._replaced.append((owner, name, original))
                setattr(owner, name, self._timed(step, original))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for owner, name, original in self._replaced:
            setattr(owner, name, original)

    def print(self, questions: int) -> None:
        """Print the mean milliseconds of each step for one of so many questions."""
        for step in STEPS:
            print(f"  {step:<14}{self.seconds[step] / questions * 1000:6.2f} ms mean")

    def _timed(self, step: str, function: Callable[_P, _T]) -> Callable[_P, _T]:
        @wraps(function)
        def timed(*arguments: _P.args, **named: _P.kwargs) -> _T:
            self._running.append(0.0)
            started = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                passed = time.perf_counter() - started
                self.seconds[step] += passed - self._running.pop()
                if self._running:
                    self._running[-1] += passed

        return timed
