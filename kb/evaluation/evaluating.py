"""From questions and answers to all the figures."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from indexer import Progress
from kb.errors import KnowledgeBaseError
from kb.evaluation.abstention import measure_abstention
from kb.evaluation.agreement import measure_agreement
from kb.evaluation.answers import Answers, EvaluatedAnswer, ask
from kb.evaluation.catalogue import Catalogue
from kb.evaluation.checking import check_answer
from kb.evaluation.exposure import measure_exposure
from kb.evaluation.intervals import mean_figure
from kb.evaluation.measures import measure_rankings
from kb.evaluation.question_results import question_result
from kb.evaluation.questions import Halves, Question, QuestionSet, QuestionSets, Target
from kb.evaluation.result import Evaluation, Figures, RankingsOfSet, SetResult

REFUSED = "refused"
RECOGNISED = "recognised"

_Answered = Mapping[str, EvaluatedAnswer]
_Values = dict[str, dict[str, float]]
"""Question id → measure → value."""


def evaluate(
    questions: QuestionSets, answers: Answers, *, half: Halves = "report", progress: Progress | None = None
) -> Evaluation:
    """Ask the questions of `half` and judge the answers.

    Raises:
        KnowledgeBaseError: There is no question in this half.
        ValueError: `answers` broke its contract (see `ask`).
    """
    chosen = questions.of_half(half)
    if not chosen.sets:
        raise KnowledgeBaseError(
            f"None of the judged questions is in the {half} half; evaluate the other half, or all."
        )
    return judge(chosen, ask(chosen, answers, progress=progress), half=half)


def judge(questions: QuestionSets, answered: _Answered, *, half: Halves = "all") -> Evaluation:
    """The figures of answers that were given already (question id → answer), over `half`."""
    chosen = questions.of_half(half)
    values = {one.name: _values(one, answered, chosen.catalogue) for one in chosen.sets}
    asked = [(question, answered[question.id]) for one in chosen.sets for question in one.questions]
    return Evaluation(
        half=half,
        question_count=len(asked),
        sets=tuple(_set_result(one, values[one.name], answered, chosen.catalogue) for one in chosen.sets),
        abstention=measure_abstention(asked),
        questions=tuple(
            question_result(one, q, answered[q.id], values[one.name][q.id], chosen.catalogue)
            for one in chosen.sets
            for q in one.questions
        ),
        runs=tuple(_run(one, target, answered) for one in chosen.sets for target in _run_targets(one)),
    )


def _values(one: QuestionSet, answered: _Answered, catalogue: Catalogue) -> _Values:
    if not one.targets:
        return {q.id: {RECOGNISED: float(not answered[q.id].is_close)} for q in one.questions}
    if one.is_checkable:
        values = {q.id: check_answer(q, answered[q.id], catalogue) for q in one.questions}
    else:
        [target] = one.targets
        grades = {question.id: question.grades(target) for question in one.questions}
        values = measure_rankings(target, grades, _ids(one, target, answered))
    return {key: measured | {REFUSED: float(not answered[key].is_close)} for key, measured in values.items()}


def _set_result(one: QuestionSet, values: _Values, answered: _Answered, catalogue: Catalogue) -> SetResult:
    rankings = _ids(one, one.targets[0] if one.targets else "initiatives", answered)
    is_about_organisations = one.targets == ("organisations",)
    counts = catalogue.initiative_counts() if is_about_organisations else {}
    return SetResult(
        name=one.name,
        targets=one.targets,
        figures=_figures(one.questions, values),
        by_language=_breakdown(one.questions, values, lambda question: question.language),
        by_kind=_breakdown(one.questions, values, lambda question: question.kind),
        agreement=measure_agreement(one.questions, rankings),
        exposure=measure_exposure(one.questions, rankings, counts) if is_about_organisations else (),
    )


def _figures(questions: Sequence[Question], values: _Values) -> Figures:
    groups = [question.need or question.id for question in questions]
    measures = values[questions[0].id]
    return {
        measure: mean_figure([values[question.id][measure] for question in questions], groups=groups)
        for measure in measures
    }


def _breakdown(
    questions: Sequence[Question], values: _Values, key: Callable[[Question], str]
) -> dict[str, Figures]:
    groups = defaultdict[str, list[Question]](list)
    for question in questions:
        groups[key(question)].append(question)
    return {name: _figures(group, values) for name, group in sorted(groups.items())}


def _ids(one: QuestionSet, target: Target, answered: _Answered) -> dict[str, list[str]]:
    return {q.id: [found_id for found_id, _ in answered[q.id].ranking(target)] for q in one.questions}


def _run_targets(one: QuestionSet) -> tuple[Target, ...]:
    return one.targets or ("initiatives",)


def _run(one: QuestionSet, target: Target, answered: _Answered) -> RankingsOfSet:
    return RankingsOfSet(
        set_name=one.name,
        target=target,
        rankings={question.id: answered[question.id].ranking(target) for question in one.questions},
        grades={
            question.id: question.grades(target) for question in one.questions if question.grades(target)
        },
    )
