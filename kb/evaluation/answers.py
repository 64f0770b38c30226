"""The system under test, as one callable: texts in, ranked ids and a confidence out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from indexer import Progress
from kb.evaluation.questions import QuestionSets, Target

BLOCK = 32
"""Questions that are answered between two reports of progress."""

Ranking = tuple[tuple[str, float], ...]
"""Ids with their scores, best first, at most 100."""


@dataclass(frozen=True, slots=True)
class EvaluatedAnswer:
    """What the system answers to one question."""

    initiatives: Ranking
    organisations: Ranking
    confidence: float
    """That something answers the question; higher is surer, on any scale that is one for all questions."""
    is_close: bool
    """False where the answer says that nothing is close."""

    def ranking(self, target: Target) -> Ranking:
        """The ranking of initiatives or of organisations."""
        return self.initiatives if target == "initiatives" else self.organisations


class Answers(Protocol):
    """A system that can be evaluated."""

    def __call__(self, texts: Sequence[str], /) -> Sequence[EvaluatedAnswer]:
        """One answer for each of `texts`, in their order."""


def ask(
    questions: QuestionSets, answers: Answers, *, progress: Progress | None = None
) -> dict[str, EvaluatedAnswer]:
    """Question id → answer, for every question of every set.

    Raises:
        ValueError: The system gave another number of answers, an id twice, rising scores, or a
            confidence that is not a number.
    """
    asked = [question for one in questions.sets for question in one.questions]
    answered: dict[str, EvaluatedAnswer] = {}
    for start in range(0, len(asked), BLOCK):
        block = asked[start : start + BLOCK]
        found = answers([question.text for question in block])
        if len(found) != len(block):
            raise ValueError(f"{len(block)} questions got {len(found)} answers")
        for question, answer in zip(block, found, strict=True):
            _check(question.id, answer)
            answered[question.id] = answer
        if progress is not None:
            progress("answering questions", start + len(block), len(asked))
    return answered


def _check(question_id: str, answer: EvaluatedAnswer) -> None:
    if not math.isfinite(answer.confidence):
        raise ValueError(f"the confidence for {question_id} is {answer.confidence}")
    for ranking in (answer.initiatives, answer.organisations):
        ids = [found_id for found_id, _ in ranking]
        scores = [score for _, score in ranking]
        if len(set(ids)) < len(ids):
            raise ValueError(f"an id is ranked twice for {question_id}")
        # Negated, so that a score that is not a number is refused too.
        if not all(first >= second for first, second in pairwise(scores)):
            raise ValueError(f"the scores for {question_id} rise from one rank to the next")
