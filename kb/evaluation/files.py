"""The evaluation as files: JSON, TREC runs and qrels, and the report page."""

from pathlib import Path

from kb.errors import KnowledgeBaseError
from kb.evaluation.page import page
from kb.evaluation.result import Evaluation, RankingsOfSet
from kb.runs import TAG
from kb.writing import replacing


def to_json(evaluation: Evaluation) -> str:
    """Figures with their breakdown and every question with its first ten, as indented JSON.

    Numbers are not rounded; ``low`` and ``high`` are the ends of the 95 % interval.
    """
    return evaluation.model_dump_json(indent=2)


def write_page(evaluation: Evaluation, path: Path) -> None:
    """Write the report page; KnowledgeBaseError where `path` cannot be written."""
    with replacing(path) as file:
        file.write(page(evaluation))


def write_runs(evaluation: Evaluation, folder: Path) -> tuple[Path, ...]:
    """Write ``<set>.<target>.run`` (six columns) and ``.qrels`` (four) for each set, for any TREC tool.

    Returns:
        The files, in the order of the sets. Unanswerable questions have a run only.

    Raises:
        KnowledgeBaseError: The folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnowledgeBaseError(f"Cannot make the folder {folder}: {error.strerror}.") from error
    written = []
    for one in evaluation.runs:
        written.append(_write(folder / f"{one.set_name}.{one.target}.run", _run_lines(one)))
        if one.grades:
            written.append(_write(folder / f"{one.set_name}.{one.target}.qrels", _qrels_lines(one)))
    return tuple(written)


def _write(path: Path, lines: list[str]) -> Path:
    with replacing(path) as file:
        file.writelines(lines)
    return path


def _run_lines(one: RankingsOfSet) -> list[str]:
    return [
        f"{question_id} Q0 {found_id} {rank} {score:.9f} {TAG}\n"
        for question_id, ranking in one.rankings.items()
        for rank, (found_id, score) in enumerate(ranking, start=1)
    ]


def _qrels_lines(one: RankingsOfSet) -> list[str]:
    return [
        f"{question_id} 0 {record_id} {grade}\n"
        for question_id, grades in one.grades.items()
        for record_id, grade in grades.items()
    ]
