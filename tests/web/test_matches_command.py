"""``compendium matches`` and what ``compendium reindex`` tells of needs."""

import json
from pathlib import Path
from typing import Any

import pytest

from kb.model import Initiative, Organisation
from kb.store import Store
from tests.kb.stating import CLEANER, stating
from tests.web.invoking import run

pytestmark = pytest.mark.usefixtures("opened")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder whose records state needs and offers, with two open needs of visitors."""
    stating(tmp_path).store.close()
    return tmp_path


def listed(data: Path, *options: str) -> dict[str, Any]:
    done = run("--data", data, "matches", "--json", *options)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_needs_that_are_answered_are_listed_with_their_answers(data: Path) -> None:
    shown = run("--data", data, "matches")
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[:12] == [
        "sequencing genomes",
        "open need 1 of a visitor, 2026-11-24, open",
        "  1. GIGA  [strong match]",
        "     offers:",
        "     sequencing genomes",
        "     giga",
        "",
        CLEANER,
        "stated by the initiative also: Also",
        "  1. Steam  [strong match]",
        "     CleanAir, Payer",
        "     CleanAir can sterilise used masks.",
    ]
    assert "bagpipes" not in shown.stdout
    assert "stated by the organisation clean-air: CleanAir" in shown.stdout
    assert shown.stderr == "Matching needs: 8/8\n8 needs, 4 answered; nothing is close to the others.\n"


def test_in_json_all_needs_are_there(data: Path) -> None:
    found = listed(data)
    assert (found["ok"], found["need_count"], found["answered_count"]) == (True, 8, 4)
    first = found["matches"][0]
    assert first["need"]["stated_by"] == {"kind": "open need", "id": 1}
    assert first["offers"][0]["by"] == {"kind": "organisation", "id": "giga", "name": "GIGA"}
    assert [match["offers"] for match in found["matches"][4:]] == [[], [], [], []]


def test_one_need_one_initiative_or_one_organisation(data: Path) -> None:
    one = run("--data", data, "matches", "--need", "2")
    assert one.stdout.splitlines()[0] == "bagpipes"
    assert "     Nothing is close to it.\n" in one.stdout
    assert one.stderr.endswith("1 need: nothing is close.\n")
    own = run("--data", data, "matches", "--initiative", "care").stdout
    assert own.count("Nothing is close to it.") == 2
    texts = [match["need"]["text"] for match in listed(data, "--organisation", "giga")["matches"]]
    assert texts == ["sequencing genomes", "hydrogen peroxide in barrels"]


def test_since_a_day_only_what_is_new(data: Path) -> None:
    found = listed(data, "--since", "2026-11-24")
    assert [match["need"]["text"] for match in found["matches"]] == ["sequencing genomes", "bagpipes"]
    nothing = run("--data", data, "matches", "--since", "2026-11-25")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert nothing.stderr.endswith("Nothing to list: no such need, and no such answer.\n")


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (
            ["--need", "9"],
            1,
            "There is no open need with id 9: `compendium needs --all` lists what there is.",
        ),
        (["--initiative", "no"], 1, "There is no initiative with id 'no'."),
        (["--organisation", "no"], 1, "There is no organisation with id 'no'."),
        (["--need", "1", "--initiative", "care"], 2, "give one of them"),
        (["--since", "soon"], 2, "'soon' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"),
        (["--need", "0"], 2, "0 is not in the range"),
        (["--top", "201"], 2, "201 is not in the range"),
    ],
)
def test_what_cannot_be_listed_is_told(data: Path, options: list[str], code: int, told: str) -> None:
    failed = run("--data", data, "matches", *options)
    assert failed.exit_code == code
    assert told in failed.stderr
    assert failed.stdout == ""


def test_without_an_index_the_command_that_builds_it_is_told(tmp_path: Path) -> None:
    with Store.open(tmp_path / "compendium.sqlite") as store, store.writing() as writing:
        writing.put(Organisation(id="giga", name="GIGA", needs=("freezers",)))
    failed = run("--data", tmp_path, "matches")
    assert failed.exit_code == 1
    assert "compendium reindex" in failed.stderr


def test_a_build_tells_what_new_initiatives_and_offers_answer(data: Path) -> None:
    assert "compendium matches" not in run("--data", data, "reindex").stdout
    with (
        Store.open(data / "compendium.sqlite", today=lambda: "2026-11-25") as store,
        store.writing() as writing,
    ):
        writing.put(Initiative(id="pipes", title="Pipes", description="We play bagpipes.", language="en"))
        writing.put(Organisation(id="stable", name="Stable", offers=("racehorses",)))
    built = run("--data", data, "reindex")
    assert "Indexed 5 initiatives and the offers of 4 organisations in " in built.stdout
    said, command = built.stdout.splitlines()[-1].split(": ")
    assert said == "1 initiative and 1 organisation, new or changed, answer 2 needs"
    assert command == "`compendium matches --since 2026-11-25`."
    assert "documents (initiatives and offers of organisations)" in run("--data", data, "status").stdout
    found = run("--data", data, "matches", "--since", "2026-11-25").stdout
    assert "We play bagpipes." in found and "     racehorses" in found
    with (
        Store.open(data / "compendium.sqlite", today=lambda: "2026-11-26") as store,
        store.writing() as writing,
    ):
        record = Initiative(
            id="new", title="New", description="Nothing else.", language="en", needs=("bagpipes",)
        )
        writing.put(record)
    last = run("--data", data, "reindex").stdout.splitlines()[-1]
    assert (
        last == "1 need of new or changed initiatives is answered: `compendium matches --since 2026-11-26`."
    )


def test_a_search_names_who_says_they_offer_it(data: Path) -> None:
    for command in ("search", "experts"):
        shown = run("--data", data, command, "Who is sequencing genomes?").stdout
        assert (
            "Organisations that say they offer it:\n   - GIGA  [strong match]\n     sequencing genomes\n"
            in shown
        )
    found = json.loads(run("--data", data, "search", "sequencing genomes", "--json").stdout)
    assert found["offered_by"][0]["organisation"]["id"] == "giga"
