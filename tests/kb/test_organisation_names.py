"""Which organisation a name means."""

import pytest

from kb.model import Organisation
from kb.organisation_names import OrganisationNames, Resemblance

NAMES = OrganisationNames(
    [
        Organisation(
            id="university-liege",
            name="University of Liège",
            aliases=("ULiège", "ULg"),
        ),
        Organisation(id="university-namur", name="University of Namur (UNamur)"),
        Organisation(id="acme-nv", name="Acme NV"),
        Organisation(id="acme-sa", name="Acme SA"),
        Organisation(id="oreal", name="L'Oréal S.A."),
        Organisation(id="lung-1", name="Lung Clinic"),
        Organisation(id="lung-2", name="LUNG-CLINIC"),
    ]
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("university-liege", ["university-liege"]),
        ("ULg", ["university-liege"]),
        ("uliege", ["university-liege"]),
        ("UNIVERSITY OF LIEGE", ["university-liege"]),
        ("University of Liège ASBL", ["university-liege"]),
        ("L’Oreal", ["oreal"]),
        ("SA L'Oréal", ["oreal"]),
        ("Acme SA", ["acme-sa"]),
        ("Acme", ["acme-nv", "acme-sa"]),
        ("Acme SPRL", ["acme-nv", "acme-sa"]),
        ("Lung clinic", ["lung-1", "lung-2"]),
        ("University of Lieg", []),
        ("UNamur", []),
        ("", []),
        ("—", []),
    ],
)
def test_find(text: str, ids: list[str]) -> None:
    assert NAMES.find(text) == tuple(ids)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("University of Lieg", Resemblance("university-liege", "University of Liège", 0.97)),
        ("Liège University of", Resemblance("university-liege", "University of Liège", 1.0)),
        ("UNamur", Resemblance("university-namur", "University of Namur (UNamur)", 1.0)),
        ("ULiège (campus)", Resemblance("university-liege", "University of Liège", 1.0)),
        ("Coris BioConcept", None),
        ("", None),
    ],
)
def test_nearest(text: str, expected: Resemblance | None) -> None:
    assert NAMES.nearest(text) == expected


def test_nothing_is_near_where_there_is_nothing() -> None:
    assert OrganisationNames().nearest("ULiège") is None
    assert OrganisationNames().find("ULiège") == ()
