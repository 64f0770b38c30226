"""The command line: outputs, exit codes, one line for every error."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kb.knowledge_base
from indexer import Engine
from kb.knowledge_base import KnowledgeBase
from kb.model import Initiative
from kb.store import Store
from tests.fake_encoder import FakeEncoder
from tests.web.conftest import filled
from tests.web.records import MASKS, NEED
from web.command_line import compendium
from web.settings import SETTINGS

COMMANDS = ("sample", "import", "export", "reindex", "status", "search", "experts", "serve")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    filled(folder).store.close()
    return folder


@pytest.fixture(autouse=True)
def over_the_fake_encoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever opens a knowledge base gets a real one over the fake encoder."""
    opened: list[KnowledgeBase] = []

    def open_it(data: Path, **_options: object) -> KnowledgeBase:
        data.mkdir(parents=True, exist_ok=True)
        made = KnowledgeBase(Store.open(data / "compendium.sqlite"), Engine(data / "index", FakeEncoder))
        opened.append(made)
        return made

    monkeypatch.setattr(kb.knowledge_base, "open_knowledge_base", open_it)
    yield
    for made in opened:
        made.store.close()


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(compendium, [str(argument) for argument in arguments])


def test_help_names_every_command_and_every_setting() -> None:
    shown = run("--help")
    assert shown.exit_code == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name} +\S", shown.output, re.MULTILINE), name
    helps = shown.output + run("serve", "--help").output
    for row in SETTINGS:
        assert f"--{row.name.replace('_', '-')}" in helps
        assert row.variable in helps


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_takes_the_data_folder(command: str) -> None:
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert "--data DIR" in shown.output


def test_search_prints_rank_title_who_and_evidence(data: Path) -> None:
    found = run("--data", data, "search", NEED, "--top", "1")
    assert found.exit_code == 0
    assert found.stderr == ""
    lines = found.stdout.splitlines()
    assert lines[0] == "  1. Sterilised masks for hospitals"
    assert lines[1] == "     CleanAir (lead, manufacturer), North University (clinical site)"
    assert lines[2].startswith("     ") and "sterilise used masks" in lines[2]
    assert lines[3] == f"     {MASKS}"
    assert len(lines) == 4


def test_the_data_folder_may_follow_the_command(data: Path) -> None:
    assert run("search", NEED, "--data", data).stdout == run("--data", data, "search", NEED).stdout


def test_search_in_json_is_the_whole_answer(data: Path) -> None:
    found = json.loads(run("--data", data, "search", NEED, "--json", "--top", "2").stdout)
    assert found["query"] == NEED
    assert [ranked["rank"] for ranked in found["initiatives"]] == [1, 2]
    assert found["initiatives"][0]["initiative"]["id"] == MASKS


def test_experts_prints_organisations_with_evidence(data: Path) -> None:
    lines = run("--data", data, "experts", NEED, "--top", "1").stdout.splitlines()
    assert lines[0] == "  1. CleanAir  SME, Mons, 1 initiative"
    assert lines[1] == "     lead, manufacturer: Sterilised masks for hospitals"
    assert lines[-1] == "     clean-air"


def test_experts_reads_a_file_and_standard_input(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "project.txt"
    file.write_text("\ufeff" + NEED, encoding="utf-8")
    from_file = run("--data", data, "experts", f"@{file}", "--json")
    assert json.loads(from_file.stdout)["query"] == NEED
    piped = CliRunner().invoke(compendium, ["--data", str(data), "experts", "@-", "--json"], input=NEED)
    assert json.loads(piped.stdout)["query"] == NEED


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["search", ""], 1, "The question is empty."),
        (["search", "?"], 1, "no word in it"),
        (["search", "x" * 100_000], 1, "at most 20,000"),
        (["experts", "@/nowhere/at/all"], 1, "Cannot read /nowhere/at/all: No such file or directory."),
        (["search"], 2, "Give a TEXT in quotes"),
        (["search", "x y", "--queries", "q.jsonl"], 2, "--queries and --run go together"),
        (["search", "x y", "--queries", "q", "--run", "r"], 2, "leave TEXT and --json out"),
        (["search", "x y", "--top", "0"], 2, "not in the range"),
        (["experts", "--run", "r"], 2, "--queries and --run go together"),
        (["serve", "--port", "http"], 2, "--port cannot be 'http'"),
        (["unknown"], 2, "No such command"),
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


