import pytest

from kb.question import Gazetteer, PeriodConstraint, labels, understand


def _periods(text: str, gazetteer: Gazetteer) -> list[PeriodConstraint]:
    return [c for c in understand(text, gazetteer).constraints if isinstance(c, PeriodConstraint)]


@pytest.mark.parametrize(
    ("text", "first", "last", "of"),
    [
        ("tests before June 2020", None, "2020-05-31", "start"),
        ("tests avant juin 2020", None, "2020-05-31", "start"),
        ("testen vóór juni 2020", None, "2020-05-31", "start"),
        ("Tests vor Juni 2020", None, "2020-05-31", "start"),
        ("tests avant le 15 juin 2020", None, "2020-06-14", "start"),
        ("tests depuis 2021", "2021-01-01", None, "start"),
        ("tests since March 2021", "2021-03-01", None, "start"),
        ("testen sinds maart 2021", "2021-03-01", None, "start"),
        ("Tests seit März 2021", "2021-03-01", None, "start"),
        ("tests after 2021", "2022-01-01", None, "start"),
        ("tests jusqu'en mai 2020", None, "2020-05-31", "start"),
        ("tests au printemps 2020", "2020-03-01", "2020-05-31", "activity"),
        ("tests in spring 2020", "2020-03-01", "2020-05-31", "activity"),
        ("testen in de lente van 2020", "2020-03-01", "2020-05-31", "activity"),
        ("Tests im Frühjahr 2020", "2020-03-01", "2020-05-31", "activity"),
        ("tests in the winter of 2020", "2020-12-01", "2021-02-28", "activity"),
        ("tests in 2020", "2020-01-01", "2020-12-31", "activity"),
        ("tests en août 2020", "2020-08-01", "2020-08-31", "activity"),
        ("tests between May and July 2020", "2020-05-01", "2020-07-31", "activity"),
        ("tests entre mars 2020 et juin 2021", "2020-03-01", "2021-06-30", "activity"),
        ("testen tussen mei en juli 2020", "2020-05-01", "2020-07-31", "activity"),
        ("Tests zwischen Mai und Juli 2020", "2020-05-01", "2020-07-31", "activity"),
        ("tests from January to March 2021", "2021-01-01", "2021-03-31", "activity"),
        ("tests in 2020 and 2021", "2020-01-01", "2021-12-31", "activity"),
        ("tests avant fin mars 2020", None, "2020-03-20", "start"),
        ("tests in 2020-06", "2020-06-01", "2020-06-30", "activity"),
        ("tests in 06/2020", "2020-06-01", "2020-06-30", "activity"),
        ("tests since 15/06/2020", "2020-06-15", None, "start"),
        ("tests fin 2020 en cours, en début 2021", "2021-01-01", "2021-04-30", "activity"),
        ("tests launched in March 2020", "2020-03-01", "2020-03-31", "start"),
        ("tests lancés en mars 2020", "2020-03-01", "2020-03-31", "start"),
        ("projects stopped in 2022", "2022-01-01", "2022-12-31", "end"),
    ],
)
def test_periods_are_read(
    gazetteer: Gazetteer, text: str, first: str | None, last: str | None, of: str
) -> None:
    [period] = [c for c in _periods(text, gazetteer) if c.is_certain]
    assert (period.first, period.last, period.of) == (first, last, of)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("tests 2020", "2020-01-01"),
        ("tests pendant la première vague", "2020-03-01"),
        ("testen tijdens de eerste golf", "2020-03-01"),
        ("Tests in der zweiten Welle", "2020-09-01"),
        ("how many tests in 2020", "2020-01-01"),
    ],
)
def test_what_is_not_said_with_a_date_is_doubtful(gazetteer: Gazetteer, text: str, first: str) -> None:
    [period] = _periods(text, gazetteer)
    assert (period.first, period.is_certain) == (first, False)


@pytest.mark.parametrize(
    "text", ["covid 19", "EN 14683:2019", "it may help", "mars rover", "1 may", "31/02/2020 x", "tests 4000"]
)
def test_other_numbers_and_words_are_no_periods(gazetteer: Gazetteer, text: str) -> None:
    assert [c for c in _periods(text, gazetteer) if c.is_certain] == []


def test_labels_are_short_in_each_language(gazetteer: Gazetteer) -> None:
    [period] = _periods("tests before June 2020", gazetteer)
    assert [period.label(language) for language in ("en", "fr", "nl", "de")] == [
        "until May 2020",
        "jusqu’en mai 2020",
        "tot en met mei 2020",
        "bis Mai 2020",
    ]
    [year] = _periods("tests in 2020", gazetteer)
    assert year.label("nl") == "2020"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2020-03-15", None, ("since 15 March 2020", "depuis le 15 mars 2020", "seit dem 15. März 2020")),
        (
            "2020-12-31",
            None,
            ("since 31 December 2020", "depuis le 31 décembre 2020", "seit dem 31. Dezember 2020"),
        ),
        (None, "2020-01-01", ("until 1 January 2020", "jusqu’au 1er janvier 2020", "bis zum 1. Januar 2020")),
        (None, "2019-12-31", ("until 2019", "jusqu’en 2019", "bis 2019")),
        (
            "2020-03-01",
            "2020-05-31",
            ("March 2020 to May 2020", "mars 2020 à mai 2020", "März 2020 bis Mai 2020"),
        ),
        (
            "2020-03-02",
            "2020-05-31",
            ("2 March 2020 to May 2020", "2 mars 2020 à mai 2020", "2. März 2020 bis Mai 2020"),
        ),
    ],
)
def test_a_period_is_said_as_precisely_as_it_is_known(
    first: str | None, last: str | None, said: tuple[str, ...]
) -> None:
    assert tuple(labels.period(first, last, language) for language in ("en", "fr", "de")) == said


def test_french_de_contracts_with_what_follows() -> None:
    near = [labels.phrase("near", "fr", name) for name in ("Mons", "Arlon", "Le Roeulx", "Les Isnes")]
    assert near == ["près de Mons", "près d’Arlon", "près du Roeulx", "près des Isnes"]
    excluded = [labels.phrase("not", "fr", labels.kind(kind, "fr")) for kind in ("SME", "hospital")]
    assert excluded == ["pas de PME", "pas d’hôpitaux"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ypres", "près d’Ypres"),
        ("Yvoir", "près d’Yvoir"),
        ("Yémen", "près de Yémen"),
        ("Œuvre", "près d’Œuvre"),
        ("œuvre", "près d’œuvre"),
        ("Écaussinnes", "près d’Écaussinnes"),
        ("hôtels", "près d’hôtels"),
        ("Hôpital", "près d’Hôpital"),
        ("Hornu", "près d’Hornu"),
        ("Herstal", "près de Herstal"),
        ("Huy", "près de Huy"),
        ("Hannut", "près de Hannut"),
        ("De Panne", "près de De Panne"),
    ],
)
def test_french_de_is_elided_before_what_sounds_like_a_vowel(name: str, said: str) -> None:
    assert labels.phrase("near", "fr", name) == said
