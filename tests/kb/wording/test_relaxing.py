"""What is said where no initiative meets all that a question is certain of."""

import pytest

from kb.answer import Answer
from kb.model import Role
from kb.wording import Relaxation, answer_in_words, relaxation, why
from kb.wording.phrases import LANGUAGES
from tests.kb.wording.answers import (
    APP,
    CHU,
    HOSPITALS,
    HOSPITALS_IN_HAINAUT,
    IN_HAINAUT,
    LEADER,
    SALIVA,
    answer,
    in_four,
    initiative,
    question,
)

BOTH = (HOSPITALS.key, IN_HAINAUT.key)


def relaxed(*met: tuple[str, ...], unmet: tuple[str, ...] = ()) -> Answer:
    """Nothing meets all; each initiative that is listed meets the constraints with keys `met`."""
    listed = [
        initiative(record, (CHU, Role.PARTNER), met=keys)
        for record, keys in zip((SALIVA, APP), met, strict=False)
    ]
    found = answer(HOSPITALS_IN_HAINAUT, initiatives=listed, is_close=False)
    return found.model_copy(update={"relaxed": BOTH, "unmet": unmet})


def test_what_could_not_all_be_met_is_said_and_what_is_shown_instead() -> None:
    assert in_four(relaxed((HOSPITALS.key,), (IN_HAINAUT.key,))) == [
        "No initiative in this compendium meets all of this together: hospitals, Hainaut. Shown is what "
        "comes "
        "nearest and meets part of what is asked. First comes “Saliva tests at school”.",
        "Aucune initiative de ce compendium ne répond à la fois à tous ces critères\u00a0: hôpitaux, "
        "Hainaut. "
        "Voici ce qui s’en approche le plus et y répond en partie. En tête\u00a0: «\u00a0Tests salivaires à "
        "l’école\u00a0».",
        "Geen enkel initiatief in dit compendium voldoet tegelijk aan dit alles: ziekenhuizen, Henegouwen. "
        "Getoond wordt wat er het dichtst bij komt en aan een deel ervan voldoet. Bovenaan staat "
        "“Speekseltests "
        "op school”.",
        "Keine Initiative in diesem Kompendium erfüllt dies alles zugleich: Krankenhäuser, Hainaut. Gezeigt "
        "wird, was dem am nächsten kommt und einen Teil davon erfüllt. An erster Stelle steht "
        "„Speicheltests in "
        "der Schule“.",
    ]


def test_what_nothing_meets_even_alone_is_named() -> None:
    assert in_four(relaxed((HOSPITALS.key,), unmet=(IN_HAINAUT.key,)))[0].startswith(
        "No initiative in this compendium meets this: Hainaut. Shown is what comes nearest and meets part"
    )
    assert [text.partition(":")[0].rstrip() for text in in_four(relaxed((), unmet=BOTH))] == [
        "No initiative in this compendium meets any of these",
        "Aucune initiative de ce compendium ne répond à l’un ou l’autre de ces critères",
        "Geen enkel initiatief in dit compendium voldoet aan een van deze voorwaarden",
        "Keine Initiative in diesem Kompendium erfüllt eine dieser Bedingungen",
    ]


@pytest.mark.parametrize(
    ("met", "shown"),
    [
        ([(HOSPITALS.key,), BOTH], "Shown is what comes nearest and meets part of what is asked."),
        ([(HOSPITALS.key,), ()], "Shown is what comes nearest; some of it meets part of what is asked."),
        ([(), ()], "Shown is what comes nearest otherwise."),
        ([("theme:0-3",)], "Shown is what comes nearest otherwise."),
        ([], ""),
    ],
)
def test_what_is_shown_is_not_said_to_meet_more_than_it_does(met: list[tuple[str, ...]], shown: str) -> None:
    assert relaxation(relaxed(*met), "en") == Relaxation(
        unmet="No initiative in this compendium meets all of this together: hospitals, Hainaut.", shown=shown
    )


def test_organisations_alone_are_shown_without_a_claim() -> None:
    found = answer(HOSPITALS_IN_HAINAUT, organisations=[LEADER], is_close=False)
    text = answer_in_words(found.model_copy(update={"relaxed": BOTH}), "en").text
    assert text.endswith("Shown is what comes nearest otherwise. First comes “Saliva tests at school”.")


def test_where_nothing_was_relaxed_nothing_is_said_of_it() -> None:
    found = answer(HOSPITALS_IN_HAINAUT, initiatives=[initiative(SALIVA)])
    assert [relaxation(found, language) for language in LANGUAGES] == [None] * 4


def test_a_result_that_meets_each_through_another_organisation_says_so() -> None:
    found = relaxed(BOTH, (HOSPITALS.key,))
    assert [why(found.initiatives[0], found, language)[-1] for language in LANGUAGES] == [
        "Each is met, but not by one and the same organisation: hospitals, Hainaut.",
        "Chaque critère est rempli, mais pas par une seule et même organisation\u00a0: hôpitaux, Hainaut.",
        "Aan elk is voldaan, maar niet door één en dezelfde organisatie: ziekenhuizen, Henegouwen.",
        "Jedes ist erfüllt, aber nicht von ein und derselben Organisation: Krankenhäuser, Hainaut.",
    ]
    assert why(found.initiatives[1], found, "en")[-2:] == (
        "Meets: hospitals.",
        "Not met, as far as the records tell: Hainaut.",
    )


def test_the_words_of_a_contradiction_come_before_it() -> None:
    first, second = question("a", HOSPITALS, IN_HAINAUT).constraints
    asked = question("hôpitaux en Hainaut", first, second, contradictions=(BOTH,))
    found = answer(asked, is_close=False).model_copy(update={"relaxed": BOTH})
    assert answer_in_words(found, "en").text == (
        "“hôpitaux” and “Hainaut” cannot both hold, so neither excludes anything. No initiative in this "
        "compendium meets all of this together: hospitals, Hainaut."
    )
