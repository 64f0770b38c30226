"""The answer about an actor whom the question names."""

from kb.answer import Band
from kb.model import Role
from kb.question import ActorConstraint
from kb.wording import answer_in_words
from tests.kb.wording.answers import (
    APP,
    CHU,
    DELTRIAN,
    GUIOT,
    MASKS,
    RAPID,
    SALIVA,
    ULIEGE,
    UNAMUR,
    ZENTECH,
    answer,
    initiative,
    organisation,
    question,
)

NAMED = ActorConstraint(
    start=12, end=20, is_certain=True, name="Deltrian International", organisation_ids=("deltrian",)
)
FOUND = (
    initiative(MASKS, (DELTRIAN, Role.MANUFACTURER), (ULIEGE, Role.PARTNER)),
    initiative(RAPID, (ZENTECH, Role.LEAD), (DELTRIAN, Role.SUPPLIER), (GUIOT, Role.CONTACT)),
)


def test_a_named_organisation_is_told_with_its_initiatives_its_roles_and_the_others() -> None:
    found = answer(question("projects of Deltrian", NAMED, topic=""), initiatives=FOUND)
    assert [answer_in_words(found, language).text for language in ("en", "fr", "nl", "de")] == [
        "Deltrian International takes part in two initiatives here: “Masks from Fleurus” (manufacturer) and "
        "“Rapid test” (supplier). Also taking part: ULiège and ZenTech.",
        "Deltrian International participe à deux initiatives du compendium\u00a0: «\u00a0Masks from "
        "Fleurus\u00a0» (fabricant) et «\u00a0Rapid test\u00a0» (fournisseur). Autres participants\u00a0: "
        "ULiège et ZenTech.",
        "Deltrian International neemt hier deel aan twee initiatieven: “Masks from Fleurus” (fabrikant) en "
        "“Rapid test” (leverancier). Andere deelnemers: ULiège en ZenTech.",
        "Deltrian International wirkt hier an zwei Initiativen mit: „Masks from Fleurus“ (Hersteller) und "
        "„Rapid test“ (Lieferant). Weitere Beteiligte: ULiège und ZenTech.",
    ]


def test_the_total_is_that_of_the_store_where_only_the_name_was_asked() -> None:
    counted = organisation(DELTRIAN, (MASKS, Role.MANUFACTURER), initiative_count=7)
    found = answer(
        question("projects of Deltrian", NAMED, topic=""), initiatives=FOUND, organisations=[counted]
    )
    assert answer_in_words(found, "en", top=2).text.startswith(
        "Deltrian International takes part in seven initiatives here, among them “Masks from Fleurus”"
    )


def test_with_a_topic_only_the_initiatives_on_it_count() -> None:
    weak = initiative(APP, (DELTRIAN, Role.LEAD), band=Band.WEAK)
    found = answer(question("masks of Deltrian", NAMED, topic="masks"), initiatives=[FOUND[0], weak])
    assert answer_in_words(found, "de").text == (
        "Deltrian International wirkt an einer Initiative dazu mit: „Masks from Fleurus“ (Hersteller). "
        "Weitere Beteiligte: ULiège."
    )


def test_a_certain_role_has_its_verb_and_leaves_other_roles_out() -> None:
    led = NAMED.model_copy(update={"roles": (Role.LEAD,), "are_roles_certain": True})
    listed = [*FOUND, initiative(APP, (DELTRIAN, Role.LEAD))]
    found = answer(question("projects of Deltrian", led, topic=""), initiatives=listed)
    assert answer_in_words(found, "fr").text == (
        "Deltrian International pilote une initiative du compendium\u00a0: «\u00a0Coronalert\u00a0» (pilote)."
    )


def test_a_named_person_is_told_without_a_link_of_its_own() -> None:
    person = ActorConstraint(start=0, end=13, is_certain=True, name="Julien Guiot", person_ids=("guiot",))
    said = answer_in_words(answer(question("Julien Guiot", person, topic=""), initiatives=FOUND), "nl")
    assert said.text == (
        "Julien Guiot wordt hier in één initiatief genoemd: “Rapid test”. Andere deelnemers: ZenTech en "
        "Deltrian International."
    )
    assert said.parts[0].kind is None


def test_a_name_that_is_the_whole_question_need_not_be_certain() -> None:
    doubtful = NAMED.model_copy(update={"start": 0, "end": 8, "is_certain": False})
    asked = question("Deltrian", doubtful)
    counted = organisation(DELTRIAN, (MASKS, Role.MANUFACTURER), initiative_count=2)
    for organisations, beginning in [([], "in at least two"), ([counted], "in two")]:
        said = answer_in_words(answer(asked, initiatives=FOUND, organisations=organisations), "en").text
        assert said.startswith(f"Deltrian International takes part {beginning} initiatives here: ")


