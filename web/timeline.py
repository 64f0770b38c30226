"""Where the themes of an organisation stand in time: positions for a picture, in percent of its width."""

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.model import Initiative, PartialDate, Status, Theme
from kb.themes_over_time import ThemeOverTime

LEAST_WIDTH = 1.2
"""A day among many years would not be seen."""
GAP = 0.8
"""Between two initiatives of one lane."""
OPEN_LENGTH = 5.0
"""Of the dots behind an initiative that was running when last seen: it goes on, nobody says until when."""
MOST_LABELS = 6
"""Years that are written below; of more only every second, third … one."""
MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """An initiative with a date: from the beginning of its start to the end of its end."""

    initiative: Initiative
    x: float
    width: float
    lane: int
    """0 is the highest."""
    open_width: float
    """Of the dots that follow; 0 where the end is known, or where nothing says that it goes on."""

    @property
    def end(self) -> float:
        """Where the bar ends and the dots begin."""
        return round(self.x + self.width, 2)

    @property
    def open_end(self) -> float:
        """Where the dots end."""
        return round(self.end + self.open_width, 2)


@dataclass(frozen=True, slots=True)
class Row:
    """A theme that has no broader one here, and what is narrower."""

    over_time: ThemeOverTime
    narrower: tuple[ThemeOverTime, ...]
    bars: tuple[Bar, ...]
    lane_count: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year: where it begins, and whether it is written."""

    year: int
    x: float
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Themes as rows, whole years from left to right."""

    years: tuple[Year, ...]
    """None where no initiative has a date."""
    rows: tuple[Row, ...]
    """The themes of most initiatives, at most twelve."""
    others: tuple[ThemeOverTime, ...]
    """Those for which there is no row."""

    @property
    def is_open(self) -> bool:
        """Whether there are dots in it."""
        return any(bar.open_width for row in self.rows for bar in row.bars)


def timeline(themes: Sequence[ThemeOverTime], initiatives: Mapping[str, Initiative]) -> Timeline:
    """The timeline of `themes`, whose initiatives are among `initiatives`."""
    span = _span(initiatives[one] for theme in themes for one in theme.initiative_ids)
    present = {found.theme.id: found.theme for found in themes}
    above = {found.theme.id: _highest(found.theme, present) for found in themes}
    highest = [found for found in themes if above[found.theme.id] == found.theme.id]
    rows = []
    for found in highest[:MOST_ROWS]:
        bars = _bars([initiatives[one] for one in found.initiative_ids], span)
        narrower = tuple(one for one in themes if above[one.theme.id] == found.theme.id and one is not found)
        rows.append(Row(found, narrower, bars, max((bar.lane + 1 for bar in bars), default=0)))
    return Timeline(years=_years(span), rows=tuple(rows), others=tuple(highest[MOST_ROWS:]))


def point(date: PartialDate, *, is_end: bool = False) -> float:
    """Where a date lies, in years (2020.25 is the first of April); with `is_end` where it is over.

    All months are of one length. A year alone begins with its first day and ends with its last.
    """
    parts = [int(part) for part in date[:10].split("-")]
    year, month, day = (*parts, 0, 0)[:3]
    if not month:
        return float(year + is_end)
    if not day:
        return year + (month - 1 + is_end) / 12
    return year + (month - 1 + (day - 1 + is_end) / calendar.monthrange(year, month)[1]) / 12


def _span(initiatives: Iterable[Initiative]) -> tuple[int, int] | None:
    """The first year and the one after the last; None where there is no date."""
    years = [int(date[:4]) for one in initiatives for date in (one.start, one.end) if date]
    return (min(years), max(years) + 1) if years else None


def _highest(theme: Theme, present: Mapping[str, Theme]) -> str:
    """The id of the broadest theme above `theme` that is present, or its own."""
    seen = {theme.id}
    while (above := present.get(theme.broader_id or "")) and above.id not in seen:
        theme = above
        seen.add(theme.id)
    # The import refuses themes that are above each other, the store does not: the first of them by id.
    return min(seen) if above else theme.id


def _years(span: tuple[int, int] | None) -> tuple[Year, ...]:
    if span is None:
        return ()
    first, after = span
    step = -(-(after - first) // MOST_LABELS)
    return tuple(
        Year(year, _percent(year, span), is_labelled=(year - first) % step == 0)
        for year in range(first, after)
    )


def _bars(initiatives: Iterable[Initiative], span: tuple[int, int] | None) -> tuple[Bar, ...]:
    """The bars of those that have a date, each in the highest lane that is free."""
    placed = sorted(
        (*_extent(one, span), one.id, one)
        for one in initiatives
        if span is not None and (one.start or one.end)
    )
    ends: list[float] = []
    bars = []
    for x, width, open_width, _, initiative in placed:
        free = (lane for lane, end in enumerate(ends) if end + GAP <= x)
        lane = next(free, len(ends))
        ends[lane : lane + 1] = [x + width + open_width]
        bars.append(Bar(initiative, x, width, lane, open_width))
    return tuple(bars)


def _extent(initiative: Initiative, span: tuple[int, int]) -> tuple[float, float, float]:
    """Left end, width and length of the dots of one initiative."""
    start, end = initiative.start or initiative.end or "", initiative.end or initiative.start or ""
    x = _percent(point(start), span)
    width = max(_percent(point(end, is_end=True), span) - x, LEAST_WIDTH)
    x = min(x, 100 - width)
    is_running = initiative.status in (Status.ONGOING, Status.UNDER_DEVELOPMENT)
    goes_on = is_running and initiative.end is None
    return round(x, 2), round(width, 2), round(min(OPEN_LENGTH, 100 - x - width), 2) if goes_on else 0.0


def _percent(year: float, span: tuple[int, int]) -> float:
    first, after = span
    return round(100 * (year - first) / (after - first), 2)
