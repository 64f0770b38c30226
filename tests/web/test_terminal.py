"""What the command line answers: the sentence first, how it was understood, how sure it is."""

from pathlib import Path

import pytest

from tests.web.invoking import run
from tests.web.records import NEED

pytestmark = pytest.mark.usefixtures("opened")


@pytest.mark.parametrize("command", ["search", "experts"])
def test_the_sentence_comes_first_then_what_was_understood(data: Path, command: str) -> None:
    lines = run("--data", data, command, "Which SMEs in Mons sterilise used masks?").stdout.splitlines()
    assert lines[0] == (
        "One SME in Mons works on this: CleanAir as lead in “Sterilised masks for hospitals”."
    )
    assert lines[1:3] == ["Understood as: SMEs; Mons", ""]
    assert lines[3].startswith("  1. ")
    assert lines[3].endswith("  [strong match]")


def test_preferences_are_called_so_and_a_contradiction_is_said(data: Path) -> None:
    lines = run("--data", data, "search", "masks before June 2020 and after July 2021").stdout.splitlines()
    assert lines[0].startswith(
        "“before June 2020” and “after July 2021” cannot both hold, so neither excludes anything. "
    )
    assert lines[1] == "Understood as: preferably until May 2020; preferably since August 2021"


@pytest.mark.parametrize("command", ["search", "experts"])
def test_nothing_close_is_said_and_what_follows_is_only_the_nearest(data: Path, command: str) -> None:
    lines = run("--data", data, command, "kindergeld antrag").stdout.splitlines()
    assert lines[0].startswith(
        "Nothing in this compendium is close to this question. The nearest initiative is “"
    )
    assert lines[1:3] == ["", "The nearest:"]
    assert lines[3].startswith("  1. ")
    assert not [line for line in lines if "match]" in line]


def test_every_initiative_and_organisation_has_its_band(data: Path) -> None:
    shown = run("--data", data, "search", NEED).stdout
    assert [shown.count(f"[{band} match]") for band in ("strong", "possible", "weak")] == [1, 0, 2]
    shown = run("--data", data, "experts", NEED).stdout
    assert [shown.count(f"[{band} match]") for band in ("strong", "possible", "weak")] == [2, 0, 2]


def test_a_list_that_was_cut_is_not_told_as_complete(data: Path) -> None:
    cut = run("--data", data, "experts", NEED, "--top", "1").stdout
    assert cut.startswith("At least one organisation in Mons works on this")
    assert run("--data", data, "experts", NEED).stdout.startswith("Two organisations in Mons and Liège")


def test_constraints_that_could_not_all_be_met_are_told(data: Path) -> None:
    lines = run("--data", data, "search", "SMEs in Liège that make masks").stdout.splitlines()
    assert lines[0].startswith("No initiative in this compendium meets all of this together: SMEs, Liège. ")
    assert lines[1] == (
        "Understood as: SMEs (not all together); Liège (not all together); "
        "preferably as manufacturer or supplier"
    )
    lines = run("--data", data, "experts", "hospitals in Namur").stdout.splitlines()
    assert lines[0].startswith("No initiative in this compendium meets any of these: hospitals, Namur. ")
    assert lines[1] == "Understood as: hospitals (met by nothing); Namur (met by nothing)"


def test_each_initiative_says_why_it_is_there(data: Path) -> None:
    lines = run("--data", data, "search", NEED).stdout.splitlines()
    [first] = [line for line in lines if "sterilise” " in line or "“sterilise”" in line]
    assert first.startswith("     In the question and in the text: “sterilise”, “masks” and “used”. ")
    assert "(from 0 to 1: meaning " in first


def test_what_is_said_twice_is_told_once(data: Path) -> None:
    lines = run("--data", data, "search", "masks in Mons, yes in Mons").stdout.splitlines()
    assert lines[1] in ("Understood as: Mons", "Understood as: preferably Mons")
