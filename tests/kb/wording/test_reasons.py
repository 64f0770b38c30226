"""Why an initiative is among the results, and what bands mean."""

import pytest

from kb.answer import Band, Match
from kb.model import OrganisationKind
from kb.question import KindConstraint, Place, PlaceConstraint
from kb.wording import band_explanation, band_label, why
from kb.wording.phrases import LANGUAGES
from tests.kb.wording.answers import SALIVA, answer, evidence, initiative, question

TEXT = "Des masques chirurgicaux, des visières FFP2 et 95 gants."
KIND = KindConstraint(start=0, end=4, is_certain=True, kinds=(OrganisationKind.SME,))
PLACE = PlaceConstraint(start=5, end=9, is_certain=True, places=(Place(scope="town", name="Namur"),))


def match(word: str, query_word: str, similarity: float) -> Match:
    start = TEXT.index(word)
    return Match(start=start, end=start + len(word), query_word=query_word, similarity=similarity)


QUOTED = evidence(
    SALIVA,
    match("masques", "masks", 0.7),
    match("visières", "shields", 0.8),
    match("FFP2", "ffp2", 0.9),
    match("95", "190", 0.9),
    match("gants", "masks", 0.2),
    match("gants", "ffp2", 0.2),
    text=TEXT,
)


def test_every_reason_in_four_languages() -> None:
    ranked = initiative(SALIVA, quoted=QUOTED, found_by="themes", signals=(0.5, 0.05, 0.6), met=(KIND.key,))
    found = answer(question("pme à Namur masks shields ffp2", KIND, PLACE), initiatives=[ranked])
    assert why(ranked, found, "en") == (
        "In the question and in the text: “ffp2”.",
        "“visières” answers “shields”; “masques” answers “masks”.",
        "Found through its themes.",
        "Its meaning speaks for it, hardly its words (from 0 to 1: meaning 0.50, same words 0.05, word "
        "by word 0.60, like the best results 0.00).",
        "Meets: SMEs.",
        "Not met, as far as the records tell: Namur.",
    )
    assert why(ranked, found, "fr") == (
        "Dans la question et dans le texte\u00a0: «\u00a0ffp2\u00a0».",
        "«\u00a0visières\u00a0» répond à «\u00a0shields\u00a0»\u202f; «\u00a0masques\u00a0» répond à "
        "«\u00a0masks\u00a0».",
        "Trouvée par ses thèmes.",
        "Son sens parle pour elle, ses mots guère (de 0 à 1\u00a0: sens 0,50\u202f; mêmes mots "
        "0,05\u202f; mot à mot 0,60\u202f; proche des meilleurs résultats 0,00).",
        "Répond aux critères\u00a0: PME.",
        "N’y répond pas, d’après les données\u00a0: Namur.",
    )
    assert why(ranked, found, "nl")[2:] == (
        "Gevonden via de thema’s.",
        "De betekenis spreekt ervoor, de woorden nauwelijks (van 0 tot 1: betekenis 0,50; dezelfde "
        "woorden 0,05; woord voor woord 0,60; gelijkend op de beste resultaten 0,00).",
        "Voldoet aan: kmo’s.",
        "Voldoet volgens de gegevens niet aan: Namur.",
    )
    assert why(ranked, found, "de")[1:] == (
        "„visières“ antwortet auf „shields“; „masques“ antwortet auf „masks“.",
        "Über ihre Themen gefunden.",
        "Für sie spricht ihre Bedeutung, kaum ihr Wortlaut (von 0 bis 1: Bedeutung 0,50; dieselben "
        "Wörter 0,05; Wort für Wort 0,60; ähnlich den besten Ergebnissen 0,00).",
        "Erfüllt: KMU.",
        "Nach den Daten nicht erfüllt: Namur.",
    )


