"""The system whose figures `expected.json` holds: the bundled model over the bundled compendium.

In 32-bit arithmetic, so that the figures are those of no particular processor: 16-bit arithmetic, which
some have, moves a confidence by a thousandth, and a question or two across a threshold.
"""

from pathlib import Path

from kb.evaluation import Evaluation, Halves, evaluate, read_catalogue, read_question_sets
from kb.knowledge_base import open_knowledge_base

QUESTIONS = Path(__file__).parent


def evaluate_bundled(data: Path, *, half: Halves) -> Evaluation:
    """Load and index the bundled compendium in folder `data`, then evaluate it."""
    knowledge_base = open_knowledge_base(data, runtime="compiled-32-bit")
    with knowledge_base.store as store:
        knowledge_base.load_sample()
        knowledge_base.reindex()
        questions = read_question_sets(QUESTIONS, catalogue=read_catalogue(store))
        return evaluate(questions, knowledge_base.evaluated_answers, half=half)
