"""Where bars stand; every position is worked out by hand."""

import pytest

from kb.model import Initiative, Label, Status, Theme
from kb.themes_over_time import themes_over_time
from web.timeline import LEAST_WIDTH, MOST_ROWS, Bar, Timeline, point, timeline


def theme(name: str, broader: str | None = None) -> Theme:
    return Theme(id=name, labels=(Label(language="en", text=name),), broader_id=broader)


def drawn(*initiatives: Initiative, themes: tuple[Theme, ...] = (theme("care"),)) -> Timeline:
    return timeline(themes_over_time(initiatives, themes), {one.id: one for one in initiatives})


def bars(shown: Timeline) -> list[Bar]:
    return [bar for row in shown.rows for bar in row.bars]


def initiative(name: str, start: str | None = None, end: str | None = None, **more: object) -> Initiative:
    fields = {"id": name, "title": name, "themes": ("care",), "start": start, "end": end, **more}
    return Initiative.model_validate(fields)


@pytest.mark.parametrize(
    ("date", "begins", "is_over"),
    [
        ("2020", 2020.0, 2021.0),
        ("2020-01", 2020.0, 2020 + 1 / 12),
        ("2020-12", 2020 + 11 / 12, 2021.0),
        ("2020-04-01", 2020.25, 2020.25 + 1 / 360),
        ("2020-02-29", 2020 + (1 + 28 / 29) / 12, 2020 + 2 / 12),
        ("2021-12-31", 2021 + (11 + 30 / 31) / 12, 2022.0),
    ],
)
def test_a_date_lies_where_it_begins_and_ends(date: str, begins: float, is_over: float) -> None:
    assert point(date) == pytest.approx(begins)
    assert point(date, is_end=True) == pytest.approx(is_over)


def test_bars_go_from_start_to_end_over_whole_years() -> None:
    # Two years, so a month is 100 / 24 = 4.17 percent.
    shown = drawn(initiative("a", "2020-04", "2020-09"), initiative("b", "2021"))
    assert [(year.year, year.x, year.is_labelled) for year in shown.years] == [
        (2020, 0.0, True),
        (2021, 50.0, True),
    ]
    assert [(bar.initiative.id, bar.x, bar.width, bar.lane) for bar in bars(shown)] == [
        ("a", 12.5, 25.0, 0),  # April begins after 3 of 24 months, September ends after 9
        ("b", 50.0, 50.0, 0),  # a year alone is the year
    ]
    assert shown.rows[0].lane_count == 1


def test_a_date_alone_is_as_long_as_it_is_precise() -> None:
    shown = drawn(
        initiative("day", "2020-01-01"), initiative("end", None, "2021-02"), initiative("year", "2021")
    )
    widths = {bar.initiative.id: (bar.x, bar.width) for bar in bars(shown)}
    assert widths == {"day": (0.0, LEAST_WIDTH), "end": (54.17, 4.16), "year": (50.0, 50.0)}


def test_the_last_day_of_all_stays_in_the_picture() -> None:
    (bar,) = bars(drawn(initiative("a", "2020-12-31")))
    assert (bar.x, bar.width, bar.end) == (98.8, LEAST_WIDTH, 100.0)


def test_dots_follow_what_was_running_without_an_end_and_stop_at_the_edge() -> None:
    shown = drawn(
        initiative("running", "2020-01", status=Status.ONGOING),
        initiative("planned", "2020-11", status=Status.UNDER_DEVELOPMENT),
        initiative("late", "2020-12", status=Status.ONGOING),
        initiative("done", "2020-03", status=Status.COMPLETED),
        initiative("ended", "2020-05", "2020-06", status=Status.ONGOING),
    )
    dots = {bar.initiative.id: (bar.end, bar.open_end) for bar in bars(shown)}
    assert dots["running"] == (8.33, 13.33)
    assert dots["planned"] == (91.67, 96.67)
    assert dots["late"] == (100.0, 100.0)
    assert dots["done"] == (25.0, 25.0)
    assert dots["ended"] == (50.0, 50.0)
    assert shown.is_open
    assert not drawn(initiative("done", "2020-03", status=Status.COMPLETED)).is_open


def test_bars_that_meet_lie_in_lanes_and_lanes_are_used_again() -> None:
    shown = drawn(
        initiative("long", "2020", "2020"),
        initiative("short", "2020-02", "2020-03"),
        initiative("other", "2020-03", "2020-04"),
        initiative("after", "2020-06"),
        initiative("beside", "2020-04-16"),
    )
    lanes = {bar.initiative.id: bar.lane for bar in bars(shown)}
    assert lanes == {"long": 0, "short": 1, "other": 2, "beside": 1, "after": 1}
    assert shown.rows[0].lane_count == 3


def test_what_has_no_date_has_no_bar_but_is_counted() -> None:
    shown = drawn(initiative("a"), initiative("b", "2020"))
    assert [bar.initiative.id for bar in bars(shown)] == ["b"]
    assert shown.rows[0].over_time.undated_count == 1
    dateless = drawn(initiative("a"))
    assert (dateless.years, dateless.rows[0].bars, dateless.rows[0].lane_count) == ((), (), 0)
    assert drawn() == Timeline(years=(), rows=(), others=())


def test_rows_are_the_broadest_themes_with_the_narrower_ones_beneath() -> None:
    themes = (theme("care"), theme("homes", "care"), theme("night", "homes"), theme("gel"))
    shown = drawn(
        initiative("a", "2020", themes=("night",)), initiative("b", "2020", themes=("gel",)), themes=themes
    )
    assert [
        (row.over_time.theme.id, [one.theme.id for one in row.narrower], len(row.bars)) for row in shown.rows
    ] == [("care", ["homes", "night"], 1), ("gel", [], 1)]


def test_of_themes_above_each_other_one_is_a_row() -> None:
    shown = drawn(initiative("a", "2020", themes=("x",)), themes=(theme("x", "y"), theme("y", "x")))
    assert [(row.over_time.theme.id, [one.theme.id for one in row.narrower]) for row in shown.rows] == [
        ("x", ["y"])
    ]


def test_of_many_themes_and_years_some_are_shown() -> None:
    names = [f"t{number:02}" for number in range(14)]
    shown = drawn(
        initiative("a", "2001", "2020", themes=tuple(names)), themes=tuple(theme(name) for name in names)
    )
    assert len(shown.rows) == MOST_ROWS
    assert [one.theme.id for one in shown.others] == ["t12", "t13"]
    # Twenty years: every fourth is written.
    assert [year.year for year in shown.years if year.is_labelled] == [2001, 2005, 2009, 2013, 2017]
    assert shown.years[1].x == 5.0
