import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Initiative, Participation, Role, Status
from kb.question import Gazetteer, PeriodConstraint, understand
from kb.question.columns import Columns
from kb.question.filtering import (
    EVERYTHING,
    Allowed,
    allowed,
    allowed_partners,
    met_by,
    preferences,
    unmet,
)
from tests.kb.question.records import INITIATIVES, ORGANISATIONS


@pytest.mark.parametrize(
    ("text", "initiatives", "organisations"),
    [
        ("masks", None, None),
        ("hôpitaux à Liège qui testent", {"saliva", "rapid"}, {"chu"}),
        ("hospitals in Hainaut that test", {"app"}, {"epicura"}),
        ("PME à Liège", {"rapid"}, {"zentech"}),
        ("PME en province de Liège", {"rapid"}, {"zentech"}),
        ("PME à Namur", set(), set()),
        ("tests in Seraing", {"saliva", "rapid", "masks", "vaccine"}, None),
        ("masks in Fleurus", {"masks"}, None),
        ("tests in Herstal", {"saliva", "rapid", "masks", "vaccine"}, None),
        ("plasmids abroad", {"vaccine"}, None),
        ("tests in Brussels", set(), None),
        ("tests led by a university", {"saliva", "app"}, {"uliege", "unamur"}),
        ("masks led by an SME", {"rapid"}, {"zentech"}),
        ("hospitals or universities in Namur", {"app"}, {"unamur"}),
        ("stopped projects", {"rapid", "masks"}, None),
        ("stopped projects led by zentech", {"rapid"}, None),
        ("projects of ULiège", {"saliva", "masks", "vaccine"}, None),
        ("tests led by ULiège", {"saliva"}, None),
        ("projects with ULiège and ZenTech", {"saliva", "masks", "vaccine", "rapid"}, None),
        ("tests funded by FNRS", {"saliva"}, None),
        ("projects of Julien Guiot", {"app"}, None),
        ("tests before June 2020", {"rapid", "masks", "app"}, None),
        ("tests depuis 2021", {"vaccine", "app"}, None),
        ("tests in 2021", {"masks", "vaccine", "app"}, None),
        ("tests in autumn 2020", {"saliva", "rapid", "masks", "app"}, None),
        ("projects stopped in 2020", {"rapid"}, None),
        ("stopped projects in Liège since 2021", {"masks"}, None),
        ("deltrien", None, None),
    ],
)
def test_what_meets_the_certain_constraints(
    gazetteer: Gazetteer,
    columns: Columns,
    text: str,
    initiatives: set[str] | None,
    organisations: set[str] | None,
) -> None:
    found = allowed(understand(text, gazetteer), columns)
    assert found.initiative_ids == initiatives
    assert found.organisation_ids == organisations
    assert found.is_empty == (initiatives == set())


def test_kind_and_place_hold_for_one_organisation(gazetteer: Gazetteer, columns: Columns) -> None:
    """The masks have an SME (in Fleurus) and somebody in Liège, but no SME in Liège."""
    assert "masks" not in (allowed(understand("PME à Liège", gazetteer), columns).initiative_ids or ())
    assert "masks" in (allowed(understand("masques à Liège", gazetteer), columns).initiative_ids or ())


def test_doubtful_constraints_only_prefer(gazetteer: Gazetteer, columns: Columns) -> None:
    question = understand("Zentech tests near Namur", gazetteer)
    assert allowed(question, columns).initiative_ids is None
    found = preferences(question, columns)
    assert found.initiatives == {"rapid": 0.5, "app": 0.5, "masks": 0.5}
    assert found.organisations == {"zentech": 0.5, "unamur": 0.5, "deltrian": 0.5}


def test_the_role_of_a_certain_actor_may_be_a_preference(gazetteer: Gazetteer, columns: Columns) -> None:
    question = understand("tests menés par l'ULiège", gazetteer)
    assert allowed(question, columns).initiative_ids == frozenset({"saliva", "masks", "vaccine"})
    assert preferences(question, columns).initiatives == {"saliva": 1.0, "masks": 1.0, "vaccine": 1.0}


