"""The themes of initiatives and the years they fall in; all expectations are written out."""

from kb.model import Initiative, Label, Theme
from kb.themes_over_time import YearCount, dates, themes_over_time

CARE = Theme(id="care", labels=(Label(language="en", text="care"),))
HOMES = Theme(id="homes", labels=(Label(language="en", text="homes"),), broader_id="care")
MASKS = Theme(id="masks", labels=(Label(language="en", text="masks"),))
UNUSED = Theme(id="unused", labels=(Label(language="en", text="unused"),))
THEMES = (CARE, HOMES, MASKS, UNUSED)
INITIATIVES = (
    Initiative(id="a", title="A", themes=("homes",), start="2020-11", end="2022"),
    Initiative(id="b", title="B", themes=("care", "masks"), start="2021-03-17"),
    Initiative(id="c", title="C", themes=("masks",)),
    Initiative(id="d", title="D", themes=("homes", "care"), end="2020"),
)


def test_themes_hold_what_is_narrower_most_initiatives_first() -> None:
    found = themes_over_time(INITIATIVES, THEMES)
    assert [(one.theme.id, one.initiative_count) for one in found] == [
        ("care", 3),
        ("homes", 2),
        ("masks", 2),
    ]
    assert [one.initiative_ids for one in found] == [("d", "a", "b"), ("d", "a"), ("b", "c")]


def test_years_go_from_start_to_end_and_no_further_than_is_known() -> None:
    care, homes, masks = themes_over_time(INITIATIVES, THEMES)
    assert [(one.year, one.initiative_count) for one in care.years] == [(2020, 2), (2021, 2), (2022, 1)]
    assert [(one.year, one.initiative_count) for one in homes.years] == [(2020, 2), (2021, 1), (2022, 1)]
    assert masks.years == (YearCount(year=2021, initiative_count=1),)
    assert (care.first_date, care.last_date, care.undated_count) == ("2020", "2022", 0)
    assert (masks.first_date, masks.last_date, masks.undated_count) == ("2021-03-17", "2021-03-17", 1)


def test_without_a_date_there_is_no_year() -> None:
    (found,) = themes_over_time(INITIATIVES[2:3], THEMES)
    assert (found.years, found.first_date, found.last_date, found.undated_count) == ((), None, None, 1)
    assert dates(()) == (None, None)
    assert themes_over_time((), THEMES) == ()
