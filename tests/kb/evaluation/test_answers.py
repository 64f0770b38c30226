"""Asking the system under test, and refusing one that breaks its contract."""

from collections.abc import Sequence

import pytest

from kb.evaluation import EvaluatedAnswer, QuestionSet, QuestionSets, ask
from tests.kb.evaluation.judged import CATALOGUE, answer, question


def sets(count: int) -> QuestionSets:
    questions = tuple(question(f"q{n}", initiatives={"masks": 1}) for n in range(count))
    one = QuestionSet(name="a", targets=("initiatives",), questions=questions)
    return QuestionSets(sets=(one,), catalogue=CATALOGUE)


def test_every_question_is_asked_once_in_order_and_progress_is_told() -> None:
    asked: list[str] = []
    told: list[tuple[str, int, int]] = []

    def system(texts: Sequence[str]) -> list[EvaluatedAnswer]:
        asked.extend(texts)
        return [answer("masks") for _ in texts]

    answered = ask(sets(40), system, progress=lambda *step: told.append(step))
    assert asked == [f"question q{n}" for n in range(40)]
    assert list(answered) == [f"q{n}" for n in range(40)]
    assert told == [("answering questions", 32, 40), ("answering questions", 40, 40)]


def ranked(*pairs: tuple[str, float], confidence: float = 0.5) -> EvaluatedAnswer:
    return EvaluatedAnswer(initiatives=pairs, organisations=(), confidence=confidence, is_close=True)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "1 questions got 0 answers"),
        ([ranked(("masks", 1.0), ("masks", 0.5))], "ranked twice for q0"),
        ([ranked(("masks", 0.5), ("gel", 1.0))], "rise"),
        ([ranked(("masks", 1.0), ("gel", float("nan")))], "rise"),
        ([ranked(("masks", 1.0), confidence=float("nan"))], "confidence for q0 is nan"),
    ],
)
def test_a_system_that_breaks_the_contract(given: list[EvaluatedAnswer], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ask(sets(1), lambda _: given)


def test_equal_scores_are_allowed() -> None:
    assert ask(sets(1), lambda _: [ranked(("masks", 1.0), ("gel", 1.0))])["q0"].is_close
