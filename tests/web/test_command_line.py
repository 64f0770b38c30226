"""The command line: outputs, exit codes, one line for every error."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kb.knowledge_base import KnowledgeBase
from kb.store import Store
from tests.web.invoking import run
from tests.web.records import NEED
from web.settings import SETTINGS

pytestmark = pytest.mark.usefixtures("opened")
COMMANDS = (
    "sample",
    "import",
    "export",
    "reindex",
    "status",
    "search",
    "experts",
    "needs",
    "evaluate",
    "serve",
)


def test_help_names_every_command_and_every_setting() -> None:
    shown = run("--help")
    assert shown.exit_code == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name} +\S", shown.output, re.MULTILINE), name
    helps = shown.output + run("serve", "--help").output
    for row in SETTINGS:
        assert row.is_secret is not (f"--{row.name.replace('_', '-')}" in helps)
        assert row.variable in helps


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_takes_the_data_folder(command: str) -> None:
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert "--data DIR" in shown.output


@pytest.mark.parametrize("command", COMMANDS)
def test_examples_stand_on_lines_of_their_own(command: str) -> None:
    shown = run(command, "--help").output
    assert "\\b" not in shown
    assert [line for line in shown.splitlines() if line.count("compendium " + command) > 1] == []
    if command in ("search", "experts", "evaluate"):
        assert re.search(rf"^ +compendium {command}.*$", shown, re.MULTILINE)


def test_the_data_folder_may_follow_the_command(data: Path) -> None:
    assert run("search", NEED, "--data", data).stdout == run("--data", data, "search", NEED).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["search", ""], 1, "The question is empty."),
        (["search", "?"], 1, "no word in it"),
        (["search", "x" * 100_000], 1, "at most 20,000"),
        (
            ["experts", "@/nowhere/at/all"],
            1,
            "/nowhere/at/all: No such file or directory; give @ with",
        ),
        (["search"], 2, "Give a TEXT, or"),
        (["search", "@/nowhere/at/all"], 1, "/nowhere/at/all: No such file or directory; give @ with"),
        (["search", "x y", "--queries", "q.jsonl"], 2, "--queries and --run go together"),
        (["search", "x y", "--queries", "q", "--run", "r"], 2, "leave TEXT and --json out"),
        (["search", "x y", "--top", "0"], 2, "not in the range"),
        (["experts", "--run", "r"], 2, "--queries and --run go together"),
        (["serve", "--port", "http"], 2, "--port cannot be 'http'"),
        (["unknown"], 2, "No such command"),
        (["import", "x.csv", "--kind", "thing"], 2, "There is no kind of record 'thing'; write initiative,"),
        (["import", "/nowhere.csv"], 1, "nowhere.csv cannot be read: No such file or directory."),
    ],
)
def test_errors_are_one_line_on_stderr(data: Path, arguments: list[str], code: int, message: str) -> None:
    failed = run("--data", data, *arguments)
    assert failed.exit_code == code
    assert failed.stdout == ""
    said = [line for line in failed.stderr.splitlines() if line.startswith("Error: ")]
    assert len(said) == 1
    assert message in said[0]
    assert "Traceback" not in failed.stderr
    if code == 1:
        assert failed.stderr.splitlines() == said


def test_a_bad_setting_in_the_environment_is_wrong_use(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.setenv("COMPENDIUM_RUNTIME", "abacus")
    failed = run("--data", data, "status")
    assert failed.exit_code == 2
    assert "COMPENDIUM_RUNTIME cannot be 'abacus'" in failed.stderr


def test_ctrl_c_ends_with_130_and_one_line(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(KnowledgeBase, "reindex", interrupt)
    stopped = run("--data", data, "reindex")
    assert stopped.exit_code == 130
    assert stopped.stderr == "Stopped.\n"


def test_a_fault_is_one_line_too(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr(KnowledgeBase, "status", fail)
    failed = run("--data", data, "status")
    assert failed.exit_code == 1
    assert failed.stderr.startswith("Error: ZeroDivisionError: two lines.")
    assert len(failed.stderr.splitlines()) == 1


def test_help_is_quick_to_import_and_search_needs_no_flask() -> None:
    code = (
        "import sys; from web.command_line import compendium; import kb.knowledge_base; "
        "import web.terminal; print(sorted({'flask', 'torch', 'waitress'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
    light = "import sys, web.command_line; print(sorted({'kb', 'rich', 'pydantic'} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", light], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_options_reach_the_model(opened: list[dict[str, Any]], tmp_path: Path) -> None:
    Store.open(tmp_path / "data" / "compendium.sqlite").close()
    given = ("--model", "some/model", "--runtime", "sentence-transformers", "--cache", tmp_path / "cache")
    reranker = ("--reranker", "some/reranker")
    assert run("--data", tmp_path / "data", *given, *reranker, "status").exit_code == 0
    assert opened == [
        {
            "data": tmp_path / "data",
            "model": "some/model",
            "runtime": "sentence-transformers",
            "cache": tmp_path / "cache",
            "reranker": "some/reranker",
            "progress": None,
        }
    ]


def test_the_environment_reaches_the_model_and_options_win(
    opened: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Store.open(tmp_path / "data" / "compendium.sqlite").close()
    monkeypatch.setenv("COMPENDIUM_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COMPENDIUM_MODEL", "some/model")
    monkeypatch.setenv("COMPENDIUM_RUNTIME", "sentence-transformers")
    assert run("--model", "another/model", "status").exit_code == 0
    [options] = opened
    assert options["data"] == tmp_path / "data"
    assert (options["model"], options["runtime"]) == ("another/model", "sentence-transformers")
