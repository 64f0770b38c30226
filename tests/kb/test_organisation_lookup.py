"""Which organisation an id or a name means, and what is said where it means none or several."""

import pytest

from kb.errors import NotFound
from kb.model import Organisation
from kb.organisation_lookup import OrganisationLookup
from kb.store import Store

ORGANISATIONS = (
    Organisation(id="clean-air", name="CleanAir SA", aliases=("Clean Air Belgium",)),
    Organisation(id="north", name="Université du Nord"),
    Organisation(id="lab-1", name="Central Lab"),
    Organisation(id="lab-2", name="Central Lab"),
    Organisation(id="sirris-long-identifier", name="Σ"),
)


@pytest.fixture
def lookup(store: Store) -> OrganisationLookup:
    with store.writing() as writing:
        for organisation in ORGANISATIONS:
            writing.put(organisation)
    return OrganisationLookup(store)


def test_ids_that_exist_are_known(lookup: OrganisationLookup) -> None:
    assert lookup.known(["north", "CleanAir", "lab-1"]) == {"north", "lab-1"}
    assert lookup.known([]) == frozenset()


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("clean-air", "clean-air"),
        ("cleanair", "clean-air"),
        ("Clean Air Belgium", "clean-air"),
        ("universite du nord", "north"),
        ("lab-2", "lab-2"),
    ],
)
def test_an_id_a_name_or_an_alias_is_found(lookup: OrganisationLookup, text: str, id_: str) -> None:
    assert lookup.id_of(text) == id_


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Cleanair Ltdd", "No organisation is called “Cleanair Ltdd”; give its id or its name"),
        ("Universite du Nordd", "the nearest is “Université du Nord” (id north)."),
        ("sirris-long-identifie", "the nearest is “Σ” (id sirris-long-identifier)."),
        ("Central Lab", "Several organisations are called “Central Lab”; give the id: lab-1, lab-2."),
        ("?", "No organisation is called “?”; give its id or its name as its page has it."),
        ("y" * 200, f"No organisation is called “{'y' * 79}…”; give its id"),
    ],
)
def test_what_is_not_found_is_told_with_the_nearest(lookup: OrganisationLookup, text: str, line: str) -> None:
    with pytest.raises(NotFound) as error:
        lookup.id_of(text)
    assert line in str(error.value)
