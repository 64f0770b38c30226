"""Reading a file in a process of its own, which may fail, hang or fill its memory without harm."""

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from kb.project_files.refusals import Refusal, Unreadable

SECONDS = 20.0
"""From start to end; the processor's time is limited by the process itself."""
AT_ONCE = 2
"""Files that are read at the same time; others wait their turn."""
_log = logging.getLogger(__name__)
_turns = threading.BoundedSemaphore(AT_ONCE)
_ROOT = Path(__file__).parents[2]


class _Answer(BaseModel):
    """What the process says."""

    model_config = ConfigDict(extra="forbid")

    text: str = ""
    page_count: int | None = None
    refusal: Refusal | None = None
    detail: str = ""


def read_apart(
    format_: Literal["docx", "pdf", "markdown"], data: bytes, *, max_pages: int, max_characters: int
) -> tuple[str, int | None]:
    """The text of `data`, as the process read it, and how many pages it has, if that can be known.

    Raises:
        Unreadable: The process says so, or did not end well in time.
    """
    command = [sys.executable, "-P", "-m", "kb.project_files.reader_process", format_]
    # No other variable of the environment: there may be secrets in it.
    environment = {"PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, sys.path)])}
    with _turns:
        try:
            done = subprocess.run(  # noqa: S603 - the command is made of nothing that comes from outside
                [*command, str(max_pages), str(max_characters)],
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                timeout=SECONDS,
                check=True,
            )
            answer = _Answer.model_validate_json(done.stdout)
        except (subprocess.SubprocessError, ValidationError) as error:
            # A signal (below 0) is how limits and PDFium's own checks end it; what is above is our fault.
            if isinstance(error, subprocess.CalledProcessError) and error.returncode > 0:
                _log.error("The process that reads files ended with status %d.", error.returncode)
            raise Unreadable(Refusal.TOO_HEAVY) from error
    if answer.refusal:
        raise Unreadable(answer.refusal, answer.detail)
    return answer.text, answer.page_count
