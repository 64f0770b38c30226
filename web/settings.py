"""The settings: one table of name, environment variable, default and help, read by command line and docs."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from web.secret_key import FEWEST_CHARACTERS

if TYPE_CHECKING:
    from kb.knowledge_base import Runtime

LOG_LEVELS = ("debug", "info", "warning", "error")
Value = str | int | Path | None


class SettingError(ValueError):
    """A setting that cannot be used; its text is one line that says what it may be."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table."""

    name: str
    variable: str
    default: Value
    help: str
    read: Callable[[str], Value]
    """Turns text into the value; raises ValueError that says what is expected."""
    is_secret: bool = False
    """Not to be repeated, nor to be given as an argument, which other users of the machine may read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, read once and passed down."""

    data: Path
    model: str
    runtime: "Runtime"
    reranker: str | None
    cache: Path | None
    host: str
    port: int
    threads: int
    log_level: str
    title: str
    secret_key: str | None = field(repr=False)


LONGEST_PART = 255
"""Bytes of a file's name, on the file systems in use."""


def _text(text: str) -> str:
    if not text.strip():
        raise ValueError("it is empty")
    return text.strip()


def _secret(text: str) -> str:
    if len(text.strip()) < FEWEST_CHARACTERS:
        raise ValueError(
            f"is too short: give it at least {FEWEST_CHARACTERS} characters that nobody can guess"
        )
    return text.strip()


def _model_name(text: str) -> str:
    if any(len(part.encode()) > LONGEST_PART for part in text.split("/")):
        raise ValueError("it is too long to be a name or a path")
    return _text(text)


def _model_name_or_none(text: str) -> str | None:
    return _model_name(text) if text.strip() else None


def _folder(text: str) -> Path:
    try:
        path = Path(_text(text)).expanduser()
        is_there, is_folder = path.exists(), path.is_dir()
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error).rstrip(".")
        raise ValueError(f"there is no such folder ({reason}); name another") from error
    if is_there and not is_folder:
        raise ValueError("it is a file; name a folder")
    if is_folder and not os.access(path, os.R_OK | os.X_OK):
        raise ValueError("this user may not read it; give the right to, or name another folder")
    return path


def _one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.strip().lower() not in choices:
            raise ValueError(f"it is one of {', '.join(choices)}")
        return text.strip().lower()

    return read


def _runtime(text: str) -> str:
    from kb.knowledge_base import Runtime  # not above: the help must not wait for the knowledge base

    return _one_of(get_args(Runtime))(text)


def _number(lowest: int, highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        digits = text.strip()
        is_short = len(digits) <= len(str(highest))
        if not (is_short and digits.isascii() and digits.isdigit() and lowest <= int(digits) <= highest):
            raise ValueError(f"it is a whole number from {lowest} to {highest}")
        return int(digits)

    return read


SETTINGS: tuple[Setting, ...] = (
    Setting("data", "COMPENDIUM_DATA", Path("data"), "Folder of the store and the index.", _folder),
    Setting(
        "model",
        "COMPENDIUM_MODEL",
        "bundled",
        "Embedding model: bundled, or the name or path of a sentence-transformers model.",
        _model_name,
    ),
    Setting(
        "runtime",
        "COMPENDIUM_RUNTIME",
        "compiled",
        "What computes the model: compiled (fast, on the processor), compiled-32-bit (the same answers on "
        "every processor) or sentence-transformers (any device).",
        _runtime,
    ),
    Setting(
        "reranker",
        "COMPENDIUM_RERANKER",
        None,
        "Cross-encoder that reads the best results once more: the name or path of a sentence-transformers "
        "CrossEncoder (default: none).",
        _model_name_or_none,
    ),
    Setting(
        "cache",
        "COMPENDIUM_CACHE",
        None,
        "Folder of prepared models (default: your user cache folder).",
        _folder,
    ),
    Setting("host", "COMPENDIUM_HOST", "127.0.0.1", "Address to listen on.", _text),
    Setting("port", "COMPENDIUM_PORT", 8000, "Port to listen on; 0 takes a free one.", _number(0, 65535)),
    Setting("threads", "COMPENDIUM_THREADS", 8, "Requests answered at the same time.", _number(1, 256)),
    Setting(
        "log_level",
        "COMPENDIUM_LOG_LEVEL",
        "warning",
        f"What is logged: {', '.join(LOG_LEVELS)}.",
        _one_of(LOG_LEVELS),
    ),
    Setting("title", "COMPENDIUM_TITLE", "Compendium", "Name of the site, shown on every page.", _text),
    Setting(
        "secret_key",
        "COMPENDIUM_SECRET_KEY",
        None,
        "Signs the forms of the pages (default: a key made once and kept in the data folder).",
        _secret,
        is_secret=True,
    ),
)


def setting(name: str) -> Setting:
    """The row called `name`; KeyError when there is none."""
    return {row.name: row for row in SETTINGS}[name]


def _value(row: Setting, text: str, origin: str) -> Value:
    try:
        return row.read(text)
    except ValueError as error:
        problem = str(error) if row.is_secret else f"cannot be {text!r}: {error}"
        raise SettingError(f"{origin} {problem}.") from error


def read_settings(
    arguments: Mapping[str, object] | None = None, *, environment: Mapping[str, str] | None = None
) -> Settings:
    """All settings: defaults, overridden by the environment, overridden by `arguments` that are not None.

    Raises:
        SettingError: a value that cannot be used, named with where it came from.
        KeyError: an argument that is no setting.
    """
    given = os.environ if environment is None else environment
    passed = {name: value for name, value in (arguments or {}).items() if value is not None}
    unknown = sorted(set(passed) - {row.name for row in SETTINGS})
    if unknown:
        raise KeyError(f"no such setting: {', '.join(unknown)}")
    values: dict[str, object] = {}
    for row in SETTINGS:
        if row.name in passed:
            origin = f"--{row.name.replace('_', '-')}"
            values[row.name] = _value(row, str(passed[row.name]), origin)
        elif given.get(row.variable, "").strip():
            values[row.name] = _value(row, given[row.variable], row.variable)
        else:
            values[row.name] = row.default
    return Settings(**values)  # type: ignore[arg-type]
