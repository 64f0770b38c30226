"""The records that answers show, each read from the store once for each version of it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from kb.answer import Participant
from kb.model import Initiative, Organisation
from kb.participants import participants_of
from kb.store import Store, StoreReads

MOST_KEPT = 5_000
"""Records of each sort, before all of that sort are forgotten.

An initiative of the sample takes 7 kB, its participants 14 kB, an organisation 2 kB: at most about 115 MB.
"""

_T = TypeVar("_T")
_R = TypeVar("_R", Initiative, Organisation)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was read of one version."""

    counter: int
    initiatives: dict[str, Initiative] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    participants: dict[str, tuple[Participant, ...]] = field(default_factory=dict)


class Records:
    """Records by id, as of one version of the store; ids that are not there are left out."""

    def __init__(self, store: StoreReads, kept: _Kept) -> None:
        self._store = store
        self._kept = kept

    def initiatives(self, ids: Iterable[str]) -> dict[str, Initiative]:
        """The initiatives with these ids."""
        return _found(self._kept.initiatives, ids, lambda missing: _by_id(self._store.initiatives(missing)))

    def organisations(self, ids: Iterable[str]) -> dict[str, Organisation]:
        """The organisations with these ids."""
        return _found(
            self._kept.organisations, ids, lambda missing: _by_id(self._store.organisations(missing))
        )

    def participants(self, ids: Iterable[str]) -> dict[str, tuple[Participant, ...]]:
        """Id of an initiative → its participants, as `participants_of` gives them."""

        def read(missing: Collection[str]) -> dict[str, tuple[Participant, ...]]:
            return dict.fromkeys(missing, ()) | participants_of(self._store, missing)

        return _found(self._kept.participants, ids, read)


class RecordsOfStore:
    """Keeps the records that were read until the store changes. Threads may share it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept = _Kept(counter=-1)

    @contextmanager
    def reading(self) -> Iterator[Records]:
        """The records as they are at the first of several reads."""
        with self._store.reading() as store:
            kept, counter = self._kept, store.change_counter()
            if kept.counter != counter:
                self._kept = kept = _Kept(counter)
            yield Records(store, kept)


def _found(
    kept: dict[str, _T], ids: Iterable[str], read: Callable[[Collection[str]], Mapping[str, _T]]
) -> dict[str, _T]:
    """What is kept of `ids`, the missing ones read."""
    wanted = set(ids)
    # Asked for once each: another thread may clear what is kept at any time.
    found = {key: record for key in wanted if (record := kept.get(key)) is not None}
    if len(found) < len(wanted):
        new = read(wanted - found.keys())
        if len(kept) + len(new) > MOST_KEPT:
            kept.clear()
        kept.update(new)
        found.update(new)
    return found


def _by_id(records: Iterable[_R]) -> dict[str, _R]:
    return {record.id: record for record in records}
