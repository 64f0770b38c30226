"""From a folder of judged questions to question sets; all that is wrong is named at once."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from kb.evaluation.catalogue import Catalogue
from kb.evaluation.errors import Problems, QuestionsRefused
from kb.evaluation.qrels_files import Judgment, read_qrels
from kb.evaluation.query_files import read_queries
from kb.evaluation.question_folder import SetFiles, find_sets
from kb.evaluation.questions import TARGETS, UNANSWERABLE, Question, QuestionSet, QuestionSets, Target

_Grades = dict[Target, dict[str, dict[str, int]]]
"""Target → question id → record id → grade."""


def read_question_sets(folder: Path, *, catalogue: Catalogue) -> QuestionSets:
    """The sets in `folder`, their judgments checked against `catalogue`.

    Raises:
        QuestionsRefused: Something in the files cannot be used; it names every problem.
    """
    problems = Problems()
    if not catalogue.titles:
        problems.add("", None, "", "the data folder holds no initiative", "import data, then evaluate")
        raise QuestionsRefused(folder, problems.found)
    places: dict[str, str] = {}
    sets = [_read_set(files, folder, catalogue, places, problems) for files in find_sets(folder, problems)]
    if problems.found:
        raise QuestionsRefused(folder, problems.found)
    return QuestionSets(sets=tuple(sets), catalogue=catalogue)


def _read_set(
    files: SetFiles, folder: Path, catalogue: Catalogue, places: dict[str, str], problems: Problems
) -> QuestionSet:
    name = files.queries.name
    questions = read_queries(files.queries, name, problems)
    if not questions:
        problems.add(name, None, "", "holds no question", 'write one {"_id", "text"} on each line')
    _check_duplicates(questions, name, places, problems)
    ids = {question.id for question in questions.values()}
    grades: _Grades = {}
    for target, path in _qrels(files, catalogue, folder, problems):
        judgments = read_qrels(path, _name(path, folder), problems)
        grades[target] = _grades(judgments, target, ids, catalogue, problems)
    _check_judged(questions, files, grades, problems)
    judged = (_with_grades(question, grades) for question in questions.values())
    return QuestionSet(name=files.name, targets=tuple(grades), questions=tuple(judged))


def _qrels(
    files: SetFiles, catalogue: Catalogue, folder: Path, problems: Problems
) -> Iterable[tuple[Target, Path]]:
    """Each judgment file of the set with its target, which a plain file shows by its ids."""
    if files.qrels is None:
        return files.qrels_by_target.items()
    if files.qrels_by_target:
        remedy = "keep one file for all, or one for initiatives and one for organisations"
        problems.add(_name(files.qrels, folder), None, "", "the set is judged in other files too", remedy)
    ids = {judgment.record_id for judgment in read_qrels(files.qrels, "", Problems())}
    is_organisations = len(ids & catalogue.names.keys()) > len(ids & catalogue.titles.keys())
    return [("organisations" if is_organisations else "initiatives", files.qrels)]


def _grades(
    judgments: Iterable[Judgment],
    target: Target,
    question_ids: Collection[str],
    catalogue: Catalogue,
    problems: Problems,
) -> dict[str, dict[str, int]]:
    """Question id → id → grade, without grade 0; unknown ids are problems."""
    known = catalogue.titles if target == "initiatives" else catalogue.names
    grades: dict[str, dict[str, int]] = {}
    for one in judgments:
        if one.question_id not in question_ids:
            reason, remedy = f"no question has the id {one.question_id!r}", "mend the id or add the question"
            problems.add(one.file, one.line, "question", reason, remedy)
        elif one.record_id not in known:
            reason = f"{one.record_id!r} is not among the {target} of the data folder"
            problems.add(
                one.file, one.line, "id", reason, "mend the id, import the record, or remove the line"
            )
        elif one.grade:
            grades.setdefault(one.question_id, {})[one.record_id] = one.grade
    return grades


def _check_duplicates(
    questions: Mapping[int, Question], name: str, places: dict[str, str], problems: Problems
) -> None:
    """`places` remembers the ids of all sets: runs and judgments are kept by id alone."""
    for number, question in questions.items():
        if question.id in places:
            reason = f"{question.id!r} is the id of {places[question.id]} too"
            problems.add(name, number, "_id", reason, "give each question an id of its own")
        else:
            places[question.id] = f"{name}, line {number}"


def _check_judged(
    questions: Mapping[int, Question], files: SetFiles, grades: _Grades, problems: Problems
) -> None:
    name = files.queries.name
    if files.name == UNANSWERABLE:
        if grades:
            remedy = "rename the set, or remove its qrels: its questions have no answer"
            problems.add(name, None, "", "unanswerable questions are judged", remedy)
    elif not grades:
        remedy = f"write {files.name}.qrels, or name the set {UNANSWERABLE}.queries.jsonl"
        problems.add(name, None, "", "has no judgments", remedy)
    for target, by_question in grades.items():
        for number, question in questions.items():
            if question.id not in by_question:
                reason = f"{question.id!r} has no judgment of {target} with a grade of 1 or more"
                remedy = f"judge it, remove it, or move it to {UNANSWERABLE}.queries.jsonl"
                problems.add(name, number, "", reason, remedy)


def _with_grades(question: Question, grades: _Grades) -> Question:
    found: dict[str, dict[str, int]] = {
        target: grades.get(target, {}).get(question.id, {}) for target in TARGETS
    }
    return question.model_copy(update=found)


def _name(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder))