def test_nothing_doubtful_prefers_nothing(gazetteer: Gazetteer, columns: Columns) -> None:
    found = preferences(understand("stopped projects", gazetteer), columns)
    assert (found.initiatives, found.organisations) == ({}, {})


def test_which_constraints_an_initiative_meets(gazetteer: Gazetteer, columns: Columns) -> None:
    question = understand("stopped tests of ZenTech in Namur", gazetteer)
    assert met_by(question, ["rapid", "app", "unknown"], columns) == {
        "rapid": ("status:0-7", "actor:17-24"),
        "app": ("place:25-33",),
        "unknown": (),
    }


_DATES = (None, "2019", "2020", "2020-03", "2020-03-15", "2020-12-31", "2021-01", "2022")


def test_dates_meet_a_period_as_the_days_they_may_mean_do() -> None:
    """Against the obvious way: try every day the dates may mean."""
    initiatives = [
        Initiative(id=f"{number}", title="x", start=start, end=end, status=status)
        for number, (start, end, status) in enumerate(
            (start, end, status)
            for start in _DATES
            for end in _DATES
            for status in (Status.ONGOING, Status.COMPLETED)
            if not (start and end and end < start[: len(end)])
        )
    ]
    columns = Columns(initiatives=initiatives, organisations=(), participations=())
    for of in ("start", "end", "activity"):
        for first, last in ((None, "2020-03-14"), ("2020-03-15", None), ("2020-03-01", "2020-03-31")):
            period = PeriodConstraint(start=0, end=1, is_certain=True, first=first, last=last, of=of)
            wanted = [_meets(initiative, period) for initiative in initiatives]
            assert columns.within(period).tolist() == wanted


def _meets(initiative: Initiative, period: PeriodConstraint) -> bool:
    first, last = period.first or "0001-01-01", period.last or "9999-12-31"
    if period.of == "end":
        return any(first <= day <= last for day in _days(initiative.end))
    if initiative.start is None:
        return True
    starts = _days(initiative.start)
    if period.of == "start":
        return any(first <= day <= last for day in starts)
    if initiative.end:
        ends = _days(initiative.end)[-1]
    else:
        ends = f"{initiative.start[:4]}-12-31" if initiative.status == Status.COMPLETED else "9999-12-31"
    return starts[0] <= last and ends >= first


def _days(date: str | None) -> list[str]:
    if date is None:
        return []
    year = datetime.date(int(date[:4]), 1, 1)
    every = [(year + datetime.timedelta(days=number)).isoformat() for number in range(366)]
    return [day for day in every if day.startswith(date)]


def test_organisations_take_part_with_each_role_and_people_do_not(columns: Columns) -> None:
    assert list(columns.taking_part(["app", "unknown", "saliva"])) == [
        ("unamur", "app", Role.LEAD),
        ("epicura", "app", Role.CLINICAL_SITE),
        ("uliege", "saliva", Role.LEAD),
        ("chu", "saliva", Role.PARTNER),
        ("fnrs", "saliva", Role.FUNDER),
    ]


def test_an_initiative_counts_once_for_an_organisation_whatever_its_roles() -> None:
    columns = Columns(
        initiatives=INITIATIVES,
        organisations=ORGANISATIONS,
        participations=[
            Participation(initiative_id="saliva", actor_id="chu", role=Role.PARTNER),
            Participation(initiative_id="saliva", actor_id="chu", role=Role.CLINICAL_SITE),
            Participation(initiative_id="app", actor_id="chu", role=Role.PARTNER),
        ],
    )
    assert [columns.initiative_count(id_) for id_ in ("chu", "uliege")] == [2, 0]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("PME à Namur", []),
        ("tests in Brussels", ["place"]),
        ("PME à Bruxelles", ["place"]),
        ("PME à Bruxelles ou à Namur", []),
        ("clusters in Brussels", ["kind", "place"]),
        ("masks in Fleurus", []),
    ],
)
def test_what_nothing_meets_even_alone(
    gazetteer: Gazetteer, columns: Columns, text: str, types: list[str]
) -> None:
    found = unmet(understand(text, gazetteer), columns)
    assert [key.partition(":")[0] for key in found] == types


