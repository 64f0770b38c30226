"""Judged questions: what was asked, and which initiatives and organisations answer it."""

from typing import Literal

from pydantic import Field

from kb.evaluation.catalogue import Catalogue
from kb.model import Record

Half = Literal["develop", "report"]
Halves = Literal["develop", "report", "all"]
Target = Literal["initiatives", "organisations"]
TARGETS: tuple[Target, ...] = ("initiatives", "organisations")
UNANSWERABLE = "unanswerable"
"""The set whose questions have no answer."""


class Question(Record):
    """One question and the judgments of it."""

    id: str
    text: str
    language: str = "und"
    kind: str = "unspecified"
    """What sort of question (``keyword``, ``paraphrase``…), for the breakdown."""
    half: Half = "report"
    author: str = ""
    need: str | None = None
    """Shared by the translations of one question."""
    answer: str | None = None
    """The answer in words, for people who read the report."""
    initiatives: dict[str, int] = Field(default_factory=dict)
    """Initiative id → grade, 1 and up; empty where initiatives were not judged."""
    organisations: dict[str, int] = Field(default_factory=dict)
    """Organisation id → grade, 1 and up; empty where organisations were not judged."""

    @property
    def is_answerable(self) -> bool:
        """Whether anything answers it."""
        return bool(self.initiatives or self.organisations)

    def grades(self, target: Target) -> dict[str, int]:
        """Id → grade, of initiatives or of organisations."""
        return self.initiatives if target == "initiatives" else self.organisations


class QuestionSet(Record):
    """Questions that were written and judged together; all of them for the same targets."""

    name: str
    targets: tuple[Target, ...]
    """What was judged: one for rankings, both for questions with one right answer, none where there is no
    answer."""
    questions: tuple[Question, ...]

    @property
    def is_checkable(self) -> bool:
        """Whether each question has a right initiative and a right organisation, to be found first."""
        return len(self.targets) == len(TARGETS)


class QuestionSets(Record):
    """All sets of a folder, and the catalogue they were checked against."""

    sets: tuple[QuestionSet, ...]
    catalogue: Catalogue

    def of_half(self, half: Halves) -> "QuestionSets":
        """The questions of one half (or all); sets without any are left out."""
        kept = [
            QuestionSet(
                name=one.name,
                targets=one.targets,
                questions=tuple(q for q in one.questions if half in ("all", q.half)),
            )
            for one in self.sets
        ]
        return QuestionSets(sets=tuple(one for one in kept if one.questions), catalogue=self.catalogue)
