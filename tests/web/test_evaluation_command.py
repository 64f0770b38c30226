"""The evaluation on the command line, over a tiny folder of questions."""

import json
from pathlib import Path
from typing import get_args

import pytest

from kb.evaluation import Halves
from tests.web.invoking import run
from tests.web.records import MASKS, RNA
from web.evaluation_command import HALVES

pytestmark = pytest.mark.usefixtures("opened")


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Two questions: one whose best words are those of the right initiative, one judged to want another."""
    folder = tmp_path / "questions"
    folder.mkdir()
    rows = (
        {"_id": "q1", "text": "sterilised masks for hospitals", "half": "report"},
        {"_id": "q2", "text": "messenger RNA platform", "half": "develop"},
    )
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "initiatives.queries.jsonl").write_text(lines, encoding="utf-8")
    (folder / "initiatives.qrels").write_text(f"q1 0 {MASKS} 3\nq2 0 {RNA} 2\n", encoding="utf-8")
    return folder


def test_the_report_half_is_shown_as_tables(data: Path, questions: Path) -> None:
    shown = run("--data", data, "evaluate", "--questions", questions)
    assert shown.exit_code == 0, shown.output
    lines = shown.stdout.splitlines()
    assert lines[:3] == ["1 question, half: report", "", "initiatives"]
    assert lines[3].split() == ["questions", "nDCG@10", "recall@50", "MRR@10", "refused"]
    assert lines[4].split()[:3] == ["all", "1", "1.000"]
    assert "answering questions: 1/1" in shown.stderr


@pytest.mark.parametrize(("half", "asked"), [("develop", ["q2"]), ("report", ["q1"]), ("all", ["q1", "q2"])])
def test_json_holds_the_questions_of_the_half(
    data: Path, questions: Path, half: str, asked: list[str]
) -> None:
    shown = run("--data", data, "evaluate", "--questions", questions, "--half", half, "--json")
    found = json.loads(shown.stdout)
    assert found["half"] == half
    assert found["question_count"] == len(asked)
    assert [question["id"] for question in found["questions"]] == asked
    [figures] = [one["figures"] for one in found["sets"]]
    assert figures["nDCG@10"]["value"] == figures["MRR@10"]["value"] == 1.0
    assert figures["nDCG@10"]["count"] == len(asked)


def test_the_page_and_the_runs_are_written(data: Path, questions: Path, tmp_path: Path) -> None:
    page, runs = tmp_path / "report.html", tmp_path / "new" / "runs"
    done = run("--data", data, "evaluate", "--questions", questions, "--html", page, "--runs", runs)
    assert done.exit_code == 0, done.output
    assert f"Report page: {page}" in done.stderr
    assert f"Runs and judgments: 2 files in {runs}" in done.stderr
    assert "sterilised masks for hospitals" in page.read_text(encoding="utf-8")
    rows = [line.split() for line in (runs / "initiatives.initiatives.run").read_text().splitlines()]
    assert rows[0][:4] == ["q1", "Q0", MASKS, "1"]
    assert (runs / "initiatives.initiatives.qrels").read_text() == f"q1 0 {MASKS} 3\n"


def test_a_page_that_cannot_be_written_loses_no_figures(data: Path, questions: Path, tmp_path: Path) -> None:
    failed = run("--data", data, "evaluate", "--questions", questions, "--html", tmp_path)
    assert failed.exit_code == 1
    assert "nDCG@10" in failed.stdout
    assert len([line for line in failed.stderr.splitlines() if line.startswith("Error: ")]) == 1


def test_without_a_folder_of_questions_it_says_what_to_give(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    failed = run("--data", data, "evaluate")
    assert failed.exit_code == 2
    assert "There is no folder tests/relevance here" in failed.stderr
    assert "--questions DIR" in failed.stderr


def test_the_questions_of_the_project_are_the_default(
    data: Path, questions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tests").mkdir()
    questions.rename(tmp_path / "tests" / "relevance")
    monkeypatch.chdir(tmp_path)
    assert run("--data", data, "evaluate").stdout.startswith("1 question, half: report")


def test_a_bad_judgment_is_named_and_nothing_is_asked(data: Path, questions: Path) -> None:
    (questions / "initiatives.qrels").write_text("q1 0 no-such-initiative 3\n", encoding="utf-8")
    failed = run("--data", data, "evaluate", "--questions", questions)
    assert failed.exit_code == 1
    assert failed.stdout == ""
    assert "initiatives.qrels, line 1, id: 'no-such-initiative' is not among the initiatives" in failed.stderr


def test_the_halves_are_those_of_the_evaluation() -> None:
    assert get_args(Halves) == HALVES


@pytest.fixture
def projects(tmp_path: Path) -> Path:
    """Two projects of one line each, which are one need as a whole; one is judged to want another maker."""
    folder = tmp_path / "projects"
    folder.mkdir()
    texts = {"p1": ("sterilise used masks", "report"), "p2": ("messenger RNA for vaccines", "develop")}
    rows = (
        {"_id": id_, "text": text, "half": half, "needs": [{"_id": f"{id_}.1", "quotes": [text]}]}
        for id_, (text, half) in texts.items()
    )
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "projects.jsonl").write_text(lines, encoding="utf-8")
    (folder / "projects.qrels").write_text("p1.1 0 clean-air 3\np2.1 0 bad/name 2\n", encoding="utf-8")
    return folder


def test_projects_are_shown_as_tables(data: Path, projects: Path) -> None:
    shown = run("--data", data, "evaluate", "--projects", projects)
    assert shown.exit_code == 0, shown.output
    lines = shown.stdout.splitlines()
    assert lines[:3] == ["1 project, half: report", "", "projects"]
    rows = {" ".join(words[:-3]): words[-3:] for words in map(str.split, lines[4:12])}
    assert rows["stated needs found"][:2] == ["1", "1.000"]
    assert rows["spurious needs for each text"][:2] == ["1", "0.000"]
    assert rows["right organisation first"][:2] == ["1", "1.000"]
    assert "asking about projects: 1/1" in shown.stderr.casefold()


def test_projects_as_json(data: Path, projects: Path) -> None:
    shown = run("--data", data, "evaluate", "--projects", projects, "--half", "all", "--json")
    found = json.loads(shown.stdout)
    assert (found["half"], found["found"]["count"], found["found"]["value"]) == ("all", 2, 1.0)
    assert found["right_first"]["value"] == 0.5
    assert [project["id"] for project in found["projects"]] == ["p1", "p2"]
    assert found["projects"][1]["needs"][0]["first"][0] == "north-virology"


@pytest.mark.parametrize("option", ["--questions", "--html", "--runs"])
def test_projects_go_with_half_and_json_only(data: Path, projects: Path, option: str) -> None:
    failed = run("--data", data, "evaluate", "--projects", projects, option, projects)
    assert failed.exit_code == 2
    assert "--projects goes with --half and --json only." in failed.stderr


def test_a_bad_judgment_of_a_project_is_named(data: Path, projects: Path) -> None:
    (projects / "projects.qrels").write_text("p1.1 0 nobody 3\n", encoding="utf-8")
    failed = run("--data", data, "evaluate", "--projects", projects)
    assert (failed.exit_code, failed.stdout) == (1, "")
    assert "projects.qrels, line 1, id: there is no organisation 'nobody'; write the id" in failed.stderr


def test_projects_of_an_empty_half_are_refused(data: Path, projects: Path) -> None:
    text = (projects / "projects.jsonl").read_text(encoding="utf-8").replace("develop", "report")
    (projects / "projects.jsonl").write_text(text, encoding="utf-8")
    failed = run("--data", data, "evaluate", "--projects", projects, "--half", "develop")
    assert failed.exit_code == 1
    assert "None of the judged projects is in the develop half" in failed.stderr
