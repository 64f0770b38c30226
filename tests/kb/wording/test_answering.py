"""The answer in words, sentence by sentence in four languages, from answers made by hand."""

import pytest

from kb.answer import Band, OfferingOrganisation
from kb.model import Organisation, Role
from kb.wording import answer_in_words
from kb.wording.sentences import Part
from tests.kb.wording.answers import (
    APP,
    DELTRIAN,
    HOSPITALS_IN_HAINAUT,
    LEADER,
    MASKS,
    NOWHERE,
    PARTNER,
    RAPID,
    SALIVA,
    SALIVA_FOUND,
    ULIEGE,
    UNAMUR,
    ZENTECH,
    answer,
    evidence,
    in_four,
    initiative,
    organisation,
    weaker,
)

FIVE = (
    LEADER,
    PARTNER,
    organisation(UNAMUR, (APP, Role.LEAD)),
    organisation(ZENTECH, (RAPID, Role.MANUFACTURER)),
    organisation(DELTRIAN, (MASKS, Role.MANUFACTURER)),
)


def test_one_organisation() -> None:
    assert in_four(answer(organisations=[LEADER], initiatives=[SALIVA_FOUND])) == [
        "One organisation in Liège works on this: ULiège as lead in “Saliva tests at school”.",
        "Une organisation, à Liège, y travaille\u00a0: ULiège comme pilote dans "
        "«\u00a0Tests salivaires à l’école\u00a0».",
        "Eén organisatie in Luik werkt hieraan: ULiège als trekker in “Speekseltests op school”.",
        "Eine Organisation in Lüttich arbeitet daran: ULiège als Leitung in „Speicheltests in der Schule“.",
    ]


def test_two_organisations_of_one_initiative() -> None:
    assert in_four(answer(organisations=[LEADER, PARTNER], initiatives=[SALIVA_FOUND])) == [
        "Two organisations in Liège work on this: ULiège as lead and CHU de Liège as a partner in “Saliva "
        "tests at school”.",
        "Deux organisations, à Liège, y travaillent\u00a0: ULiège comme pilote et CHU de Liège comme "
        "partenaire dans «\u00a0Tests salivaires à l’école\u00a0».",
        "Twee organisaties in Luik werken hieraan: ULiège als trekker en CHU de Liège als partner in "
        "“Speekseltests op school”.",
        "Zwei Organisationen in Lüttich arbeiten daran: ULiège als Leitung und CHU de Liège als Partner in "
        "„Speicheltests in der Schule“.",
    ]


def test_those_with_the_same_role_in_one_initiative_share_its_plural() -> None:
    found = answer(organisations=[LEADER, PARTNER, organisation(UNAMUR, (SALIVA, Role.PARTNER))])
    assert [text.partition(": ")[2] for text in in_four(found)] == [
        "ULiège as lead, CHU de Liège and UNamur as partners in “Saliva tests at school”.",
        "ULiège comme pilote, CHU de Liège et UNamur comme partenaires dans «\u00a0Tests salivaires à "
        "l’école\u00a0».",
        "ULiège als trekker, CHU de Liège en UNamur als partners in “Speekseltests op school”.",
        "ULiège als Leitung, CHU de Liège und UNamur als Partner in „Speicheltests in der Schule“.",
    ]


def test_four_organisations_in_three_towns_are_all_named() -> None:
    assert in_four(answer(organisations=FIVE[:4])) == [
        "Four organisations in Liège, Namur and Herstal work on this: ULiège as lead and CHU de Liège as a "
        "partner in “Saliva tests at school”; UNamur as lead in “Coronalert”; ZenTech as a manufacturer in "
        "“Rapid test”.",
        "Quatre organisations, à Liège, à Namur et à Herstal, y travaillent\u00a0: ULiège comme pilote et "
        "CHU de Liège comme partenaire dans «\u00a0Tests salivaires à l’école\u00a0»\u202f; UNamur comme "
        "pilote dans «\u00a0Coronalert\u00a0»\u202f; ZenTech comme fabricant dans «\u00a0Rapid test\u00a0».",
        "Vier organisaties in Luik, Namen en Herstal werken hieraan: ULiège als trekker en CHU de Liège als "
        "partner in “Speekseltests op school”; UNamur als trekker in “Coronalert”; ZenTech als fabrikant in "
        "“Rapid test”.",
        "Vier Organisationen in Lüttich, Namur und Herstal arbeiten daran: ULiège als Leitung und CHU de "
        "Liège als Partner in „Speicheltests in der Schule“; UNamur als Leitung in „Coronalert“; ZenTech als "
        "Hersteller in „Rapid test“.",
    ]