def test_status_for_people_and_for_programs(data: Path) -> None:
    shown = run("--data", data, "status")
    assert shown.exit_code == 0
    assert "3 initiatives, 4 organisations, 1 person, 2 themes, 7 participations" in shown.stdout
    assert "Index: up to date" in shown.stdout
    assert "model fake" in shown.stdout
    found = json.loads(run("--data", data, "status", "--json").stdout)
    assert found["counts"]["initiative"] == 3
    assert found["is_current"] is True


def test_status_of_an_empty_folder_names_the_next_command(tmp_path: Path) -> None:
    shown = run("--data", tmp_path / "new", "status")
    assert shown.exit_code == 0
    assert "0 initiatives" in shown.stdout
    assert "compendium reindex" in shown.stdout


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


def test_an_import_reports_what_it_did_and_importing_twice_changes_nothing(
    data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "more.jsonl"
    file.write_text(
        json.dumps({"id": "visor", "title": "Visors", "description": "Printed visors."}) + "\n",
        encoding="utf-8",
    )
    trial = run("--data", data, "import", file, "--dry-run")
    assert trial.exit_code == 0, trial.output
    assert "Would be added: 1 initiative" in trial.stdout
    first = run("--data", data, "import", file)
    assert "Added: 1 initiative" in first.stdout
    assert "Nothing changed." in run("--data", data, "import", file).stdout


def test_bad_rows_come_as_a_table_with_row_field_reason_and_hint(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    rows = (
        {"id": "a", "title": "A", "description": "Fine."},
        {"id": "b", "title": "B", "description": "A month that is none.", "start": "2020-13"},
        {"id": "c", "title": "C", "description": "Dates.", "start": "2021-05", "end": "2020-01"},
    )
    file.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    failed = run("--data", data, "import", file)
    assert failed.exit_code == 1
    table = failed.stdout.splitlines()
    assert table[0].split() == ["row", "field", "reason", "hint"]
    assert {line.split()[0] for line in table[1:]} == {"2", "3"}
    assert len([line for line in failed.stderr.splitlines() if line.startswith("Error: ")]) == 1
    assert "3 initiatives" in run("--data", data, "status").stdout


def test_export_writes_what_import_reads(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    done = run("--data", data, "export", file, "--kind", "initiative")
    assert done.exit_code == 0, done.output
    assert "Exported 3 initiatives" in done.stderr
    assert {json.loads(line)["id"] for line in file.read_text(encoding="utf-8").splitlines()} >= {MASKS}
    again = run("--data", data, "import", file)
    assert "Nothing changed." in again.stdout, again.output


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


def program(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from web.command_line import main; main()", *arguments]


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


def read_until(process: "subprocess.Popen[str]", pattern: str, seconds: float = 30) -> str:
    assert process.stderr is not None
    deadline = time.monotonic() + seconds
    seen = ""
    while time.monotonic() < deadline:
        line = process.stderr.readline()
        seen += line
        if re.search(pattern, line):
            return line
        if not line and process.poll() is not None:
            break
    raise AssertionError(f"no {pattern!r} in {seen!r}")


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_serve_answers_and_stops_on_signals(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    environment = {**os.environ, "COMPENDIUM_CACHE": str(tmp_path / "cache"), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        program("--data", str(tmp_path / "data"), "serve", "--port", "0", "--host", "127.0.0.1"),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        line = read_until(process, "Listening on")
        address = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert address is not None
        with urllib.request.urlopen(f"{address.group()}/healthz", timeout=10) as response:
            assert json.load(response) == {"ok": True}
        process.send_signal(sent)
        _, rest = process.communicate(timeout=20)
        assert process.returncode == code
        assert "Traceback" not in rest
        assert ("Stopped." in rest) is (sent == signal.SIGINT)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        failed = subprocess.run(
            program("--data", str(tmp_path), "--cache", str(tmp_path), "serve", "--port", port),
            capture_output=True,
            text=True,
            check=False,
        )
    assert failed.returncode == 1
    assert len(failed.stderr.splitlines()) == 1
    assert f"Cannot listen on 127.0.0.1 port {port}: Address already in use." in failed.stderr
