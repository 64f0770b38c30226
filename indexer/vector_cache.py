"""Keeps what an encoder gave for a text, so that no text is encoded twice."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

Kind = Literal["query", "passage"]

KEPT_UNUSED = 2_000
"""Texts no generation uses any more that stay, newest first: an edit undone costs nothing."""

_BLOCK = 256
_FORMAT = 2
# Two tables, because SQLite writes a whole row again to change one column of it, and every build notes which
# texts it uses: with tens of kilobytes of vectors in the same row, that took two fifths of an edit's time.
_SCHEMA = f"""
CREATE TABLE text (
    row INTEGER PRIMARY KEY,
    text_hash BLOB NOT NULL,
    fingerprint TEXT NOT NULL,
    kind TEXT NOT NULL,
    last_use INTEGER NOT NULL,
    UNIQUE (text_hash, fingerprint, kind)
);
CREATE TABLE encoded (
    row INTEGER PRIMARY KEY,
    pooled BLOB NOT NULL,
    token_sum BLOB NOT NULL,
    token_ids BLOB NOT NULL,
    offsets BLOB NOT NULL,
    states BLOB NOT NULL
);
PRAGMA user_version = {_FORMAT};
"""
_BOTH_TABLES = "FROM text JOIN encoded USING (row)"


class CacheDamaged(Exception):
    """The file is no vector cache of ours, or a row of it cannot be read; it can be deleted."""


@dataclass(frozen=True, slots=True)
class TextSummary:
    """What the means and idf need of one text, without its token states."""

    pooled: NDArray[np.float32]
    """``[dimension]``, unit length."""
    token_sum: NDArray[np.float32]
    """``[dimension]``, sum of the raw token states."""
    token_ids: NDArray[np.int32]
    """``[tokens]``."""


@dataclass(frozen=True, slots=True)
class CachedTokens:
    """The token states of one text, as kept."""

    states: NDArray[np.float16]
    """``[tokens, dimension]``, raw."""
    offsets: NDArray[np.int32]
    """``[tokens, 2]``, in the encoded text."""


@dataclass(frozen=True, slots=True)
class EncodedText:
    """One text as the encoder gave it, on its way into the cache."""

    text_hash: bytes
    summary: TextSummary
    tokens: CachedTokens | None
    """None for queries, of which only the mean is needed."""


def text_hash(text: str) -> bytes:
    """Return the 32 bytes that stand for `text` in the cache."""
    return hashlib.sha256(text.encode()).digest()


class VectorCache:
    """A SQLite file of encoded texts of one model; close it, or use it in a ``with``.

    Rows of other fingerprints stay beside them until they are pruned. Not to be shared by threads.
    """

    def __init__(self, path: Path, *, fingerprint: str, dimension: int) -> None:
        self.dimension = dimension
        self._fingerprint = fingerprint
        self._database = sqlite3.connect(path, timeout=30)
        try:
            # Large pages: a row of token states is tens of kilobytes.
            self._database.execute("PRAGMA page_size = 32768")
            self._database.execute("PRAGMA auto_vacuum = INCREMENTAL")
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._make_tables()
        except (sqlite3.Error, CacheDamaged) as error:
            self._database.close()
            raise _readable(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def missing(self, hashes: Iterable[bytes], kind: Kind) -> set[bytes]:
        """Return those of `hashes` that are not kept yet."""
        wanted = set(hashes)
        columns = "text_hash FROM text"
        return wanted.difference(found for (found,) in self._rows(sorted(wanted), kind, columns))

    def put(self, texts: Sequence[EncodedText], kind: Kind) -> None:
        """Keep one block of texts, all or none: what is put survives a kill."""
        keys = [(text.text_hash, self._fingerprint, kind) for text in texts]
        with self._database:
            self._database.executemany(
                "INSERT INTO text (text_hash, fingerprint, kind, last_use) VALUES (?, ?, ?, 0)"
                " ON CONFLICT DO NOTHING",
                keys,
            )
            self._database.executemany(
                "INSERT OR REPLACE INTO encoded SELECT row, ?, ?, ?, ?, ? FROM text"
                " WHERE text_hash = ? AND fingerprint = ? AND kind = ?",
                [(*_columns(text), *key) for text, key in zip(texts, keys, strict=True)],
            )

    def summaries(self, hashes: Sequence[bytes], kind: Kind) -> Iterator[TextSummary]:
        """Yield the summary of each text, in the order of `hashes`; all of them must be kept."""
        for block in _blocks(hashes):
            columns = f"text_hash, pooled, token_sum, token_ids {_BOTH_TABLES}"
            found = {row[0]: row[1:] for row in self._rows(sorted(set(block)), kind, columns)}
            for key in block:
                pooled, token_sum, token_ids = found[key]
                yield TextSummary(
                    pooled=self._vector(pooled),
                    token_sum=self._vector(token_sum),
                    token_ids=np.frombuffer(token_ids, dtype=np.int32),
                )

    def tokens(self, hashes: Sequence[bytes]) -> Iterator[CachedTokens]:
        """Yield the token states of each passage text, in the order of `hashes`."""
        for block in _blocks(hashes):
            columns = f"text_hash, states, offsets {_BOTH_TABLES}"
            found = {row[0]: row[1:] for row in self._rows(sorted(set(block)), "passage", columns)}
            for key in block:
                yield self._tokens(*found[key])

    def mark_used(self, hashes: Mapping[Kind, Iterable[bytes]], build: int) -> None:
        """Note that build number `build` uses these texts."""
        with self._database:
            for kind, keys in hashes.items():
                self._database.executemany(
                    "UPDATE text SET last_use = ? WHERE text_hash = ? AND fingerprint = ? AND kind = ?",
                    [(build, key, self._fingerprint, kind) for key in keys],
                )

    def prune(self, *, before: int, keep: int = KEPT_UNUSED) -> int:
        """Forget texts last used before build `before`, except the newest `keep`; return how many."""
        with self._database:
            rows = self._database.execute(
                "SELECT row FROM text WHERE last_use < ? ORDER BY last_use DESC, row DESC LIMIT -1 OFFSET ?",
                (before, keep),
            ).fetchall()
            self._database.executemany("DELETE FROM encoded WHERE row = ?", rows)
            self._database.executemany("DELETE FROM text WHERE row = ?", rows)
        self._database.execute("PRAGMA incremental_vacuum").fetchall()
        return len(rows)

    def _make_tables(self) -> None:
        """Make the tables in a new file; `CacheDamaged` for a file of another format."""
        (found,) = self._database.execute("PRAGMA user_version").fetchone()
        is_new = not self._database.execute("SELECT 1 FROM sqlite_master").fetchone()
        if is_new:
            self._database.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
        elif found != _FORMAT:
            raise CacheDamaged(f"a cache of format {found} where {_FORMAT} was expected")

    def _rows(self, hashes: Sequence[bytes], kind: Kind, columns: str) -> Iterator[tuple[bytes, ...]]:
        """Yield the `columns` of those kept, in no certain order."""
        for block in _blocks(hashes):
            marks = ", ".join("?" * len(block))
            # Only our own words and question marks are put together here; every value is bound.
            statement = f"SELECT {columns} WHERE fingerprint = ? AND kind = ? AND text_hash IN ({marks})"
            yield from self._database.execute(statement, (self._fingerprint, kind, *block))

    def _vector(self, blob: bytes) -> NDArray[np.float32]:
        """Return the float32 vector kept in `blob`."""
        vector = np.frombuffer(blob, dtype=np.float32)
        if len(vector) != self.dimension:
            raise CacheDamaged(f"a vector of {len(vector)} numbers where {self.dimension} were expected")
        return vector

    def _tokens(self, states: bytes, offsets: bytes) -> CachedTokens:
        """Return the token states kept in the two blobs."""
        if len(states) * 8 != len(offsets) * 2 * self.dimension:
            raise CacheDamaged("token states and offsets of different lengths")
        return CachedTokens(
            states=np.frombuffer(states, dtype=np.float16).reshape(-1, self.dimension),
            offsets=np.frombuffer(offsets, dtype=np.int32).reshape(-1, 2),
        )


def _columns(text: EncodedText) -> tuple[bytes, ...]:
    """Return the vectors of one text as the table's columns after the row."""
    tokens = text.tokens
    return (
        np.asarray(text.summary.pooled, dtype=np.float32).tobytes(),
        np.asarray(text.summary.token_sum, dtype=np.float32).tobytes(),
        np.asarray(text.summary.token_ids, dtype=np.int32).tobytes(),
        tokens.offsets.astype(np.int32).tobytes() if tokens else b"",
        tokens.states.astype(np.float16).tobytes() if tokens else b"",
    )


def _blocks(hashes: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Yield `hashes` in blocks one statement can bind."""
    for start in range(0, len(hashes), _BLOCK):
        yield hashes[start : start + _BLOCK]


def _readable(error: Exception) -> Exception:
    """Return `error`, or `CacheDamaged` where the file itself is the trouble and not the disk."""
    if isinstance(error, sqlite3.OperationalError | CacheDamaged):
        return error
    return CacheDamaged(str(error))
