"""The store: one SQLite file that holds every record and is the truth; all else is built from it."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from kb.errors import StoreError
from kb.store_errors import store_errors
from kb.store_opening import WRITES, connect
from kb.store_reads import StoreReads
from kb.store_writes import Change, StoreWriting, missing_references

__all__ = ["Change", "Store", "StoreReads", "StoreWriting"]


class Store(StoreReads):
    """An open store; any number of threads may read it, and one at a time may write.

    Every method may raise StoreError: the file is gone, damaged, locked by another program.
    """

    def __init__(self, path: Path, engine: Engine, *, is_read_only: bool, today: Callable[[], str]) -> None:
        self.path = path
        """The file."""
        self.is_read_only = is_read_only
        """Whether this user may only read it."""
        self._engine = engine
        self._today = today

    @classmethod
    def open(
        cls, path: Path, *, busy_seconds: float = 10.0, today: Callable[[], str] | None = None
    ) -> "Store":
        """Open the file at `path`; make it, or bring it to the present schema, where needed.

        Args:
            path: The file, ``<data folder>/compendium.sqlite``; missing folders are made.
            busy_seconds: How long a write waits for another program's to end.
            today: Gives the present day, ISO 8601; the computer's own date unless a test says otherwise.

        Raises:
            StoreError: The file cannot be opened or made, is damaged, or is of a newer program.
        """
        engine, is_read_only = connect(path, busy_seconds=busy_seconds)
        return cls(path, engine, is_read_only=is_read_only, today=today or _date_of_computer)

    def close(self) -> None:
        """Let go of the file; the store cannot be used afterwards."""
        with store_errors(self.path):
            self._engine.dispose()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with store_errors(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[StoreReads]:
        """Several reads that all see the store as it was at the first of them."""
        with self._connection() as connection:
            yield _Snapshot(connection)

    @contextmanager
    def writing(self) -> Iterator[StoreWriting]:
        """One transaction: all of it is kept when the block ends, none of it when it raises.

        Takes the write lock at once and waits for whoever holds it. Raises the change counter by one
        if anything differed from what was stored.

        Raises:
            StoreError: Another program keeps writing, the disk is full, the file is read-only, or a
                record names one that does not exist; nothing was written then.
        """
        self.check_writable()
        with (
            store_errors(self.path),
            self._engine.connect().execution_options(**{WRITES: True}) as connection,
        ):
            transaction = connection.begin()
            try:
                writing = StoreWriting(connection, self._today)
                yield writing
                if writing.is_abandoned:
                    transaction.rollback()
                else:
                    writing.count_the_change()
                    self._commit(connection)
            finally:
                if transaction.is_active:
                    transaction.rollback()

    def check_writable(self) -> None:
        """Raises StoreError where this user may only read the file."""
        if self.is_read_only:
            raise StoreError(f"{self.path} is read-only; let this user write to it and to its folder.")

    def empty_log(self) -> bool:
        """Move what was written from the log beside the file into it, so that the log holds nothing removed.

        Waits for others as a write does; returns False where they kept reading or writing all the while.
        """
        # On the bare connection: the log cannot be emptied inside a transaction.
        with store_errors(self.path), closing(self._engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy, _, _ = cursor.fetchall()[0]
        return not is_busy

    def _commit(self, connection: Connection) -> None:
        try:
            # As a statement, so that after a refusal the open transaction can still say what is missing.
            connection.exec_driver_sql("COMMIT")
        except IntegrityError as error:
            missing = "; ".join(missing_references(connection))
            raise StoreError(f"Nothing was written: {missing or error.orig}.") from error
        connection.commit()


class _Snapshot(StoreReads):
    """Reads over one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._open_connection = connection

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        yield self._open_connection


def _date_of_computer() -> str:
    return datetime.date.today().isoformat()
