"""How well needs are found in judged descriptions of projects, and who is proposed for them."""

from kb.evaluation.projects.evaluating import ProjectEvaluation, evaluate_projects
from kb.evaluation.projects.judged import JudgedNeed, JudgedProject
from kb.evaluation.projects.reading import read_projects
from kb.evaluation.projects.tables import project_tables

__all__ = [
    "JudgedNeed",
    "JudgedProject",
    "ProjectEvaluation",
    "evaluate_projects",
    "project_tables",
    "read_projects",
]
