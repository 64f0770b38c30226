"""Questions on the command line: one, or many from a file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb.model import Initiative
from kb.store import Store
from tests.web.conftest import filled
from tests.web.invoking import run
from tests.web.records import MASKS, NEED
from web.command_line import compendium

pytestmark = pytest.mark.usefixtures("opened")


def test_search_prints_rank_title_who_and_evidence(data: Path) -> None:
    found = run("--data", data, "search", NEED, "--top", "1")
    assert found.exit_code == 0
    assert found.stderr == ""
    lines = found.stdout.splitlines()
    assert lines[1:3] == ["", "  1. Sterilised masks for hospitals  [strong match]"]
    assert lines[3] == "     CleanAir (lead, manufacturer), North University (clinical site)"
    assert lines[4].startswith("     ") and "sterilise used masks" in lines[4]
    assert lines[5].startswith("     In the question and in the text: “sterilise”")
    assert lines[6] == f"     {MASKS}"
    assert len(lines) == 7


def test_search_in_json_is_the_whole_answer(data: Path) -> None:
    found = json.loads(run("--data", data, "search", NEED, "--json", "--top", "2").stdout)
    assert found["query"] == NEED
    assert [ranked["rank"] for ranked in found["initiatives"]] == [1, 2]
    assert found["initiatives"][0]["initiative"]["id"] == MASKS


def test_experts_prints_organisations_with_evidence(data: Path) -> None:
    lines = run("--data", data, "experts", NEED, "--top", "1").stdout.splitlines()
    assert lines[2] == "  1. CleanAir  SME, Mons, 1 initiative  [strong match]"
    assert lines[3] == "     lead, manufacturer: Sterilised masks for hospitals"
    assert lines[-1] == "     clean-air"


@pytest.mark.parametrize("command", ["search", "experts"])
def test_a_question_is_read_from_a_file_and_from_standard_input(
    command: str, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "project.txt"
    file.write_text("\ufeff" + NEED, encoding="utf-8")
    from_file = run("--data", data, command, f"@{file}", "--json")
    assert asked(from_file.stdout) == NEED
    piped = CliRunner().invoke(compendium, ["--data", str(data), command, "@-", "--json"], input=NEED)
    assert asked(piped.stdout) == NEED


def asked(answer: str) -> str:
    """The question that an answer in JSON repeats; experts answer it as the only need of a project."""
    found = json.loads(answer)
    return str(found["query"] if "query" in found else found["project"]["needs"][0]["text"])


@pytest.mark.parametrize("command", ["search", "experts"])
def test_words_without_quotes_are_one_question(command: str, data: Path) -> None:
    found = run("--data", data, command, *NEED.split(), "--json", "--top", "2").stdout
    assert asked(found) == " ".join(NEED.split())


def test_without_an_index_search_says_which_command_builds_it(tmp_path: Path) -> None:
    filled(tmp_path, reindex=False).store.close()
    failed = run("--data", tmp_path, "search", NEED)
    assert failed.exit_code == 1
    assert "compendium reindex" in failed.stderr
    assert len(failed.stderr.splitlines()) == 1


def test_an_old_index_answers_with_a_warning(data: Path) -> None:
    with Store.open(data / "compendium.sqlite") as store, store.writing() as writing:
        writing.put(Initiative(id="new", title="New one", description="Something new."))
    found = run("--data", data, "search", NEED, "--top", "1")
    assert found.exit_code == 0
    assert "Sterilised masks" in found.stdout
    assert found.stderr == "The index is older than the data: `compendium reindex` brings it up to date.\n"
    rebuilt = run("--data", data, "reindex")
    assert rebuilt.exit_code == 0
    assert "Indexed 4 initiatives" in rebuilt.stdout
    assert "Added 1, changed 0, removed 0, unchanged 3." in rebuilt.stdout
    assert run("--data", data, "search", NEED).stderr == ""


def test_many_queries_become_a_run(data: Path, tmp_path: Path) -> None:
    queries, out = tmp_path / "q.jsonl", tmp_path / "out.trec"
    queries.write_text(
        '{"_id": "q1", "text": "sterilise masks"}\n{"_id": "q2", "text": "messenger RNA"}\n', encoding="utf-8"
    )
    done = run("--data", data, "search", "--queries", queries, "--run", out, "--top", "2")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "Answered 2 queries in 4 lines" in done.stderr
    rows = [line.split() for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("q1", "Q0", "1"),
        ("q1", "Q0", "2"),
        ("q2", "Q0", "1"),
        ("q2", "Q0", "2"),
    ]
    assert rows[0][2] == MASKS and rows[2][2] == "rna/platform"
    assert float(rows[0][4]) >= float(rows[1][4])
    actors = run("--data", data, "experts", "--queries", queries, "--run", out)
    assert actors.exit_code == 0
    assert out.read_text(encoding="utf-8").split()[2] == "clean-air"
