"""Evaluation against judged questions; this is its door.

questions = read_question_sets(folder, catalogue=read_catalogue(store))
evaluation = evaluate(questions, answers, half="report")
tables(evaluation), to_json(evaluation), write_page(evaluation, path), write_runs(evaluation, folder)
"""

from kb.evaluation.answers import Answers, EvaluatedAnswer, ask
from kb.evaluation.catalogue import Catalogue, read_catalogue
from kb.evaluation.errors import QuestionProblem, QuestionsRefused
from kb.evaluation.evaluating import evaluate, judge
from kb.evaluation.files import to_json, write_page, write_runs
from kb.evaluation.intervals import Figure
from kb.evaluation.questions import Halves, Question, QuestionSet, QuestionSets
from kb.evaluation.reading import read_question_sets
from kb.evaluation.result import Evaluation, QuestionResult, SetResult
from kb.evaluation.tables import Table, tables

__all__ = [
    "Answers",
    "Catalogue",
    "EvaluatedAnswer",
    "Evaluation",
    "Figure",
    "Halves",
    "Question",
    "QuestionProblem",
    "QuestionResult",
    "QuestionSet",
    "QuestionSets",
    "QuestionsRefused",
    "SetResult",
    "Table",
    "ask",
    "evaluate",
    "judge",
    "read_catalogue",
    "read_question_sets",
    "tables",
    "to_json",
    "write_page",
    "write_runs",
]
