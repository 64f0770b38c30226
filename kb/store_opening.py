"""Opening the store's file: connections, the version of its schema, migrations."""

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event

from kb.errors import StoreError
from kb.schema import SCHEMA_VERSION
from kb.store_errors import store_errors

WRITES = "compendium_writes"
"""Execution option of a connection: its transactions take the write lock at once."""


def connect(path: Path, *, busy_seconds: float) -> tuple[Engine, bool]:
    """Connect to the file at `path`, create or migrate its tables; tells also whether it is read-only.

    Raises:
        StoreError: The file cannot be opened, is damaged, or is of a newer program.
    """
    _make_folder(path)
    read_only = path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    engine = _engine(path, read_only=read_only, busy_seconds=busy_seconds)
    try:
        with store_errors(path):
            version = _version(engine, path)
            if version != SCHEMA_VERSION:
                _migrate(engine, path, read_only=read_only, version=version, busy_seconds=busy_seconds)
    except BaseException:
        engine.dispose()
        raise
    return engine, read_only


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"The data folder {path.parent} cannot be made: {reason}; name another one."
        ) from error
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a database; move it away, or name another data folder.")


def _engine(path: Path, *, read_only: bool, busy_seconds: float) -> Engine:
    connector = _connector(path, read_only=read_only, busy_seconds=busy_seconds)
    # Reading without locks is only safe for the moment of one read, so such connections are not kept.
    pool = NullPool if read_only else QueuePool
    engine = create_engine("sqlite://", creator=connector, poolclass=pool)
    event.listen(engine, "begin", _begin)
    return engine


def _connector(path: Path, *, read_only: bool, busy_seconds: float) -> Callable[[], sqlite3.Connection]:
    def open_connection() -> sqlite3.Connection:
        address = f"file:{quote(str(path.absolute()))}{_mode(path, read_only=read_only)}"
        connection = sqlite3.connect(
            address, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        # What is removed, such as an open need that names somebody, leaves nothing behind in the file.
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    return open_connection


def _mode(path: Path, *, read_only: bool) -> str:
    if not read_only:
        return "?mode=rwc"
    # Where SQLite cannot write its shared-memory file beside the store, it reads only a file it is told
    # nobody changes; a log beside it says that somebody does, and then its files are already there.
    log = path.with_name(path.name + "-wal")
    if os.access(path.parent, os.W_OK) or log.exists():
        return "?mode=ro"
    return "?immutable=1"


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _version(engine: Engine, path: Path) -> str | None:
    with engine.connect() as connection:
        return _version_on(connection, path)


def _version_on(connection: Connection, path: Path) -> str | None:
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if not tables:
        return None
    version: Any = None
    if "alembic_version" in tables:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if version is None:
        raise StoreError(f"{path} is a database of another program; name another data folder.")
    if str(version) > SCHEMA_VERSION:
        raise StoreError(
            f"{path} has schema {version} and this program knows schemas up to {SCHEMA_VERSION}; "
            "install a newer version of compendium."
        )
    return str(version)


def _migrate(
    engine: Engine, path: Path, *, read_only: bool, version: str | None, busy_seconds: float
) -> None:
    if read_only:
        raise StoreError(
            f"{path} has schema {version} and must become {SCHEMA_VERSION}, but it is read-only; "
            "let this user write to it and to its folder."
        )
    _use_write_ahead_log(engine, busy_seconds)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        # Another program may have migrated while this one waited for the lock.
        if _version_on(connection, path) != SCHEMA_VERSION:
            _apply_migrations(connection)


def _apply_migrations(connection: Connection) -> None:
    # Imported here: a store that is current opens without paying for Alembic.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, SCHEMA_VERSION)


def _use_write_ahead_log(engine: Engine, busy_seconds: float) -> None:
    """Switch the journal mode, once for the life of the file; SQLite does not wait for others here."""
    deadline = time.monotonic() + busy_seconds
    raw = engine.raw_connection()
    try:
        while True:
            try:
                raw.cursor().execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
    finally:
        raw.close()
