"""Open needs: what visitors asked for in vain and left for the people who run the compendium."""

import datetime
from collections.abc import Callable, Collection, Sequence

from kb.errors import NeedExists, NeedListFull, NotFound, TooManyNeeds
from kb.importing.cleaning import clean as without_contact_details
from kb.model import NeedStatus, OpenNeed, Record
from kb.query import MAX_QUESTION, parse_query
from kb.store import Store, StoreWriting

MAX_NEED = MAX_QUESTION
"""Characters of an open need: whatever could be asked can be recorded."""
MAX_NEEDS_AN_HOUR = 30
"""New ones that all visitors together may record in one hour by the clock."""
MAX_OPEN_NEEDS = 2_000
"""How many may be open: more than people will read are no help to anyone."""


class RecordedNeed(Record):
    """What recording a need came to."""

    need: OpenNeed
    is_new: bool
    """False where the same text was open already; `need` is then the one that was."""


class RemovedNeeds(Record):
    """What removing needs came to."""

    count: int
    is_gone: bool
    """False where the store's log still holds their texts: another program was reading the store. They are
    gone once all programs that use it have ended, or with the next removal."""


class OpenNeeds:
    """The open needs of a store. Safe to share between threads, and between programs that share the file.

    Every method may raise StoreError.
    """

    def __init__(self, store: Store, *, now: Callable[[], datetime.datetime] | None = None) -> None:
        self._store = store
        self._now = now or _clock

    @property
    def can_be_recorded(self) -> bool:
        """Whether this program may write to the store at all."""
        return not self._store.is_read_only

    def check_writable(self) -> None:
        """Raises StoreError where none can be recorded, because this program may only read the store."""
        self._store.check_writable()

    def record(self, text: str, *, language: str) -> RecordedNeed:
        """Keep `text`, cleaned as questions are and without e-mail addresses and telephone numbers.

        Args:
            text: What is needed, at most `MAX_NEED` characters.
            language: Two letters, of the interface it was written in.

        Raises:
            InvalidQuery: The text is empty, too long, or holds no word.
            TooManyNeeds: Others recorded too many in this hour.
            NeedListFull: Too many are open already.
        """
        cleaned = clean_need(text)
        hour = self._now().astimezone(datetime.UTC).replace(minute=0, second=0, microsecond=0)
        with self._store.writing() as writing:
            known = writing.open_needs(text=cleaned, status=NeedStatus.OPEN)
            if known:
                return RecordedNeed(need=known[0], is_new=False)
            _check_room(writing, hour)
            need = writing.add_open_need(cleaned, language=language, recorded_at=hour)
            return RecordedNeed(need=need, is_new=True)

    def listed(self, *, with_closed: bool = False) -> list[OpenNeed]:
        """The needs that are open, and on request those that were closed; first recorded first."""
        return self._store.open_needs(status=None if with_closed else NeedStatus.OPEN)

    def close(self, ids: Collection[int]) -> int:
        """Close these; returns how many were open. Raises NotFound, and then closes none."""
        return self._change(ids, NeedStatus.CLOSED)

    def reopen(self, ids: Collection[int]) -> int:
        """Open these again; returns how many were closed.

        Raises NotFound, or NeedExists where the same text is open under another id; opens none then.
        """
        return self._change(ids, NeedStatus.OPEN)

    def remove(self, ids: Collection[int]) -> RemovedNeeds:
        """Delete these for good, also from the store's log. Raises NotFound, and then deletes none."""
        with self._store.writing() as writing:
            found = _found(writing, ids)
            for need in found:
                writing.remove_open_need(need.id)
        return RemovedNeeds(count=len(found), is_gone=self._store.empty_log())

    def _change(self, ids: Collection[int], status: NeedStatus) -> int:
        with self._store.writing() as writing:
            changing = [need for need in _found(writing, ids) if need.status is not status]
            for need in changing:
                if status is NeedStatus.OPEN:
                    _check_not_recorded_anew(writing, need)
                writing.set_need_status(need.id, status)
        return len(changing)


def clean_need(text: str) -> str:
    """The text as it is kept; InvalidQuery where nothing is left of it that could be."""
    asked = parse_query(text, max_characters=MAX_NEED, noun="need")
    return parse_query(without_contact_details(asked.text).text, noun="need").text


def _check_room(writing: StoreWriting, hour: datetime.datetime) -> None:
    if writing.open_need_count(status=NeedStatus.OPEN) >= MAX_OPEN_NEEDS:
        raise NeedListFull(
            f"{MAX_OPEN_NEEDS:,} needs are open, the most that are kept: `compendium needs close` or "
            "`compendium needs remove` makes room."
        )
    if writing.open_need_count(recorded_at=hour) >= MAX_NEEDS_AN_HOUR:
        raise TooManyNeeds(
            f"{MAX_NEEDS_AN_HOUR} needs were recorded in this hour, the most that are accepted in one. "
            "Try again in the next hour."
        )


def _check_not_recorded_anew(writing: StoreWriting, need: OpenNeed) -> None:
    anew = writing.open_needs(text=need.text, status=NeedStatus.OPEN)
    if anew:
        raise NeedExists(
            f"Open need {need.id} cannot be opened again: its text is open as {anew[0].id}. "
            "Nothing was changed."
        )


def _found(writing: StoreWriting, ids: Collection[int]) -> Sequence[OpenNeed]:
    found = writing.open_needs(ids=ids)
    missing = sorted(set(ids) - {need.id for need in found})
    if missing:
        several = len(missing) > 1
        raise NotFound(
            f"There {'are' if several else 'is'} no open need{'s' if several else ''} with id "
            f"{', '.join(map(str, missing))}: `compendium needs --all` lists what there is. "
            "Nothing was changed."
        )
    return found


def _clock() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
