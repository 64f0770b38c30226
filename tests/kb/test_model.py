"""Records refuse what no calendar has and what ends before it starts."""

import pytest
from pydantic import ValidationError

from kb.field_checks import check_date, ends_before_it_starts
from kb.model import DescriptionBasis, Initiative, Organisation, Participation


@pytest.mark.parametrize("date", ["2020", "2020-04", "2020-02-29", "2020-12-31"])
def test_dates_are_as_precise_as_they_are_known(date: str) -> None:
    assert check_date(date) == date
    assert Initiative(id="a", title="A", start=date, end=date).start == date


@pytest.mark.parametrize("date", ["2020-02-31", "2021-02-29", "2020-13", "2020-00", "2020-01-00", "0000"])
def test_dates_that_no_calendar_has_are_refused(date: str) -> None:
    with pytest.raises(ValidationError, match=f"'{date}' is a date that does not exist; write YYYY"):
        Initiative(id="a", title="A", start=date)
    with pytest.raises(ValidationError, match="does not exist"):
        Participation(initiative_id="a", actor_id="b", end=date)


@pytest.mark.parametrize("text", ["", "20", "2020-4", "2020-04-1", "2020/04", "٢٠٢٠", "2020-04-17T10:00"])
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"):
        check_date(text)


@pytest.mark.parametrize(
    ("start", "end", "is_before"),
    [
        ("2020-04-17", "2020-04-16", True),
        ("2020-04-17", "2020-04", False),
        ("2020-04-17", "2020-03", True),
        ("2020", "2019-12-31", True),
        ("2020", "2020-01-01", False),
        (None, "2020", False),
        ("2020", None, False),
    ],
)
def test_periods(start: str | None, end: str | None, is_before: bool) -> None:
    assert ends_before_it_starts(start, end) is is_before
    if not is_before:
        assert Initiative(id="a", title="A", start=start, end=end).end == end
        assert Participation(initiative_id="a", actor_id="b", start=start, end=end).end == end
        return
    with pytest.raises(ValidationError, match=f"end {end} is before start {start}"):
        Initiative(id="a", title="A", start=start, end=end)
    with pytest.raises(ValidationError, match=f"end {end} is before start {start}"):
        Participation(initiative_id="a", actor_id="b", start=start, end=end)


def test_basis_of_a_description_is_one_of_a_closed_list() -> None:
    known = Organisation.model_validate({"id": "a", "name": "A", "description_basis": "source text"})
    assert known.description_basis is DescriptionBasis.SOURCE
    with pytest.raises(ValidationError, match="source text"):
        Organisation.model_validate({"id": "a", "name": "A", "description_basis": "hearsay"})
