"""The key that signs the forms: made once, kept in the data folder, readable by its owner only."""

import fcntl
import logging
import os
import secrets
from pathlib import Path

FILE = "secret_key"
FEWEST_CHARACTERS = 16
_BYTES = 32
_log = logging.getLogger(__name__)


def secret_key(folder: Path) -> str:
    """The key kept in `folder`, made there where there is none or the file does not hold a whole one.

    Programs that start at once get the same key. Where the folder cannot be written to, the key lasts as
    long as this process.
    """
    try:
        return _kept(folder / FILE)
    except (OSError, UnicodeDecodeError) as error:
        _log.warning(
            "The key that signs forms cannot be kept (%s): forms that are open when this process stops "
            "must be sent twice. Let this user write to %s, or set COMPENDIUM_SECRET_KEY.",
            error,
            folder,
        )
        return secrets.token_hex(_BYTES)


def _kept(path: Path) -> str:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "r+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # until the file is closed: whoever comes second reads
        key = file.read().strip()
        if len(key) < FEWEST_CHARACTERS:
            key = secrets.token_hex(_BYTES)
            file.seek(0)
            file.truncate()
            file.write(f"{key}\n")
        return key
