"""One organisation within one theme: what it does there, with whom, and who else works on it."""

import pytest

from kb.errors import NotFound
from kb.model import Initiative, Label, Organisation, Participation, Person, Role, Theme
from kb.organisation_theme import MOST_OTHERS, view_organisation_theme
from kb.store import Store


@pytest.fixture
def themed(store: Store) -> Store:
    """Three initiatives of hygiene, one of which is of masks, and one of something else."""
    rows = (
        ("gel", "ours", Role.LEAD),
        ("gel", "ours", Role.SUPPLIER),
        ("gel", "brewery", Role.PARTNER),
        ("masks", "ours", Role.FUNDER),
        ("masks", "brewery", Role.LEAD),
        ("masks", "bank", Role.FUNDER),
        ("soap", "aca", Role.LEAD),
        ("song", "choir", Role.LEAD),
    )
    with store.writing() as writing:
        writing.put(Theme(id="hygiene", labels=(Label(language="en", text="hygiene"),)))
        writing.put(Theme(id="mask", labels=(Label(language="en", text="mask"),), broader_id="hygiene"))
        writing.put(Theme(id="music", labels=(Label(language="en", text="music"),)))
        for name in ("ours", "brewery", "bank", "aca", "choir"):
            writing.put(Organisation(id=name, name=name.title()))
        writing.put(Initiative(id="gel", title="Gel", themes=("hygiene",), start="2020-04", end="2021"))
        writing.put(Initiative(id="masks", title="Masks", themes=("mask",), start="2020-06-01"))
        writing.put(Initiative(id="soap", title="Soap", themes=("hygiene", "mask")))
        writing.put(Initiative(id="song", title="Song", themes=("music",)))
        # A person may have the id of an organisation: they are not the same.
        writing.put(Person(id="ours", name="Ann Ours"))
        writing.put(Participation(initiative_id="gel", actor_id="ours", actor_type="person"))
        for initiative, organisation, role in rows:
            writing.put(Participation(initiative_id=initiative, actor_id=organisation, role=role))
    return store


def test_its_initiatives_of_a_theme_and_of_narrower_ones_with_those_beside_it(themed: Store) -> None:
    view = view_organisation_theme(themed, "ours", "hygiene")
    assert [one.initiative.id for one in view.initiatives] == ["masks", "gel"]
    assert [[p.role for p in one.participations] for one in view.initiatives] == [
        [Role.FUNDER],
        [Role.LEAD, Role.SUPPLIER],
    ]
    assert [[p.actor.name for p in one.others] for one in view.initiatives] == [
        ["Brewery", "Bank"],
        ["Brewery", "Ann Ours"],
    ]
    assert (view.first_date, view.last_date) == ("2020-04", "2021")
    assert [theme.id for theme in view.narrower] == ["mask"]
    assert view.theme_initiative_count == 3


def test_others_are_counted_by_work_and_not_by_money(themed: Store) -> None:
    view = view_organisation_theme(themed, "ours", "hygiene")
    assert [(one.organisation.id, one.initiative_count, one.shared_count) for one in view.others] == [
        ("brewery", 2, 2),
        ("aca", 1, 0),
    ]
    assert view.other_count == 2


def test_an_organisation_without_the_theme_still_sees_who_works_on_it(themed: Store) -> None:
    view = view_organisation_theme(themed, "choir", "mask")
    assert (view.initiatives, view.first_date, view.last_date, view.narrower) == ((), None, None, ())
    assert [one.organisation.id for one in view.others] == ["aca", "brewery"]
    assert view.theme_initiative_count == 2


def test_only_the_first_others_are_named(themed: Store) -> None:
    with themed.writing() as writing:
        for number in range(25):
            writing.put(Organisation(id=f"o{number:02}", name=f"O{number:02}"))
            writing.put(Participation(initiative_id="song", actor_id=f"o{number:02}"))
    view = view_organisation_theme(themed, "choir", "music")
    assert [one.organisation.id for one in view.others] == [f"o{number:02}" for number in range(MOST_OTHERS)]
    assert view.other_count == 25


def test_what_does_not_exist_is_named(themed: Store) -> None:
    with pytest.raises(NotFound, match="no organisation with id 'nobody'"):
        view_organisation_theme(themed, "nobody", "hygiene")
    with pytest.raises(NotFound, match="no theme with id 'nothing'"):
        view_organisation_theme(themed, "ours", "nothing")