def test_of_five_organisations_three_are_named_and_provinces_told_where_towns_are_many() -> None:
    assert in_four(answer(organisations=FIVE)) == [
        "Five organisations in the province of Liège, in the province of Namur and in Hainaut work on this, "
        "among them ULiège as lead and CHU de Liège as a partner in “Saliva tests at school”; UNamur as lead "
        "in “Coronalert”.",
        "Cinq organisations, en province de Liège, en province de Namur et en Hainaut, y travaillent, dont "
        "ULiège comme pilote et CHU de Liège comme partenaire dans «\u00a0Tests salivaires à "
        "l’école\u00a0»\u202f; UNamur comme pilote dans «\u00a0Coronalert\u00a0».",
        "Vijf organisaties in de provincie Luik, in de provincie Namen en in Henegouwen werken hieraan, "
        "waaronder ULiège als trekker en CHU de Liège als partner in “Speekseltests op school”; UNamur als "
        "trekker in “Coronalert”.",
        "Fünf Organisationen in der Provinz Lüttich, in der Provinz Namur und im Hennegau arbeiten daran, "
        "darunter ULiège als Leitung und CHU de Liège als Partner in „Speicheltests in der Schule“; UNamur "
        "als Leitung in „Coronalert“.",
    ]


@pytest.mark.parametrize(
    ("top", "beginning"),
    [(5, "At least five organisations"), (6, "Five organisations")],
)
def test_a_full_list_is_counted_as_at_least(top: int, beginning: str) -> None:
    assert answer_in_words(answer(organisations=FIVE), "en", top=top).text.startswith(beginning)


def test_a_full_list_that_ends_in_weak_matches_is_whole() -> None:
    weak = organisation(DELTRIAN, (MASKS, Role.MANUFACTURER), band=Band.WEAK)
    text = answer_in_words(answer(organisations=[*FIVE[:4], weak]), "en", top=5).text
    assert text.startswith("Four organisations in Liège, Namur and Herstal work on this: ")
    assert "Deltrian" not in text


def test_more_than_twelve_are_counted_in_digits() -> None:
    many = [
        organisation(ULIEGE.model_copy(update={"id": str(number)}), (SALIVA, Role.LEAD))
        for number in range(13)
    ]
    assert [text.split(" ")[0] for text in in_four(answer(organisations=many), top=20)] == ["13"] * 4


def test_without_a_known_place_none_is_told() -> None:
    nowhere = organisation(NOWHERE, (APP, Role.OTHER))
    assert in_four(answer(organisations=[nowhere])) == [
        "One organisation works on this: Somewhere Ltd in “Coronalert”.",
        "Une organisation y travaille\u00a0: Somewhere Ltd dans «\u00a0Coronalert\u00a0».",
        "Eén organisatie werkt hieraan: Somewhere Ltd in “Coronalert”.",
        "Eine Organisation arbeitet daran: Somewhere Ltd in „Coronalert“.",
    ]
    both = answer_in_words(answer(organisations=[nowhere, LEADER]), "en").text
    assert both.startswith("Two organisations work on this: ")


def test_possible_matches_only_may_work_on_it() -> None:
    found = answer(organisations=[LEADER, PARTNER], initiatives=[SALIVA_FOUND])
    assert [text[:70].split(":")[0].rstrip() for text in in_four(weaker(found, Band.POSSIBLE))] == [
        "Two organisations in Liège may work on this",
        "Deux organisations, à Liège, y travaillent peut-être",
        "Twee organisaties in Luik werken hier misschien aan",
        "Zwei Organisationen in Lüttich arbeiten möglicherweise daran",
    ]


def test_weak_matches_are_perhaps_related() -> None:
    found = answer(organisations=[LEADER], initiatives=[SALIVA_FOUND, initiative(APP)])
    assert in_four(weaker(found, Band.WEAK)) == [
        "Perhaps related: “Saliva tests at school” and “Coronalert”.",
        "Peut-être en rapport\u00a0: «\u00a0Tests salivaires à l’école\u00a0» et «\u00a0Coronalert\u00a0».",
        "Misschien verwant: “Speekseltests op school” en “Coronalert”.",
        "Vielleicht verwandt: „Speicheltests in der Schule“ und „Coronalert“.",
    ]


def test_where_nothing_is_close_the_nearest_is_told_as_nearest() -> None:
    found = answer(organisations=[LEADER], initiatives=[SALIVA_FOUND], is_close=False)
    expected = [
        "Nothing in this compendium is close to this question. The nearest initiative is “Saliva tests at "
        "school”.",
        "Rien dans ce compendium n’est proche de cette question. L’initiative la plus proche est "
        "«\u00a0Tests salivaires à l’école\u00a0».",
        "Niets in dit compendium komt dicht bij deze vraag. Het dichtstbijzijnde initiatief is "
        "“Speekseltests op school”.",
        "Nichts in diesem Kompendium kommt dieser Frage nahe. Die nächstliegende Initiative ist "
        "„Speicheltests in der Schule“.",
    ]
    assert in_four(found) == expected
    assert in_four(answer(organisations=[LEADER], is_close=False)) == expected


