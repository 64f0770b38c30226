"""The answer in words where the question has constraints, or contradicts itself."""

import pytest

from kb.answer import Band
from kb.model import OrganisationKind, Role, Status
from kb.question import (
    KindConstraint,
    PeriodConstraint,
    Question,
    RoleConstraint,
    StatusConstraint,
)
from kb.wording import answer_in_words
from tests.kb.wording.answers import (
    APP,
    CHU,
    DELTRIAN,
    EPICURA,
    HOSPITALS,
    HOSPITALS_IN_HAINAUT,
    LEADER,
    MASKS,
    PARTNER,
    RAPID,
    SALIVA,
    SALIVA_FOUND,
    TIVOLI,
    ULIEGE,
    answer,
    in_four,
    initiative,
    organisation,
    question,
    weaker,
)

RAPID_FOUND = initiative(RAPID, (CHU, Role.CLINICAL_SITE), (EPICURA, Role.CLINICAL_SITE))
STOPPED = StatusConstraint(start=0, end=7, is_certain=True, statuses=(Status.STOPPED,))


def test_only_constraints_name_the_kind_the_place_and_count_the_initiatives() -> None:
    found = answer(
        HOSPITALS_IN_HAINAUT,
        organisations=[
            organisation(TIVOLI, (SALIVA, Role.PARTNER)),
            organisation(EPICURA, (RAPID, Role.CLINICAL_SITE)),
        ],
        initiatives=[initiative(SALIVA, (TIVOLI, Role.PARTNER)), RAPID_FOUND],
    )
    assert in_four(weaker(found, Band.WEAK)) == in_four(found)
    assert in_four(found) == [
        "Two hospitals in Hainaut take part in two initiatives: CHU Tivoli as a partner in “Saliva tests at "
        "school”; EpiCURA as a clinical site in “Rapid test”.",
        "Deux hôpitaux, en Hainaut, participent à deux initiatives\u00a0: CHU Tivoli comme partenaire dans "
        "«\u00a0Tests salivaires à l’école\u00a0»\u202f; EpiCURA comme site clinique dans «\u00a0Rapid "
        "test\u00a0».",
        "Twee ziekenhuizen in Henegouwen nemen deel aan twee initiatieven: CHU Tivoli als partner in "
        "“Speekseltests op school”; EpiCURA als klinische site in “Rapid test”.",
        "Zwei Krankenhäuser im Hennegau wirken an zwei Initiativen mit: CHU Tivoli als Partner in "
        "„Speicheltests in der Schule“; EpiCURA als klinischer Standort in „Rapid test“.",
    ]


def test_one_organisation_that_meets_the_constraints_is_told_with_its_initiatives() -> None:
    found = answer(
        question("hôpitaux", HOSPITALS, topic=""),
        organisations=[organisation(CHU, (SALIVA, Role.PARTNER), (RAPID, Role.CLINICAL_SITE))],
        initiatives=[SALIVA_FOUND, RAPID_FOUND],
    )
    assert in_four(found) == [
        "One hospital in Liège takes part in two initiatives: CHU de Liège in “Saliva tests at school” "
        "(partner) and “Rapid test” (clinical site).",
        "Un hôpital, à Liège, participe à deux initiatives\u00a0: CHU de Liège dans «\u00a0Tests salivaires "
        "à l’école\u00a0» (partenaire) et «\u00a0Rapid test\u00a0» (site clinique).",
        "Eén ziekenhuis in Luik neemt deel aan twee initiatieven: CHU de Liège in “Speekseltests op school” "
        "(partner) en “Rapid test” (klinische site).",
        "Ein Krankenhaus in Lüttich wirkt an zwei Initiativen mit: CHU de Liège in „Speicheltests in der "
        "Schule“ (Partner) und „Rapid test“ (klinischer Standort).",
    ]


def test_organisations_of_another_kind_are_not_counted() -> None:
    found = answer(question("hospitals testing saliva", HOSPITALS), organisations=[LEADER, PARTNER])
    assert answer_in_words(found, "en").text == (
        "One hospital in Liège works on this: CHU de Liège as a partner in “Saliva tests at school”."
    )


def test_constraints_of_initiatives_are_answered_with_initiatives() -> None:
    found = answer(
        question("stopped projects", STOPPED, topic=""),
        organisations=[LEADER],
        initiatives=[SALIVA_FOUND, initiative(APP)],
    )
    assert in_four(found) == [
        "Two initiatives meet what is asked: “Saliva tests at school” and “Coronalert”.",
        "Deux initiatives répondent à ces critères\u00a0: «\u00a0Tests salivaires à l’école\u00a0» et "
        "«\u00a0Coronalert\u00a0».",
        "Twee initiatieven voldoen aan de vraag: “Speekseltests op school” en “Coronalert”.",
        "Zwei Initiativen entsprechen der Frage: „Speicheltests in der Schule“ und „Coronalert“.",
    ]


