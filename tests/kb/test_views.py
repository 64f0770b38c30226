"""What a page about one record shows; expectations are written out."""

import pytest

from kb.errors import NotFound
from kb.model import ROLE_ORDER, Initiative, Organisation, Participation, Person, Role
from kb.ranking import ROLE_FACTORS
from kb.store import Store
from kb.views import PersonView, view_initiative, view_organisation, view_theme


def takes_part(actor: Organisation | Person, role: Role = Role.PARTNER, **said: str) -> Participation:
    kind = "person" if isinstance(actor, Person) else "organisation"
    return Participation(initiative_id="tests", actor_id=actor.id, actor_type=kind, role=role, **said)


def test_roles_are_listed_in_one_order() -> None:
    assert sorted(ROLE_ORDER) == sorted(Role)
    factors = [ROLE_FACTORS[role] for role in ROLE_ORDER]
    assert factors == sorted(factors, reverse=True)


def test_participants_stand_in_the_order_of_their_roles(store: Store) -> None:
    actors = [Organisation(id=role.replace(" ", "-"), name=role) for role in sorted(Role)]
    ann = Person(id="ann", name="Ann")
    with store.writing() as writing:
        writing.put_all(actors)
        for record in (Initiative(id="tests", title="Tests"), ann, takes_part(ann, Role.LEAD)):
            writing.put(record)
        for actor in actors:
            writing.put(takes_part(actor, Role(actor.name)))
    view = view_initiative(store, "tests")
    assert [participant.actor.name for participant in view.participants] == [
        *("lead", "manufacturer", "partner", "supplier", "clinical site", "contact", "other", "funder"),
        "Ann",
    ]


def test_people_are_found_by_any_name_in_their_affiliation(store: Store) -> None:
    university = Organisation(id="liege", name="University of Liège", aliases=("ULiège",))
    hospital = Organisation(id="chu", name="CHU de Liège")
    company = Organisation(id="acme", name="Acme SA")
    affiliations = {
        "Ann": "uliege",
        "Bob": "CHU de Liège / ULiège",
        "Cas": "ULIÈGE ASBL",
        "Dan": "Acme",
        "Eve": "University",
        "Fay": None,
    }
    with store.writing() as writing:
        for record in (Initiative(id="tests", title="Tests"), university, hospital, company):
            writing.put(record)
        for actor in (university, hospital, company):
            writing.put(takes_part(actor))
        for name, affiliation in affiliations.items():
            person = Person(id=name.lower(), name=name)
            writing.put(person)
            writing.put(takes_part(person, affiliation=affiliation) if affiliation else takes_part(person))

    def people(organisation_id: str) -> list[str]:
        return [view.person.name for view in view_organisation(store, organisation_id).people]

    assert people("liege") == ["Ann", "Bob", "Cas"]
    assert people("chu") == ["Bob"]
    assert people("acme") == ["Dan"]
    assert view_organisation(store, "acme").people == (
        PersonView(
            person=Person(id="dan", name="Dan"), job_title=None, affiliation="Acme", initiative_id="tests"
        ),
    )


def test_full_name_goes_before_the_name_of_another_but_for_the_legal_form(store: Store) -> None:
    ann = Person(id="ann", name="Ann")
    company, foundation = Organisation(id="nv", name="Acme NV"), Organisation(id="asbl", name="Acme")
    with store.writing() as writing:
        for record in (Initiative(id="tests", title="Tests"), company, foundation, ann):
            writing.put(record)
        for participation in (
            takes_part(company),
            takes_part(foundation),
            takes_part(ann, affiliation="ACME"),
        ):
            writing.put(participation)
    assert view_organisation(store, "nv").people == ()
    assert len(view_organisation(store, "asbl").people) == 1


def test_organisation_with_its_parts_and_collaborators(filled: Store) -> None:
    view = view_organisation(filled, "university-liege")
    assert [part.id for part in view.parts] == ["giga"]
    assert view.parent is None
    assert [(one.organisation.id, one.initiative_count) for one in view.collaborators] == [("giga", 1)]
    assert [one.initiative.id for one in view.initiatives] == ["saliva-test"]
    assert [one.person.id for one in view.people] == ["jane-doe"]
    above = view_organisation(filled, "giga").parent
    assert above is not None
    assert above.id == "university-liege"


def test_unknown_ids_are_not_found(store: Store) -> None:
    for view in (view_initiative, view_organisation, view_theme):
        with pytest.raises(NotFound, match="'nobody'"):
            view(store, "nobody")