@pytest.mark.parametrize(
    ("signals", "line"),
    [
        ((0.4, 0.0, 0.5), "Its meaning speaks for it, hardly its words "),
        ((0.1, 1.0, 0.6), "The same words speak for it "),
        ((0.5, 1.0, 0.6), "Its meaning and the same words speak for it "),
        ((0.3, 0.4, 0.5), "Its meaning and the same words speak for it "),
    ],
)
def test_the_signal_that_speaks_for_it(signals: tuple[float, float, float], line: str) -> None:
    ranked = initiative(SALIVA, signals=signals)
    [told] = why(ranked, answer(initiatives=[ranked]), "en")
    assert told.startswith(f"{line}(from 0 to 1: meaning {signals[0]:.2f}, same words")


def test_signals_are_told_within_their_bounds() -> None:
    ranked = initiative(SALIVA, signals=(-0.2, 1.3, 0.456))
    assert why(ranked, answer(initiatives=[ranked]), "fr") == (
        "Les mêmes mots parlent pour elle (de 0 à 1\u00a0: sens 0,00\u202f; mêmes mots 1,00\u202f; mot "
        "à mot 0,46\u202f; proche des meilleurs résultats 0,00).",
    )


def test_little_speaks_for_a_weak_match() -> None:
    ranked = initiative(SALIVA, signals=(0.5, 0.05, 0.6), band=Band.WEAK)
    told = [
        why(ranked, answer(initiatives=[ranked]), language)[0].partition(" (")[0] for language in LANGUAGES
    ]
    assert told == [
        "Little speaks for it",
        "Peu de chose parle pour elle",
        "Weinig spreekt ervoor",
        "Wenig spricht für sie",
    ]


def test_what_the_reranker_said_where_it_was_asked() -> None:
    ranked = initiative(SALIVA, signals=(0.0, 0.0, 0.0), cross_encoder=0.8749)
    assert [why(ranked, answer(), language) for language in LANGUAGES] == [
        ("A second model, which read it together with the question, gives it 0.87 out of 1.",),
        ("Un second modèle, qui l’a lue avec la question, lui donne 0,87 sur 1.",),
        ("Een tweede model, dat het samen met de vraag heeft gelezen, geeft het 0,87 op 1.",),
        ("Ein zweites Modell, das sie zusammen mit der Frage gelesen hat, gibt ihr 0,87 von 1.",),
    ]
    exact = initiative(SALIVA, met=(KIND.key,), cross_encoder=0.8749)
    assert why(exact, answer(question("PME", KIND, topic=""), initiatives=[exact]), "en") == ("Meets: SMEs.",)


def test_of_what_only_had_to_meet_constraints_nothing_else_is_told() -> None:
    ranked = initiative(SALIVA, quoted=QUOTED, found_by="themes", met=(KIND.key,))
    found = answer(question("PME", KIND, topic=""), initiatives=[ranked])
    assert why(ranked, found, "en") == ("Meets: SMEs.",)


@pytest.mark.parametrize("found_by", ["title", "description"])
def test_texts_that_are_quoted_need_no_line(found_by: str) -> None:
    ranked = initiative(SALIVA, found_by=found_by, signals=(0.0, 0.0, 0.0))
    assert why(ranked, answer(), "en") == ()


def test_words_that_are_equal_but_for_case_and_accents_are_told_once() -> None:
    twice = evidence(SALIVA, match("visières", "visieres", 0.9), match("FFP2", "ffp2", 0.8), text=TEXT)
    ranked = initiative(SALIVA, quoted=twice, signals=(0.0, 0.0, 0.0))
    assert why(ranked, answer(), "de") == ("In der Frage und im Text: „visieres“ und „ffp2“.",)


def test_bands_have_a_label_and_an_explanation() -> None:
    assert [band_label(Band.STRONG, language) for language in LANGUAGES] == [
        "strong match",
        "correspondance forte",
        "sterke overeenkomst",
        "starke Übereinstimmung",
    ]
    assert band_explanation(Band.POSSIBLE, "fr") == (
        "Répond peut-être à la question\u202f; l’extrait permet d’en juger."
    )
    said = {band_explanation(band, language) for band in Band for language in LANGUAGES}
    assert len(said) == 12
