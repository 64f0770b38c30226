"""Folders of judged projects: what is read, and every way in which they may be wrong."""

import json
from pathlib import Path

import pytest

from kb.evaluation import QuestionsRefused
from kb.evaluation.projects import read_projects
from tests.kb.evaluation.judged import CATALOGUE

ROW = {"_id": "p1", "text": "We seek a lab.", "needs": [{"_id": "p1.1", "quotes": ["a lab"]}]}


def write(folder: Path, *rows: object, qrels: str = "") -> None:
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "projects.jsonl").write_text(lines, encoding="utf-8")
    (folder / "projects.qrels").write_text(qrels, encoding="utf-8")


def refused(folder: Path) -> list[tuple[str, int | None, str, str]]:
    """File, line, field and reason of every problem."""
    with pytest.raises(QuestionsRefused) as caught:
        read_projects(folder, catalogue=CATALOGUE)
    assert "\n" not in str(caught.value)
    assert all(problem.remedy for problem in caught.value.problems)
    return [(problem.file, problem.line, problem.field, problem.reason) for problem in caught.value.problems]


def test_a_project_with_everything(tmp_path: Path) -> None:
    row = ROW | {"language": "en", "half": "develop", "author": "a", "manner": "letter"}
    write(tmp_path, row, qrels="p1.1 0 lab 3\np1.1 0 acme 2\np1.1 0 shop 1\np1.1 0 ministry 0\n")
    [project] = read_projects(tmp_path, catalogue=CATALOGUE)
    assert (project.id, project.language, project.half) == ("p1", "en", "develop")
    assert (project.author, project.manner) == ("a", "letter")
    [need] = project.needs
    assert (need.id, need.quotes) == ("p1.1", ("a lab",))
    assert need.grades == {"lab": 3, "acme": 2, "shop": 1}
    assert need.right == {"lab", "acme"}
    assert project.spans() == [[(8, 13)]]


def test_what_is_left_out_has_defaults(tmp_path: Path) -> None:
    write(tmp_path, ROW)
    [project] = read_projects(tmp_path, catalogue=CATALOGUE)
    assert (project.language, project.half) == ("", None)
    assert project.needs[0].right == frozenset()


def test_every_problem_is_named_at_once(tmp_path: Path) -> None:
    rows = (
        ROW,
        ROW | {"_id": "p2"},
        {"_id": "p3", "text": "x", "needs": [{"_id": "p3.1", "quotes": ["y" * 50]}]},
        {"_id": "p4", "text": "x", "needs": []},
        {"_id": "p5", "needs": [{"_id": "p5.1", "quotes": ["x"]}]},
        ROW | {"_id": "p6", "half": "third", "needs": [{"_id": "p6.1", "quotes": ["a lab"]}]},
        {"_id": "p7", "text": "x", "needs": [{"_id": "p7.1", "quotes": []}]},
        ["p8"],
    )
    qrels = "p1.1 0 lab 3\np1.1 0 lab 2\np9.1 0 lab 3\np1.1 0 nobody 2\np3.1 0 lab high\n"
    write(tmp_path, *rows, qrels=qrels)
    assert refused(tmp_path) == [
        ("projects.jsonl", 2, "_id", "'p1.1' stands in line 1 already"),
        ("projects.jsonl", 3, "p3.1 quotes", f"'{'y' * 40}' is not in the text of p3"),
        (
            "projects.jsonl",
            4,
            "needs",
            "Tuple should have at least 1 item after validation, not 0",
        ),
        ("projects.jsonl", 5, "text", "Field required"),
        ("projects.jsonl", 6, "half", "Input should be 'develop' or 'report'"),
        (
            "projects.jsonl",
            7,
            "needs.0.quotes",
            "Tuple should have at least 1 item after validation, not 0",
        ),
        ("projects.jsonl", 8, "", "Input should be an object"),
        ("projects.qrels", 2, "", "'lab' was judged for 'p1.1' in line 1 already"),
        ("projects.qrels", 5, "grade", "'high' is no grade"),
        ("projects.qrels", 3, "need", "no project has a need 'p9.1'"),
        ("projects.qrels", 4, "id", "there is no organisation 'nobody'"),
    ]


def test_a_line_that_is_no_json(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "projects.jsonl").write_text("{\n", encoding="utf-8")
    [(file, line, field, reason)] = refused(tmp_path)
    assert (file, line, field) == ("projects.jsonl", 1, "")
    assert reason.startswith("Invalid JSON")


def test_a_file_without_projects(tmp_path: Path) -> None:
    write(tmp_path)
    assert refused(tmp_path) == [("projects.jsonl", None, "", "holds no project")]


def test_files_that_are_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path) == [
        ("projects.jsonl", None, "", "cannot be read (No such file or directory)"),
        ("projects.qrels", None, "", "cannot be read (No such file or directory)"),
    ]
