"""One question after another: what was found, what was wanted, what is wrong."""

from collections.abc import Mapping

from kb.evaluation.answers import EvaluatedAnswer
from kb.evaluation.catalogue import Catalogue
from kb.evaluation.checking import FIRST, INITIATIVE
from kb.evaluation.measures import MAIN
from kb.evaluation.questions import Question, QuestionSet, Target
from kb.evaluation.result import Found, QuestionResult, Ranked, Wanted

SHOWN = 10
WEAK = 0.5
"""An nDCG@10 below this is a failure to look at."""


def question_result(
    one: QuestionSet,
    question: Question,
    answer: EvaluatedAnswer,
    measures: Mapping[str, float],
    catalogue: Catalogue,
) -> QuestionResult:
    """The record of one question of set `one`; its `measures` are taken already."""
    # An unanswerable question shows the initiatives it was answered with.
    targets: tuple[Target, ...] = one.targets or ("initiatives",)
    return QuestionResult(
        id=question.id,
        set_name=one.name,
        text=question.text,
        language=question.language,
        kind=question.kind,
        half=question.half,
        answer=question.answer,
        measures=dict(measures),
        confidence=answer.confidence,
        is_close=answer.is_close,
        rankings=tuple(_ranked(target, question, answer, catalogue) for target in targets),
        failures=_failures(question, answer, measures),
    )


def _ranked(target: Target, question: Question, answer: EvaluatedAnswer, catalogue: Catalogue) -> Ranked:
    titles = catalogue.titles if target == "initiatives" else catalogue.names
    grades = question.grades(target)
    ranking = answer.ranking(target)
    ranks = {found_id: rank for rank, (found_id, _) in enumerate(ranking, start=1)}
    wanted = sorted(grades.items(), key=lambda graded: (-graded[1], ranks.get(graded[0], len(ranks) + 1)))
    return Ranked(
        target=target,
        found=tuple(
            Found(
                id=found_id, title=titles.get(found_id, found_id), score=score, grade=grades.get(found_id, 0)
            )
            for found_id, score in ranking[:SHOWN]
        ),
        wanted=tuple(
            Wanted(id=wanted_id, title=titles[wanted_id], grade=grade, rank=ranks.get(wanted_id))
            for wanted_id, grade in wanted
        ),
    )


def _failures(question: Question, answer: EvaluatedAnswer, measures: Mapping[str, float]) -> tuple[str, ...]:
    failures = []
    if measures.get(MAIN, 1.0) < WEAK:
        failures.append(f"{MAIN} is {measures[MAIN]:.2f}, below {WEAK:.2f}")
    if measures.get(FIRST, 1.0) < 1:
        failures.append("the right organisation is not first")
    if measures.get(INITIATIVE, 1.0) < 1:
        failures.append("the right initiative is not first")
    if question.is_answerable and not answer.is_close:
        failures.append("refused, though it has an answer")
    if not question.is_answerable and answer.is_close:
        failures.append("answered, though nothing fits")
    return tuple(failures)
