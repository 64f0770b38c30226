"""What an organisation works on, and when: the themes of its initiatives by the dates that are recorded."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kb.model import Initiative, PartialDate, Record, Theme
from kb.themes import with_narrower


class YearCount(Record):
    """A year and in how many initiatives it falls."""

    year: int
    initiative_count: int


class ThemeOverTime(Record):
    """A theme, and the initiatives that carry it, themselves or through a narrower one."""

    theme: Theme
    initiative_count: int
    initiative_ids: tuple[str, ...]
    """Earliest first, those without a date last."""
    undated_count: int
    """How many of them have neither start nor end."""
    first_date: PartialDate | None
    """The earliest date that is recorded, a start or an end, as precise as it is known."""
    last_date: PartialDate | None
    """The latest one; where no end is recorded the work may have gone on."""
    years: tuple[YearCount, ...]
    """From start to end; of an initiative of which only one of the two is known, that year alone."""


def themes_over_time(initiatives: Sequence[Initiative], themes: Iterable[Theme]) -> tuple[ThemeOverTime, ...]:
    """The themes that `initiatives` carry, most of them first, then by id."""
    known = {theme.id: theme for theme in themes}
    carrying = defaultdict[str, list[Initiative]](list)
    for theme_id, narrower in with_narrower(known.values()).items():
        carrying[theme_id] += [one for one in initiatives if narrower.intersection(one.themes)]
    found = [_over_time(known[theme_id], group) for theme_id, group in carrying.items() if group]
    return tuple(sorted(found, key=lambda one: (-one.initiative_count, one.theme.id)))


def dates(initiatives: Iterable[Initiative]) -> tuple[PartialDate | None, PartialDate | None]:
    """The earliest and the latest date that is recorded of `initiatives`; None, None where there is none."""
    found = sorted(date for one in initiatives for date in (one.start, one.end) if date)
    return (found[0], found[-1]) if found else (None, None)


def _over_time(theme: Theme, initiatives: Sequence[Initiative]) -> ThemeOverTime:
    # "~" comes after every digit: what has no date stands last.
    ordered = sorted(initiatives, key=lambda one: (one.start or one.end or "~", one.id))
    first, last = dates(ordered)
    counts = Counter(year for one in ordered for year in _years(one))
    return ThemeOverTime(
        theme=theme,
        initiative_count=len(ordered),
        initiative_ids=tuple(one.id for one in ordered),
        undated_count=sum(not (one.start or one.end) for one in ordered),
        first_date=first,
        last_date=last,
        years=tuple(YearCount(year=year, initiative_count=counts[year]) for year in sorted(counts)),
    )


def _years(initiative: Initiative) -> range:
    first, last = initiative.start or initiative.end, initiative.end or initiative.start
    return range(int(first[:4]), int(last[:4]) + 1) if first and last else range(0)
