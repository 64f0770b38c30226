import pytest

from kb.question import ActorConstraint, Gazetteer, understand


def _actors(text: str, gazetteer: Gazetteer) -> list[ActorConstraint]:
    return [c for c in understand(text, gazetteer).constraints if isinstance(c, ActorConstraint)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("zentech", ["zentech"]),
        ("Zentech tests", ["zentech"]),
        ("oncoradiomics", ["oncoradiomics"]),
        ("deltrien", ["deltrian"]),
        ("Kaneka Eurogentek Projekte", ["eurogentec"]),
        ("kaneka", ["kaneka"]),
        ("universite de liege", ["uliege", "giga"]),
        ("Universiteit Luik", ["uliege", "giga"]),
        ("Universität Lüttich", ["uliege", "giga"]),
        ("giga", ["giga"]),
        ("CHU de Liege", ["chu"]),
        ("chr citadelle", ["citadelle"]),
        ("GSK", ["gsk"]),
        ("WeLL", ["well"]),
        ("Citadelle", ["citadelle"]),
        ("FRS-FNRS", ["fnrs"]),
        ("Coris Bioconcep", ["coris"]),
    ],
)
def test_organisations_are_named(gazetteer: Gazetteer, text: str, ids: list[str]) -> None:
    [actor] = _actors(text, gazetteer)
    assert list(actor.organisation_ids) == ids
    assert not actor.is_certain


@pytest.mark.parametrize(
    "text",
    [
        "water from a well",
        "visite de la citadelle",
        "core business",
        "tests in der Provinz Lüttich",
        "rapid test",
        "gsk",
        "delirium",
        "dentaire",
        "application",
    ],
)
def test_ordinary_words_are_no_names(gazetteer: Gazetteer, text: str) -> None:
    assert _actors(text, gazetteer) == []


def test_people_and_products_are_named(gazetteer: Gazetteer) -> None:
    [person] = _actors("Dr julien guiot, pneumologue", gazetteer)
    assert (person.name, person.person_ids) == ("Julien Guiot", ("guiot",))
    [misspelled] = _actors("Cedric Szpierer", gazetteer)
    assert (misspelled.person_ids, misspelled.is_exact) == (("szpirer",), False)
    [product] = _actors("coronalert app", gazetteer)
    assert product.initiative_ids == ("app",)
    [wrong] = _actors("coronalerte", gazetteer)
    assert (wrong.initiative_ids, wrong.is_exact) == (("app",), False)


@pytest.mark.parametrize(
    ("text", "ids", "roles", "are_roles_certain"),
    [
        ("projects of ULiège", ["uliege", "giga"], [], False),
        ("projets de l'ULiège", ["uliege", "giga"], [], False),
        ("projecten van de UNamur", ["unamur"], [], False),
        ("Projekte der Universität Lüttich", ["uliege", "giga"], [], False),
        ("UNamur projects", ["unamur"], [], False),
        ("partenaires de zentech", ["zentech"], [], False),
        ("masks led by Deltrian", ["deltrian"], ["lead"], True),
        ("masques dirigés par Deltrian", ["deltrian"], ["lead"], True),
        ("maskers onder leiding van Deltrian", ["deltrian"], ["lead"], True),
        ("Masken, geleitet von Deltrian", ["deltrian"], ["lead"], True),
        ("recherche financée par le FNRS", ["fnrs"], ["funder"], True),
        ("research funded by the FNRS", ["fnrs"], ["funder"], True),
        ("onderzoek gefinancierd door FNRS", ["fnrs"], ["funder"], True),
        ("Forschung gefördert vom FNRS", ["fnrs"], ["funder"], True),
        ("recherche soutenue par le FNRS", ["fnrs"], ["funder"], False),
        ("tests, uniquement équipes UNamur", ["unamur"], [], False),
    ],
)
def test_grammar_makes_an_actor_certain(
    gazetteer: Gazetteer, text: str, ids: list[str], roles: list[str], are_roles_certain: bool
) -> None:
    [actor] = _actors(text, gazetteer)
    assert (list(actor.organisation_ids), list(actor.roles)) == (ids, roles)
    assert (actor.is_certain, actor.are_roles_certain) == (True, are_roles_certain)


def test_a_misspelled_actor_is_never_certain(gazetteer: Gazetteer) -> None:
    [actor] = _actors("projects of Deltrien", gazetteer)
    assert not actor.is_certain
