"""Import, export, status: what is said, and what a second time changes."""

import json
from pathlib import Path

import pytest

from kb.kinds import KINDS, PLURALS
from kb.store import Store
from tests.web.invoking import run
from tests.web.records import MASKS

pytestmark = pytest.mark.usefixtures("opened")


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
    Store.open(tmp_path / "compendium.sqlite").close()
    shown = run("--data", tmp_path, "status")
    assert shown.exit_code == 0
    assert "0 initiatives" in shown.stdout
    assert "compendium reindex" in shown.stdout


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize(
    "words",
    [("status",), ("search", "masks"), ("experts", "masks"), ("export", "out.jsonl"), ("evaluate",)],
    ids=lambda words: words[0],
)
def test_a_command_that_only_reads_makes_no_data_folder(
    words: tuple[str, ...], there: bool, tmp_path: Path
) -> None:
    folder = tmp_path / "typo"
    if there:
        folder.mkdir()
    failed = run("--data", folder, *words)
    assert failed.exit_code == 1
    assert failed.stderr == (
        f"Error: There is no data {'in' if there else 'folder'} {folder}: "
        "run `compendium sample`, import into it, or name another.\n"
    )
    assert [*tmp_path.rglob("*")] == ([folder] if there else [])


@pytest.mark.parametrize("words", [("sample",), ("reindex",)], ids=lambda words: words[0])
def test_a_command_that_writes_makes_the_data_folder(words: tuple[str, ...], tmp_path: Path) -> None:
    assert run("--data", tmp_path / "new", *words).exit_code == 0
    assert (tmp_path / "new" / "compendium.sqlite").is_file()


def test_status_verifies_the_index_on_request(data: Path) -> None:
    whole = run("--data", data, "status", "--verify", "--json")
    assert (whole.exit_code, whole.stderr) == (0, "Every file of the index is as it was built.\n")
    assert json.loads(whole.stdout)["is_current"] is True
    [passages] = (data / "index" / "generations").glob("*/passages.jsonl")
    content = passages.read_bytes()
    passages.write_bytes(content.replace(b"mask", b"musk"))
    assert run("--data", data, "status").exit_code == 0
    damaged = run("--data", data, "status", "--verify")
    assert damaged.exit_code == 1
    assert "passages.jsonl was changed after it was built" in damaged.stderr
    assert "compendium reindex" in damaged.stderr


def test_status_verifies_no_index_where_there_is_none(tmp_path: Path) -> None:
    Store.open(tmp_path / "compendium.sqlite").close()
    missing = run("--data", tmp_path, "status", "--verify")
    assert missing.exit_code == 1
    assert missing.stderr == "Error: Nothing is indexed yet: run `compendium reindex`.\n"


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
    assert "writing" not in trial.stderr and "reindex" not in trial.stderr
    first = run("--data", data, "import", file)
    assert "Added: 1 initiative" in first.stdout
    assert first.stderr.endswith("Next: `compendium reindex`.\n")
    again = run("--data", data, "import", file)
    assert "Nothing changed." in again.stdout
    assert "reindex" not in again.stderr


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


def test_an_export_that_holds_one_kind_only_says_what_is_not_in_it(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.CSV"
    done = run("--data", data, "export", file)
    assert (done.exit_code, done.stderr) == (
        0,
        f"Exported 3 initiatives: {file}\n"
        "Not in it: 2 themes, 4 organisations, 1 person. A .CSV file holds one kind of record: choose with "
        "--kind, or export all to .jsonl, .json or .xlsx.\n",
    )
    whole = run("--data", data, "export", tmp_path / "all.json")
    assert whole.stderr == f"Exported 10 records: {tmp_path / 'all.json'}\n"
    chosen = run("--data", data, "export", file, "--kind", "themes")
    assert chosen.stderr == f"Exported 2 themes: {file}\n"


def test_a_kind_may_be_told_in_the_singular_the_plural_and_other_languages(
    data: Path, tmp_path: Path
) -> None:
    for word in ("person", "people", "personnes"):
        done = run("--data", data, "export", tmp_path / "out.jsonl", "--kind", word)
        assert (done.exit_code, done.stderr) == (0, f"Exported 1 person: {tmp_path / 'out.jsonl'}\n")


@pytest.mark.parametrize("command", ["import", "export"])
def test_help_names_every_kind(command: str) -> None:
    said = " ".join(run(command, "--help").output.split())
    for kind in KINDS:
        assert PLURALS[kind] in said