def test_where_nothing_is_listed_it_says_so() -> None:
    assert in_four(answer(is_close=False)) == [
        "Nothing in this compendium answers this question.",
        "Rien dans ce compendium ne répond à cette question.",
        "Niets in dit compendium beantwoordt deze vraag.",
        "Nichts in diesem Kompendium beantwortet diese Frage.",
    ]
    assert in_four(answer(HOSPITALS_IN_HAINAUT)) == [
        "Nothing in this compendium meets all that is asked: hospitals, Hainaut.",
        "Rien dans ce compendium ne répond à tous ces critères\u00a0: hôpitaux, Hainaut.",
        "Niets in dit compendium voldoet aan alles wat gevraagd is: ziekenhuizen, Henegouwen.",
        "Nichts in diesem Kompendium erfüllt alles, wonach gefragt ist: Krankenhäuser, Hainaut.",
    ]


def test_initiatives_without_organisations_are_told_by_title() -> None:
    assert in_four(answer(initiatives=[SALIVA_FOUND])) == [
        "One initiative is about this: “Saliva tests at school”.",
        "Une initiative porte sur ce sujet\u00a0: «\u00a0Tests salivaires à l’école\u00a0».",
        "Eén initiatief gaat hierover: “Speekseltests op school”.",
        "Eine Initiative befasst sich damit: „Speicheltests in der Schule“.",
    ]


def test_names_are_linked_to_their_evidence_and_the_rest_is_plain() -> None:
    said = answer_in_words(answer(organisations=[LEADER]), "fr-BE")
    assert said.language == "en"
    assert said.parts == (
        Part(text="One organisation in Liège works on this: "),
        Part(text="ULiège", kind="organisation", id="uliege", evidence_id="saliva"),
        Part(text=" as lead in “"),
        Part(text="Saliva tests at school", kind="initiative", id="saliva", evidence_id="saliva"),
        Part(text="”."),
    )


def test_one_without_a_named_role_does_not_seem_to_share_the_next_ones() -> None:
    onlooker = organisation(UNAMUR, (SALIVA, Role.OTHER))
    found = answer(organisations=[onlooker, LEADER], initiatives=[SALIVA_FOUND])
    assert answer_in_words(found, "en").text == (
        "Two organisations in Namur and Liège work on this: ULiège as lead and UNamur in “Saliva tests at "
        "school”."
    )


def offering(*records: Organisation) -> dict[str, object]:
    quoted = evidence(SALIVA).model_copy(update={"initiative_id": None})
    return {
        "offered_by": tuple(
            OfferingOrganisation(organisation=one, score=0.5, evidence=quoted, band=Band.STRONG)
            for one in records
        )
    }


def test_who_states_an_offer_is_named_where_no_initiative_is_close() -> None:
    found = answer(initiatives=[SALIVA_FOUND], is_close=False).model_copy(update=offering(ULIEGE))
    assert in_four(found) == [
        "No initiative in this compendium is close to this question. The nearest initiative is “Saliva tests "
        "at school”. ULiège says it offers that.",
        "Aucune initiative de ce compendium n’est proche de cette question. L’initiative la plus proche est "
        "«\u00a0Tests salivaires à l’école\u00a0». ULiège dit le proposer.",
        "Geen initiatief in dit compendium komt dicht bij deze vraag. Het dichtstbijzijnde initiatief is "
        "“Speekseltests op school”. ULiège zegt dat aan te bieden.",
        "Keine Initiative in diesem Kompendium kommt dieser Frage nahe. Die nächstliegende Initiative ist "
        "„Speicheltests in der Schule“. ULiège gibt an, das anzubieten.",
    ]


def test_several_who_state_an_offer_are_named_beside_those_who_work_on_it() -> None:
    found = answer(organisations=[LEADER], initiatives=[SALIVA_FOUND])
    said = answer_in_words(found, "en").text
    both = answer_in_words(found.model_copy(update=offering(ULIEGE, ZENTECH)), "en")
    assert both.text == f"{said} ULiège and ZenTech say they offer that."
    assert both.parts[-2:] == (
        Part(text="ZenTech", kind="organisation", id="zentech", evidence_id=None),
        Part(text=" say they offer that."),
    )
    nothing = answer(is_close=False).model_copy(update=offering(ZENTECH))
    assert answer_in_words(nothing, "en").text == (
        "No initiative in this compendium is close to this question. ZenTech says it offers that."
    )
