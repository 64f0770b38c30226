"""The command line, in this process or in one of its own."""

import sys
from pathlib import Path

from click.testing import CliRunner, Result

from web.command_line import compendium


def run(*arguments: str | Path) -> Result:
    """What the command printed and how it ended."""
    return CliRunner().invoke(compendium, [str(argument) for argument in arguments])


def program(*arguments: str) -> list[str]:
    """The words that start the command in a process of its own."""
    return [sys.executable, "-c", "from web.command_line import main; main()", *arguments]