@pytest.mark.parametrize(
    ("text", "initiatives", "organisations"),
    [
        ("SMEs", {"rapid", "masks"}, {"zentech", "deltrian"}),
        # Where they are, not where something is said to happen: Fleurus is in the title of the masks.
        ("in Fleurus", {"masks"}, {"deltrian"}),
        ("in Namur", {"app"}, {"unamur"}),
        ("SMEs in Liège", {"rapid"}, {"zentech"}),
        ("SMEs in Namur", set(), set()),
        ("hospitals in Liège", {"saliva", "rapid"}, {"chu"}),
        ("clinical sites in Liège", {"rapid"}, {"chu"}),
        # The rapid test, of which the hospital was a site, ended then; the saliva tests went on.
        ("clinical sites in Liège in September 2020", {"rapid"}, {"chu"}),
        ("clinical sites in Liège in October 2020", set(), set()),
        ("hospitals in Liège in October 2020", {"saliva"}, {"chu"}),
        ("stopped projects", {"rapid", "masks"}, {"zentech", "chu", "deltrian", "uliege"}),
        ("stopped projects of universities", {"masks"}, {"uliege"}),
        # Who only pays takes part in nothing, unless that is what is asked for, or its kind.
        ("in Brussels", set(), set()),
        ("funders in Brussels", {"saliva"}, {"fnrs"}),
        ("public authorities", {"saliva"}, {"fnrs"}),
        ("universities in Namur or Liège", {"saliva", "masks", "app"}, {"uliege", "unamur"}),
    ],
)
def test_partners_meet_every_condition_in_one_participation(
    gazetteer: Gazetteer, columns: Columns, text: str, initiatives: set[str], organisations: set[str]
) -> None:
    question = understand(text, gazetteer)
    held = [c.model_copy(update={"is_certain": True}) for c in question.constraints if c.type != "theme"]
    found = allowed_partners(question.model_copy(update={"constraints": tuple(held)}), columns)
    assert found == Allowed(frozenset(initiatives), frozenset(organisations))


def test_without_certain_conditions_every_partner_is_allowed(gazetteer: Gazetteer, columns: Columns) -> None:
    assert allowed_partners(understand("masks", gazetteer), columns) == EVERYTHING
    doubtful = understand("tests near Namur", gazetteer)
    assert doubtful.doubtful
    assert allowed_partners(doubtful, columns) == EVERYTHING


_SETS = st.none() | st.frozensets(st.sampled_from("abc"))


@given(
    one=st.builds(Allowed, _SETS, _SETS), other=st.builds(Allowed, _SETS, _SETS), id_=st.sampled_from("abc")
)
def test_within_is_what_both_allow(one: Allowed, other: Allowed, id_: str) -> None:
    def allows(ids: frozenset[str] | None) -> bool:
        return ids is None or id_ in ids

    both = one.within(other)
    assert both == other.within(one)
    for field in ("initiative_ids", "organisation_ids"):
        held = [allows(getattr(each, field)) for each in (one, other)]
        assert allows(getattr(both, field)) == all(held)


def test_everything_changes_nothing_and_none_is_empty() -> None:
    some = Allowed(frozenset("a"), None)
    assert some.within(EVERYTHING) == EVERYTHING.within(some) == some
    assert EVERYTHING.within(EVERYTHING) == EVERYTHING
    assert some.within(Allowed(frozenset("b"))).is_empty
    assert not EVERYTHING.is_empty
