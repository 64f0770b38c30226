"""Understanding a question: topic, constraints and named actors, in four languages at once."""

from kb.question.constraints import (
    ActorConstraint,
    Constraint,
    KindConstraint,
    PeriodConstraint,
    Place,
    PlaceConstraint,
    Question,
    RoleConstraint,
    Span,
    StatusConstraint,
    ThemeConstraint,
)
from kb.question.gazetteer import Gazetteer
from kb.question.understanding import understand

__all__ = [
    "ActorConstraint",
    "Constraint",
    "Gazetteer",
    "KindConstraint",
    "PeriodConstraint",
    "Place",
    "PlaceConstraint",
    "Question",
    "RoleConstraint",
    "Span",
    "StatusConstraint",
    "ThemeConstraint",
    "understand",
]
