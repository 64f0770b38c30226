"""The records of a finished evaluation."""

from pydantic import Field

from kb.evaluation.abstention import Abstention
from kb.evaluation.agreement import Agreement
from kb.evaluation.answers import Ranking
from kb.evaluation.exposure import Exposure
from kb.evaluation.intervals import Figure
from kb.evaluation.questions import Half, Halves, Target
from kb.model import Record

Figures = dict[str, Figure]
"""Measure → figure."""


class SetResult(Record):
    """The figures of one question set."""

    name: str
    targets: tuple[Target, ...]
    figures: Figures
    by_language: dict[str, Figures]
    by_kind: dict[str, Figures]
    agreement: Agreement | None = None
    """Where needs are asked in several languages."""
    exposure: tuple[Exposure, ...] = ()
    """Where organisations were judged."""


class Found(Record):
    """One place of a ranking."""

    id: str
    title: str
    """Of the initiative, or the name of the organisation."""
    score: float
    grade: int
    """0 where it was not judged to answer."""


class Wanted(Record):
    """One thing that answers the question."""

    id: str
    title: str
    grade: int
    rank: int | None
    """Where it was found; None where it was not among the ids answered."""


class Ranked(Record):
    """What was found beside what was wanted."""

    target: Target
    found: tuple[Found, ...]
    """The first ten."""
    wanted: tuple[Wanted, ...]
    """All of it, highest grade first."""


class QuestionResult(Record):
    """One question, how it was answered, and what is wrong with that."""

    id: str
    set_name: str
    text: str
    language: str
    kind: str
    half: Half
    answer: str | None
    """The right answer in words, where there is one."""
    measures: dict[str, float]
    confidence: float
    is_close: bool
    rankings: tuple[Ranked, ...]
    failures: tuple[str, ...]
    """What is wrong, in words; empty where nothing is."""


class RankingsOfSet(Record):
    """The rankings and judgments of one set for one target, for run and qrels files."""

    set_name: str
    target: Target
    rankings: dict[str, Ranking]
    """Question id → ids with scores, best first."""
    grades: dict[str, dict[str, int]]
    """Question id → id → grade; empty for questions without an answer."""


class Evaluation(Record):
    """All figures of one system over question sets."""

    half: Halves
    question_count: int
    sets: tuple[SetResult, ...]
    abstention: Abstention | None
    """Where there are questions with and without an answer."""
    questions: tuple[QuestionResult, ...]
    runs: tuple[RankingsOfSet, ...] = Field(default=(), exclude=True, repr=False)
    """Left out of the JSON, which would grow tenfold; written as TREC files instead."""

    def figures(self) -> dict[str, float]:
        """The main figures by name (``initiatives nDCG@10``, ``abstention AUC``…), without breakdown."""
        named = {f"{one.name} {measure}": f.value for one in self.sets for measure, f in one.figures.items()}
        for one in self.sets:
            if one.agreement is not None:
                named[f"{one.name} overlap@5"] = one.agreement.overlap.value
        if self.abstention is not None:
            named["abstention AUC"] = self.abstention.auc.value
            named["abstention refused"] = self.abstention.refused.value
            named["abstention recognised"] = self.abstention.recognised.value
            if self.abstention.precision is not None:
                named["abstention precision"] = self.abstention.precision.value
        return named
