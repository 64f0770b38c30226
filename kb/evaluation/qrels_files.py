"""Judgments from files: TREC's columns (question, 0, id, grade) or BEIR's (question, id, grade)."""

from pathlib import Path

from kb.evaluation.errors import Problems
from kb.evaluation.lines import read_lines
from kb.model import Record

MAX_GRADE = 10
_SHAPE = "write question, 0, id and grade (TREC), or question, id and grade (BEIR), in columns"
_GRADE = f"write a whole number from 0 (not relevant) to {MAX_GRADE}; here 3 is exactly what is asked"
_HEADER = "query-id"


class Judgment(Record):
    """One line of a qrels file."""

    file: str
    line: int
    question_id: str
    record_id: str
    grade: int


def read_qrels(path: Path, name: str, problems: Problems) -> list[Judgment]:
    """The judgments of the lines that can be used, each question and id once, in the order of the file."""
    judgments: dict[tuple[str, str], Judgment] = {}
    for number, line in read_lines(path, name, problems):
        columns = line.split()
        if columns[0] == _HEADER:
            continue
        judgment = _judgment(columns, name, number, problems)
        if judgment is None:
            continue
        key = (judgment.question_id, judgment.record_id)
        if key in judgments:
            reason = f"{key[1]!r} was judged for {key[0]!r} in line {judgments[key].line} already"
            problems.add(name, number, "", reason, "keep one of the two")
            continue
        judgments[key] = judgment
    return list(judgments.values())


def _judgment(columns: list[str], name: str, number: int, problems: Problems) -> Judgment | None:
    if len(columns) not in (3, 4):
        is_short = len(columns) == 2
        reason = "the grade is missing" if is_short else f"{len(columns)} columns"
        problems.add(name, number, "grade" if is_short else "", reason, _SHAPE)
        return None
    grade = columns[-1]
    if not (grade.isascii() and grade.isdigit() and len(grade) < 4 and int(grade) <= MAX_GRADE):
        problems.add(name, number, "grade", f"{grade!r} is no grade", _GRADE)
        return None
    return Judgment(file=name, line=number, question_id=columns[0], record_id=columns[-2], grade=int(grade))
