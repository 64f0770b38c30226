"""``compendium needs``: what is listed, closed, opened again and removed, and what is said of wrong ids."""

import datetime
import json
from pathlib import Path

import pytest

from kb.open_needs import OpenNeeds
from kb.store import Store
from tests.web.invoking import run

pytestmark = pytest.mark.usefixtures("opened")

FIRST = "Phage therapy for bone infections"
SECOND = "Qui élève des [bold]abeilles[/bold] <b> ?"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two open needs."""
    hour = datetime.datetime(2026, 11, 24, 23, tzinfo=datetime.UTC)
    with Store.open(tmp_path / "compendium.sqlite") as store:
        needs = OpenNeeds(store, now=lambda: hour)
        needs.record(FIRST, language="en")
        needs.record(SECOND, language="fr")
    return tmp_path


def statuses(data: Path) -> dict[int, str]:
    listed = json.loads(run("--data", data, "needs", "--all", "--json").stdout)
    return {need["id"]: need["status"] for need in listed}


def test_open_needs_are_listed_one_a_line(data: Path) -> None:
    shown = run("--data", data, "needs")
    assert shown.exit_code == 0
    assert shown.stdout.splitlines() == [
        "id  recorded    language  text",
        f"1   2026-11-24  en        {FIRST}",
        f"2   2026-11-24  fr        {SECOND}",
    ]


def test_in_json_they_are_whole(data: Path) -> None:
    shown = run("needs", "--json", "--data", data)
    assert json.loads(shown.stdout)[1] == {
        "id": 2,
        "text": SECOND,
        "language": "fr",
        "recorded_at": "2026-11-24T23:00:00Z",
        "status": "open",
    }
    assert "élève" in shown.stdout


def test_closed_ones_are_listed_on_request_and_can_be_opened_again(data: Path) -> None:
    assert run("needs", "close", "2", "--data", data).stdout == "Closed 1 need.\n"
    assert SECOND not in run("--data", data, "needs").stdout
    assert f"2   2026-11-24  closed  fr        {SECOND}" in run("--data", data, "needs", "--all").stdout
    assert run("--data", data, "needs", "close", "2").stdout == "Nothing changed: closed already.\n"
    assert run("--data", data, "needs", "close", "1", "2").stdout == "Closed 1 need.\n"
    assert run("--data", data, "needs", "reopen", "1", "2").stdout == "Opened 2 needs.\n"
    assert run("--data", data, "needs", "reopen", "1").stdout == "Nothing changed: open already.\n"
    assert statuses(data) == {1: "open", 2: "open"}


def test_removed_ones_are_gone(data: Path) -> None:
    assert run("--data", data, "needs", "remove", "1").stdout == "Removed 1 need.\n"
    assert statuses(data) == {2: "open"}


def test_a_removed_text_that_another_reader_keeps_in_the_log_is_told(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_open = Store.open
    monkeypatch.setattr(Store, "open", lambda path: really_open(path, busy_seconds=0.1))
    with really_open(data / "compendium.sqlite") as other, other.reading() as reading:
        assert reading.open_need_count() == 2
        removed = run("--data", data, "needs", "remove", "1")
    assert (removed.exit_code, removed.stdout) == (0, "Removed 1 need.\n")
    assert "gone from the files once all programs that use the store have ended" in removed.stderr


@pytest.mark.parametrize("option", ["--all", "--json"])
@pytest.mark.parametrize("command", ["close", "reopen", "remove"])
def test_options_of_the_list_are_refused_with_another_command(data: Path, option: str, command: str) -> None:
    refused = run("--data", data, "needs", option, command, "1")
    assert refused.exit_code == 2
    assert f"{option} is for listing needs; leave it out with `{command}`." in refused.stderr
    assert statuses(data) == {1: "open", 2: "open"}


@pytest.mark.parametrize("command", ["close", "reopen", "remove"])
@pytest.mark.parametrize(
    ("ids", "code", "told"),
    [
        (
            ["1", "7"],
            1,
            "Error: There is no open need with id 7: `compendium needs --all` lists what there is.",
        ),
        (["one"], 2, "'one' is not a valid integer"),
        (["0"], 2, "0 is not in the range"),
        (["9" * 30], 2, "is not in the range"),
        ([], 2, "Missing argument 'ID...'"),
    ],
)
def test_wrong_ids_are_named_and_nothing_is_done(
    data: Path, command: str, ids: list[str], code: int, told: str
) -> None:
    failed = run("--data", data, "needs", command, *ids)
    assert failed.exit_code == code
    assert told in failed.stderr
    assert statuses(data) == {1: "open", 2: "open"}


def test_no_needs_is_said(tmp_path: Path) -> None:
    Store.open(tmp_path / "compendium.sqlite").close()
    assert run("--data", tmp_path, "needs").stderr == "No need is open.\n"
    assert run("--data", tmp_path, "needs", "--all").stderr == "No need was recorded.\n"
    shown = run("--data", tmp_path, "needs", "--json")
    assert (shown.exit_code, shown.stdout) == (0, "[]\n")


def test_a_wrong_folder_is_named_and_not_made(tmp_path: Path) -> None:
    for words in (("needs",), ("needs", "close", "1")):
        failed = run("--data", tmp_path / "typo", *words)
        assert failed.exit_code == 1
        assert "There is no data folder" in failed.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_status_tells_that_needs_are_open(data: Path) -> None:
    assert "Open needs of visitors: 2 (see `compendium needs`)" in run("--data", data, "status").stdout
    assert json.loads(run("--data", data, "status", "--json").stdout)["open_need_count"] == 2
    run("--data", data, "needs", "close", "1", "2")
    assert "Open needs" not in run("--data", data, "status").stdout