def test_of_many_others_three_are_named() -> None:
    others = [(actor, Role.PARTNER) for actor in (ULIEGE, CHU, UNAMUR, ZENTECH)]
    fifth = (ZENTECH.model_copy(update={"id": "fifth", "name": "Fifth"}), Role.PARTNER)
    listed = [initiative(SALIVA, (DELTRIAN, Role.LEAD), *others, fifth)]
    found = answer(question("projects of Deltrian", NAMED, topic=""), initiatives=listed)
    assert answer_in_words(found, "en").text.endswith(
        "Among the others taking part: ULiège, CHU de Liège and UNamur."
    )


def test_several_or_doubtful_names_are_answered_as_any_question() -> None:
    doubtful = NAMED.model_copy(update={"is_certain": False})
    other = NAMED.model_copy(update={"start": 30, "end": 36, "organisation_ids": ("uliege",)})
    for constraints in ([doubtful], [NAMED, other]):
        found = answer(question("Deltrian and ULiège", *constraints), initiatives=FOUND)
        assert answer_in_words(found, "en").text == (
            "Two initiatives are about this: “Masks from Fleurus” and “Rapid test”."
        )


WHOLE_AND_PARTS = ActorConstraint(
    start=12, end=18, is_certain=True, name="ULiège", organisation_ids=("uliege", "farah", "giga")
)
FARAH = ULIEGE.model_copy(update={"id": "farah", "name": "University of Liège (FARAH)"})
GIGA = ULIEGE.model_copy(update={"id": "giga", "name": "GIGA, University of Liège"})


def test_what_parts_and_their_whole_do_is_not_told_of_one_part() -> None:
    asked = question("projects of ULiège", WHOLE_AND_PARTS, topic="")
    listed = [initiative(MASKS, (FARAH, Role.LEAD)), initiative(APP, (ULIEGE, Role.PARTNER))]
    said = answer_in_words(answer(asked, initiatives=listed), "en")
    assert said.text.startswith("ULiège takes part in two initiatives here: “Masks from Fleurus” (lead)")
    assert (said.parts[0].id, said.parts[0].evidence_id) == ("uliege", "app")
    listed = [initiative(MASKS, (FARAH, Role.LEAD)), initiative(APP, (GIGA, Role.PARTNER))]
    said = answer_in_words(answer(asked, initiatives=listed), "en")
    assert said.text.startswith("ULiège takes part in two initiatives here: ")
    assert said.parts[0].kind is None
    said = answer_in_words(answer(asked, initiatives=listed[:1]), "en")
    assert said.text.startswith("University of Liège (FARAH) takes part in one initiative here: ")
    assert said.parts[0].id == "farah"


def test_one_other_is_told_in_the_singular() -> None:
    found = answer(question("projects of Deltrian", NAMED, topic=""), initiatives=FOUND[:1])
    assert [
        answer_in_words(found, language).text.split(").")[1] for language in ("en", "fr", "nl", "de")
    ] == [
        " Also taking part: ULiège.",
        " Autre participant\u00a0: ULiège.",
        " Andere deelnemer: ULiège.",
        " Weitere Beteiligte: ULiège.",
    ]


def test_the_others_of_a_few_of_its_initiatives_are_not_told_as_all() -> None:
    counted = organisation(DELTRIAN, (MASKS, Role.MANUFACTURER), initiative_count=7)
    asked = question("projects of Deltrian", NAMED, topic="")
    found = answer(asked, initiatives=FOUND, organisations=[counted])
    assert answer_in_words(found, "fr").text.endswith(
        " Parmi les autres participants\u00a0: ULiège et ZenTech."
    )


def test_names_with_commas_are_parted_by_semicolons() -> None:
    listed = [initiative(MASKS, (DELTRIAN, Role.LEAD), (GIGA, Role.PARTNER), (CHU, Role.PARTNER))]
    found = answer(question("projects of Deltrian", NAMED, topic=""), initiatives=listed)
    assert answer_in_words(found, "en").text.endswith(
        " Also taking part: GIGA, University of Liège; CHU de Liège."
    )


def test_of_a_name_that_only_prefers_just_its_initiatives_are_this() -> None:
    named = NAMED.model_copy(update={"is_certain": False})
    asked = question("who runs Deltrian", named, topic="runs Deltrian")
    theirs = initiative(MASKS, (DELTRIAN, Role.MANUFACTURER), met=(named.key,))
    another = initiative(SALIVA, (ULIEGE, Role.LEAD))
    ranked = [organisation(DELTRIAN, (MASKS, Role.MANUFACTURER)), organisation(ULIEGE, (SALIVA, Role.LEAD))]
    found = answer(asked, initiatives=[theirs, another], organisations=ranked)
    assert answer_in_words(found, "en").text == (
        "One organisation in Fleurus works on this: Deltrian International as a manufacturer in “Masks from "
        "Fleurus”."
    )
    other_way = answer(asked, initiatives=[another, theirs], organisations=ranked)
    assert answer_in_words(other_way, "en").text.startswith(
        "Two organisations in Fleurus and Liège work on this"
    )
