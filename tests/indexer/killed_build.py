"""Builds an index and kills itself with SIGKILL on the way; run by test_crash.py.

Usage: python -m tests.indexer.killed_build FOLDER PLACE, where PLACE is the dotted name of a function, to be
killed instead of calling it, or a number: at that call of the progress callback.
"""

import os
import signal
import sys
from itertools import count
from pathlib import Path
from typing import NoReturn
from unittest import mock

from indexer.engine import Engine
from models.encoder import Progress
from tests.fake_encoder import FakeEncoder
from tests.indexer.corpus import DOCUMENTS, document


def die(*_: object, **__: object) -> NoReturn:
    """Die as by ``kill -9``."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def dying_at(call: int) -> Progress:
    """Return a progress callback that kills at its call number `call`, counted from 0."""
    calls = count()

    def progress(step: str, done: int, total: int) -> None:
        if next(calls) == call:
            die()

    return progress


def main(folder: Path, place: str) -> None:
    """Build what differs from `DOCUMENTS` in `folder` and die at `place`."""
    documents = [*DOCUMENTS[1:], document("new", "New", "Swabs are printed.")]
    engine = Engine(folder, FakeEncoder)
    if place.isdecimal():
        engine.build(documents, source_counter=2, progress=dying_at(int(place)))
    with mock.patch(place, die):
        engine.build(documents, source_counter=2)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
