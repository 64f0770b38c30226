"""One build at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.errors import BuildInProgress

LOCK = "lock"


@contextmanager
def building(index: Path) -> Iterator[None]:
    """Hold the build lock of the index folder, made if need be; the system frees it when the process dies.

    Raises:
        BuildInProgress: another process, or another thread of this one, holds it.
    """
    index.mkdir(parents=True, exist_ok=True)
    handle = os.open(index / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildInProgress(
                f"Another build is running in {index}: wait for it to end, then try again."
            ) from error
        yield
    finally:
        os.close(handle)
