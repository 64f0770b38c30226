"""From ``projects.jsonl`` and ``projects.qrels`` to judged projects; all that is wrong is named at once."""

from collections import defaultdict
from pathlib import Path

from pydantic import ValidationError

from kb.evaluation.catalogue import Catalogue
from kb.evaluation.errors import Problems, QuestionsRefused
from kb.evaluation.lines import read_lines
from kb.evaluation.projects.judged import JudgedNeed, JudgedProject
from kb.evaluation.qrels_files import read_qrels

PROJECTS = "projects.jsonl"
QRELS = "projects.qrels"
_SHAPE = 'write {"_id": "p1", "text": "…", "needs": [{"_id": "p1.1", "quotes": ["words of the text"]}]}'


def read_projects(folder: Path, *, catalogue: Catalogue) -> tuple[JudgedProject, ...]:
    """The projects in `folder`, their judgments checked against `catalogue`.

    Raises:
        QuestionsRefused: Something in the files cannot be used; it names every problem.
    """
    problems = Problems()
    projects = _read(folder / PROJECTS, problems)
    grades = _grades(folder / QRELS, {need.id for p in projects for need in p.needs}, catalogue, problems)
    if not projects and not problems.found:
        problems.add(PROJECTS, None, "", "holds no project", _SHAPE)
    if problems.found:
        raise QuestionsRefused(folder, problems.found)
    return tuple(
        project.model_copy(
            update={
                "needs": tuple(
                    need.model_copy(update={"grades": grades.get(need.id, {})}) for need in project.needs
                )
            }
        )
        for project in projects
    )


def _read(path: Path, problems: Problems) -> list[JudgedProject]:
    projects: list[JudgedProject] = []
    places: dict[str, int] = {}
    for number, line in read_lines(path, PROJECTS, problems):
        try:
            project = JudgedProject.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"]))
            problems.add(PROJECTS, number, field, first["msg"], _SHAPE)
            continue
        for id_ in (project.id, *(need.id for need in project.needs)):
            if id_ in places:
                reason = f"{id_!r} stands in line {places[id_]} already"
                problems.add(PROJECTS, number, "_id", reason, "give another id")
            places.setdefault(id_, number)
        for need in project.needs:
            _check_quotes(project, need, number, problems)
        projects.append(project)
    return projects


def _check_quotes(project: JudgedProject, need: JudgedNeed, number: int, problems: Problems) -> None:
    for quote in need.quotes:
        if quote not in project.text:
            reason = f"{quote[:40]!r} is not in the text of {project.id}"
            problems.add(PROJECTS, number, f"{need.id} quotes", reason, "quote the text word for word")


def _grades(
    path: Path, need_ids: set[str], catalogue: Catalogue, problems: Problems
) -> dict[str, dict[str, int]]:
    """Need id → organisation id → grade."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for judgment in read_qrels(path, QRELS, problems):
        if judgment.question_id not in need_ids:
            reason = f"no project has a need {judgment.question_id!r}"
            problems.add(QRELS, judgment.line, "need", reason, f"write the _id of a need of {PROJECTS}")
        elif judgment.record_id not in catalogue.names:
            reason = f"there is no organisation {judgment.record_id!r}"
            problems.add(QRELS, judgment.line, "id", reason, "write the id of an organisation, or import it")
        elif judgment.grade:
            grades[judgment.question_id][judgment.record_id] = judgment.grade
    return grades
