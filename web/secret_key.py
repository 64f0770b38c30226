"""The key that signs the forms: made once, kept in the data folder, readable by its owner only."""

import fcntl
import logging
import os
import secrets
import stat
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
    except OSError as error:
        _log.warning(
            "The key that signs forms cannot be kept (%s): forms that are open when this process stops "
            "must be sent twice. Let this user write to %s, or set COMPENDIUM_SECRET_KEY.",
            error,
            folder,
        )
        return secrets.token_hex(_BYTES)


def _kept(path: Path) -> str:
    # Reading comes first: a folder that cannot be written to may hold a good key.
    return _whole_key(path) or _made(path)


def _whole_key(path: Path) -> str:
    """The key in the file; empty where there is no file or no whole key in it."""
    if not os.path.lexists(path):
        return ""
    with open(path, encoding="ascii", errors="replace", opener=_open) as file:
        fcntl.flock(file, fcntl.LOCK_SH)  # whoever makes one is waited for
        _keep_from_others(file.fileno(), path)
        key = file.read().strip()
    return key if _is_whole(key) else ""


def _made(path: Path) -> str:
    with open(path, "a+", encoding="ascii", errors="replace", opener=_open) as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # until the file is closed: whoever comes second reads
        _keep_from_others(file.fileno(), path)
        file.seek(0)
        key = file.read().strip()
        if not _is_whole(key):
            key = secrets.token_hex(_BYTES)
            file.truncate(0)
            file.write(f"{key}\n")
        return key


def _is_whole(key: str) -> bool:
    """Whether it is long enough and was text: what was not reads as characters outside ASCII."""
    return len(key) >= FEWEST_CHARACTERS and key.isascii()


def _open(path: str, flags: int) -> int:
    # Not through a link, which could lead to a file that others read or that is not ours to overwrite.
    return os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def _keep_from_others(descriptor: int, path: Path) -> None:
    if stat.S_IMODE(os.fstat(descriptor).st_mode) & 0o077 == 0:
        return
    try:
        os.fchmod(descriptor, 0o600)
    except OSError as error:
        _log.warning("Others may read the key that signs forms (%s): run `chmod 600 %s`.", error, path)
