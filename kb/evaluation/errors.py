"""What is wrong with files of judged questions: every problem at once, each with its remedy."""

from collections.abc import Sequence
from pathlib import Path

from kb.errors import KnowledgeBaseError
from kb.model import Record

_MOST_NAMED = 20
"""Problems that the error's one line names; `problems` holds all of them."""


class QuestionProblem(Record):
    """Why one line of a question or judgment file cannot be used."""

    file: str
    line: int | None
    """From 1; None where it is the whole file."""
    field: str
    """The key or the column; empty where it is the whole line."""
    reason: str
    remedy: str

    def __str__(self) -> str:
        place = [self.file, f"line {self.line}" if self.line else "", self.field]
        return f"{', '.join(part for part in place if part)}: {self.reason}; {self.remedy}"


class QuestionsRefused(KnowledgeBaseError):
    """Judged questions that cannot be used; nothing was evaluated."""

    def __init__(self, folder: Path, problems: Sequence[QuestionProblem]) -> None:
        named = " | ".join(str(problem) for problem in problems[:_MOST_NAMED])
        more = f" | and {len(problems) - _MOST_NAMED} more" if len(problems) > _MOST_NAMED else ""
        count = "one problem" if len(problems) == 1 else f"{len(problems):,} problems"
        super().__init__(f"The judged questions in {folder} have {count}. {named}{more}.")
        self.problems = tuple(problems)
        """Every problem, in the order of the files."""


class Problems:
    """Collects what is wrong while files are read."""

    def __init__(self) -> None:
        self.found: list[QuestionProblem] = []

    def add(self, file: str, line: int | None, field: str, reason: str, remedy: str) -> None:
        """Remember one problem."""
        self.found.append(QuestionProblem(file=file, line=line, field=field, reason=reason, remedy=remedy))
