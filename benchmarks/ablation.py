"""What each ingredient of an answer adds: the judged questions, asked with one ingredient left out at a time.

    python -m benchmarks.ablation --data data --questions tests/relevance

The data folder holds the compendium that the questions are about, its index current. Each row takes as long
as `compendium evaluate --half all`; nothing in the folder is changed.
"""

import argparse
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from indexer import feedback, fusion
from kb import ranking, retrieval
from kb.evaluation import Evaluation, ask, judge, read_catalogue, read_question_sets
from kb.evaluation.questions import QuestionSets
from kb.interpreter import Interpretation, Interpreter
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.query import Query

FIGURES = (
    "initiatives nDCG@10",
    "organisations nDCG@10",
    "parallel nDCG@10",
    "parallel overlap@5",
    "abstention AUC",
)


@contextmanager
def without_understanding() -> Iterator[None]:
    """Ask with every word of the question and without a constraint."""

    def whole(interpreter: Interpreter, query: Query, *, without: Collection[str] = ()) -> Interpretation:
        return interpreter.unconstrained(query.text)

    with patch.object(Interpreter, "interpret", whole):
        yield


@contextmanager
def without_preferences() -> Iterator[None]:
    """Let nobody gain by what a question only prefers."""
    with patch.object(retrieval, "PREFERENCE_WEIGHT", 0.0), patch.object(ranking, "PREFERENCE_WEIGHT", 0.0):
        yield


@contextmanager
def without_roles() -> Iterator[None]:
    """Let everyone who takes part in an initiative count for it alike."""
    alike = dict.fromkeys(ranking.ROLE_FACTORS, 1.0)
    with ExitStack() as stack:
        stack.enter_context(patch.object(ranking, "ROLE_FACTORS", alike))
        stack.enter_context(patch.object(ranking, "OTHER_ROLE", 1.0))
        stack.enter_context(patch.object(ranking, "OTHER_THAN_DOUBTFUL_ROLE", 1.0))
        yield


VARIANTS: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "everything": ExitStack,
    "without late interaction": lambda: patch.object(fusion, "LATE_WEIGHT", 0.0),
    "late interaction alone": lambda: patch.object(fusion, "LATE_WEIGHT", 1.0),
    "without words (BM25)": lambda: patch.object(fusion, "DENSE_WEIGHT", 1.0),
    "without dense vectors": lambda: patch.object(fusion, "DENSE_WEIGHT", 0.0),
    "without feedback": lambda: patch.object(feedback, "FEEDBACK_WEIGHT", 0.0),
    "without understanding": without_understanding,
    "without preferences": without_preferences,
    "without roles": without_roles,
}


def row(name: str, questions: QuestionSets, knowledge_base: KnowledgeBase) -> str:
    """Return a table's row: the figures of both halves, develop before report."""
    with VARIANTS[name]():
        answered = ask(questions, knowledge_base.evaluated_answers)
    halves = [judge(questions, answered, half=half) for half in ("develop", "report")]
    cells = (" / ".join(_short(evaluation, figure) for evaluation in halves) for figure in FIGURES)
    return f"| {name} | {' | '.join(cells)} |"


def _short(evaluation: Evaluation, figure: str) -> str:
    """Return a figure with three decimals and no leading zero."""
    return f"{evaluation.figures()[figure]:.3f}".removeprefix("0")


def main() -> None:
    """Print a table in Markdown, row by row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--questions", type=Path, default=Path("tests/relevance"))
    arguments = parser.parse_args()
    knowledge_base = open_knowledge_base(arguments.data)
    with knowledge_base.store as store:
        questions = read_question_sets(arguments.questions, catalogue=read_catalogue(store))
        print(f"| develop / report | {' | '.join(FIGURES)} |")
        print(f"| --- |{' --- |' * len(FIGURES)}")
        for name in VARIANTS:
            print(row(name, questions, knowledge_base), flush=True)


if __name__ == "__main__":
    main()
