"""Says in short what was understood."""

from kb.question import Constraint, Question


def in_short(constraint: Constraint) -> str:
    """``place Liège`` where it is certain, ``place Liège?`` where it is doubtful; labels in English."""
    return f"{constraint.type} {constraint.label('en')}{'' if constraint.is_certain else '?'}"


def constraints(question: Question, *, themes: bool = False) -> list[str]:
    """Every constraint in short, in the order they were said."""
    return [in_short(c) for c in question.constraints if themes or c.type != "theme"]