@pytest.mark.parametrize(
    ("roles", "beginning"),
    [
        ((Role.LEAD,), "One organisation in Liège leads work on this: ULiège as lead in"),
        ((Role.FUNDER,), "One organisation in Liège funds work on this: ULiège as a funder in"),
        ((Role.SUPPLIER,), "One organisation in Liège makes or supplies this: ULiège as a supplier in"),
        ((Role.CONTACT,), "One organisation in Liège works on this: ULiège as a contact in"),
    ],
)
def test_the_verb_is_that_of_the_role_asked_for(roles: tuple[Role, ...], beginning: str) -> None:
    asked = question("who does it", RoleConstraint(start=0, end=3, is_certain=True, roles=roles))
    without = organisation(DELTRIAN, (MASKS, Role.OTHER))
    found = answer(asked, organisations=[without, organisation(ULIEGE, (MASKS, Role.OTHER), (APP, roles[0]))])
    assert answer_in_words(found, "en").text == f"{beginning} “Coronalert”."


def test_a_contradiction_in_the_question_is_said_first() -> None:
    before = PeriodConstraint(start=6, end=17, is_certain=False, last="2019-12-31")
    after = PeriodConstraint(start=22, end=32, is_certain=False, first="2022-01-01")
    asked: Question = question(
        "tests before 2020 and after 2021", before, after, contradictions=((before.key, after.key),)
    )
    assert in_four(answer(asked, initiatives=[SALIVA_FOUND])) == [
        "“before 2020” and “after 2021” cannot both hold, so neither excludes anything. One initiative is "
        "about this: “Saliva tests at school”.",
        "«\u00a0before 2020\u00a0» et «\u00a0after 2021\u00a0» s’excluent l’un l’autre\u202f; rien n’a donc "
        "été écarté pour cela. Une initiative porte sur ce sujet\u00a0: «\u00a0Tests salivaires à "
        "l’école\u00a0».",
        "“before 2020” en “after 2021” gaan niet samen; daarom sluit geen van beide iets uit. Eén initiatief "
        "gaat hierover: “Speekseltests op school”.",
        "„before 2020“ und „after 2021“ schließen einander aus; deshalb wurde dafür nichts ausgeschlossen. "
        "Eine Initiative befasst sich damit: „Speicheltests in der Schule“.",
    ]


def test_after_a_count_of_initiatives_the_organisations_are_named_as_such() -> None:
    hospitals = [
        organisation(CHU.model_copy(update={"id": name, "name": name}), (SALIVA, Role.PARTNER))
        for name in "ABCDE"
    ]
    found = answer(question("hôpitaux", HOSPITALS, topic=""), organisations=hospitals)
    assert in_four(found) == [
        "Five hospitals in Liège take part in at least one initiative. Among these organisations: A, B "
        "and C as partners "
        "in “Saliva tests at school”.",
        "Cinq hôpitaux, à Liège, participent à au moins une initiative. Parmi ces organisations\u00a0: "
        "A, B et C comme "
        "partenaires dans «\u00a0Tests salivaires à l’école\u00a0».",
        "Vijf ziekenhuizen in Luik nemen deel aan minstens één initiatief. Onder deze organisaties: A, "
        "B en C als partners "
        "in “Speekseltests op school”.",
        "Fünf Krankenhäuser in Lüttich wirken an mindestens einer Initiative mit. Unter diesen "
        "Organisationen: A, B und C "
        "als Partner in „Speicheltests in der Schule“.",
    ]


@pytest.mark.parametrize(
    ("names", "aliases", "noun"),
    [
        (("ULiège", "UNamur"), (), "universities"),
        (("University of Liège", "University of Liège (FARAH)"), (), "organisations"),
        (("University of Liège (ULiège)", "GIGA, University of Liège"), (), "organisations"),
        (("UCLouvain (LIBST)", "UCLouvain (CTMA)"), (), "organisations"),
        (("Université libre de Bruxelles", "FabLab ULB"), ("ULB",), "organisations"),
        (("University of Liège", "University of Namur"), (), "universities"),
    ],
)
def test_departments_are_not_counted_as_universities(
    names: tuple[str, ...], aliases: tuple[str, ...], noun: str
) -> None:
    universities = KindConstraint(start=0, end=4, is_certain=True, kinds=(OrganisationKind.UNIVERSITY,))
    found = answer(
        question("unis", universities),
        organisations=[
            organisation(
                ULIEGE.model_copy(update={"id": name, "name": name, "aliases": aliases}), (APP, Role.LEAD)
            )
            for name in names
        ],
    )
    assert answer_in_words(found, "en").text.startswith(f"Two {noun} in Liège work on this")
