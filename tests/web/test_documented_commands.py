"""The command line accepts every command that the Makefile runs and that the documents show."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.web.invoking import run
from web.command_line import compendium

ROOT = Path(__file__).parents[2]
MAKEFILE = ROOT / "Makefile"
README = ROOT / "README.md"


def made_by_make() -> list[list[str]]:
    """The words after ``compendium`` of every command in the Makefile, as make would run them."""
    text = MAKEFILE.read_text(encoding="utf-8")
    values = dict(re.findall(r"^(\w+) [?:]= (.*)$", text, re.MULTILINE))
    found = re.findall(r"^\t@?\$\(BIN\)/compendium (.*)$", text, re.MULTILINE)
    return [shlex.split(re.sub(r"\$\((\w+)\)", lambda name: values[name[1]], line)) for line in found]


def told_by_documents() -> list[list[str]]:
    """The words after ``compendium`` of every command in the README and the documents."""
    texts = [path.read_text(encoding="utf-8") for path in (README, *sorted((ROOT / "docs").glob("*.md")))]
    blocks = [block for text in texts for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL)]
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("compendium ")]
    return [shlex.split(line, comments=True)[1:] for line in lines]


def test_the_makefile_and_the_documents_hold_commands() -> None:
    assert [words[2] for words in made_by_make()] == ["sample", "reindex", "serve"]
    assert len(told_by_documents()) > 10


@pytest.mark.parametrize("words", [*made_by_make(), *told_by_documents()], ids=" ".join)
def test_what_the_makefile_and_the_documents_say_is_accepted(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []
    for name, command in all_commands(compendium):
        monkeypatch.setattr(command, "callback", lambda name=name, **_: called.append(name))
    done = run(*words)
    assert done.exit_code == 0, done.output
    assert called and set(called) <= set(words)
    assert len(called) == 1 or called[0] == "needs"


def all_commands(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    """The commands of a group with their names, and those of groups in it."""
    for name, command in group.commands.items():
        yield name, command
        if isinstance(command, click.Group):
            yield from all_commands(command)
