"""Which matches are about one record, or are new; each function leaves out what is not asked for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kb.model import Initiative, OpenNeed, Organisation
from kb.need_match import Need, NeedMatch


@dataclass(frozen=True, slots=True)
class RecordIds:
    """Some initiatives and some organisations."""

    initiatives: Collection[str] = ()
    organisations: Collection[str] = ()

    def holds(self, record: Initiative | Organisation) -> bool:
        """Whether `record` is one of them."""
        ids = self.initiatives if isinstance(record, Initiative) else self.organisations
        return record.id in ids


def about(matches: Iterable[NeedMatch], records: RecordIds) -> list[NeedMatch]:
    """The needs that `records` state, with all answers, then those that `records` answer, with these only."""
    found = list(matches)
    return [*stated_by(found, records), *answered_by(found, records)]


def stated_by(matches: Iterable[NeedMatch], records: RecordIds) -> list[NeedMatch]:
    """The needs that `records` state, answered or not."""
    return [match for match in matches if _states(records, match.need)]


def answered_by(matches: Iterable[NeedMatch], records: RecordIds) -> list[NeedMatch]:
    """The needs of others that `records` answer, each with these answers only."""
    return answered_through((match for match in matches if not _states(records, match.need)), records)


def answered_through(matches: Iterable[NeedMatch], records: RecordIds) -> list[NeedMatch]:
    """The needs, of whomever, that `records` answer, each with these answers only."""
    kept = [(match, tuple(o for o in match.offers if records.holds(o.by))) for match in matches]
    return [match.model_copy(update={"offers": offers}) for match, offers in kept if offers]


def new_since(matches: Iterable[NeedMatch], day: str, changed: RecordIds) -> list[NeedMatch]:
    """Of needs that are new since `day` all answers; of older ones those of records `changed` since then."""
    found = []
    for match in matches:
        if _is_new(match.need, day, changed):
            found.append(match)
        else:
            found += answered_through([match], changed)
    return found


def answered_first(matches: Iterable[NeedMatch], *, top: int | None = None) -> tuple[NeedMatch, ...]:
    """The needs that something answers, then those to which nothing is close; at most `top` answers each."""
    cut = [match.model_copy(update={"offers": match.offers[:top]}) for match in matches]
    return tuple(sorted(cut, key=lambda match: not match.offers))


def _states(records: RecordIds, need: Need) -> bool:
    return not isinstance(need.stated_by, OpenNeed) and records.holds(need.stated_by)


def _is_new(need: Need, day: str, changed: RecordIds) -> bool:
    if isinstance(need.stated_by, OpenNeed):
        return f"{need.stated_by.recorded_at:%Y-%m-%d}" >= day
    return changed.holds(need.stated_by)
