# ruff: noqa: E501
"""CSV: headers of four languages, three delimiters, three encodings, several values in a cell."""

import pytest

from kb.model import (
    Confidence,
    Initiative,
    Label,
    Organisation,
    OrganisationKind,
    Participation,
    Role,
    Source,
    Status,
    Theme,
    Translation,
)
from kb.store import Store
from tests.kb.importing.conftest import Importing, Refusing

ENGLISH = "title,description,status,start,organisations\nMasks,We wash masks.,ongoing,2020-04,ULiège (lead)\n"


@pytest.mark.parametrize(
    "table",
    [
        ENGLISH,
        "Titre;Résumé;Statut;Début;Partenaires\nMasks;We wash masks.;en cours;04/2020;ULiège (chef de file)\n",
        "titel\tbeschrijving\tstatus\tstartdatum\tdeelnemers\nMasks\tWe wash masks.\tlopend\t2020-4\tULiège (trekker)",
        "Titel,Beschreibung,Stand,Beginn,Beteiligte\r\nMasks,We wash masks.,laufend,4.2020,ULiège (Leitung)\r\n",
        "INTITULE,TEXTE,ETAT,DEBUT,ACTEURS\nMasks,We wash masks.,EN COURS,2020-04,ULIEGE (COORDINATION)\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_languages_delimiters_and_encodings(
    imported: Importing, store: Store, table: str, encoding: str
) -> None:
    imported({"id": "uliege", "name": "ULiège"})
    report = imported(name="t.csv", content=table.encode(encoding))
    assert store.initiative("masks") == Initiative(
        id="masks",
        title="Masks",
        description="We wash masks.",
        status=Status.ONGOING,
        start="2020-04",
        updated_at="2026-11-05",
    )
    assert store.participations() == [
        Participation(id=1, initiative_id="masks", actor_id="uliege", role=Role.LEAD)
    ]
    is_windows = encoding == "cp1252" and not table.isascii()
    said = (
        ["the file is not UTF-8; it was read as Windows-1252: check that accents are right"]
        if is_windows
        else []
    )
    assert [notice.message for notice in report.warnings] == said


def test_every_column(imported: Importing, store: Store) -> None:
    imported({"id": "masks", "labels": {"en": "Masks"}})
    header = "id,title,description,language,themes,status,start,end,participants,people,needs,offers,sources,"
    header += "source_language,confidence,title (fr),description_fr,needs [fr],updated_at"
    row = 'a,A,"Text, with ""quotes""\nand a line",English,Masks | Gels,completed,2020,17/04/2021,'
    row += '"Acme [acme] (partner) {2020-03/} | University of Liège (ULiège)",'
    row += '"Jane [jane] (contact: rector) <ULiège> {/2021}; Jo (nurse, ICU) <CHU>",'
    row += "cloth; wire,advice,Press <http://x.be/?a;b> {date} | www.y.be,fr,haute,Un titre,Un texte,tissu,2020-02-03"
    report = imported(name="t.csv", content=f"{header}\n{row}\n")
    assert store.initiative("a") == Initiative(
        id="a",
        title="A",
        description='Text, with "quotes"\nand a line',
        language="en",
        translations=(
            Translation(language="fr", title="Un titre", description="Un texte", needs=("tissu",)),
        ),
        themes=("masks", "gels"),
        status=Status.COMPLETED,
        start="2020",
        end="2021-04-17",
        needs=("cloth", "wire"),
        offers=("advice",),
        sources=(
            Source(url="http://x.be/?a;b", title="Press", supports="date"),
            Source(url="https://www.y.be"),
        ),
        source_language="fr",
        confidence=Confidence.HIGH,
        updated_at="2020-02-03",
    )
    assert [
        one.model_dump(exclude={"id", "initiative_id"}, exclude_defaults=True)
        for one in store.participations()
    ] == [
        {"actor_id": "acme", "role": "partner", "start": "2020-03"},
        {"actor_id": "university-of-liege-uliege"},
        {
            "actor_id": "jane",
            "actor_type": "person",
            "role": "contact",
            "job_title": "rector",
            "affiliation": "ULiège",
            "end": "2021",
        },
        {"actor_id": "jo", "actor_type": "person", "job_title": "nurse, ICU", "affiliation": "CHU"},
    ]
    assert [notice.message for notice in report.warnings] == ["(ULiège) is no role; read as part of the name"]


def test_organisations_people_and_themes(imported: Importing, store: Store) -> None:
    imported(
        name="o.csv",
        content="nom;sigle;type;ville;pays;bce\nULiège;ULg | ULie;université;Liège;Belgique;0325.777.171\n",
    )
    imported(name="p.csv", content="naam;werkgever;bron\nJane Doe;ULiège;http://x.be\n")
    imported(
        name="t.csv",
        content="id,label (en),label (fr),synonyms (en)\nmasks,Masks,Masques,respirators | FFP2\n",
    )
    assert store.organisation("uliege") == Organisation(
        id="uliege",
        name="ULiège",
        aliases=("ULg", "ULie"),
        kind=OrganisationKind.UNIVERSITY,
        city="Liège",
        country="BE",
        kbo="0325777171",
    )
    assert store.person("jane-doe").affiliations == ("ULiège",)
    assert store.theme("masks") == Theme(
        id="masks",
        labels=(Label(language="en", text="Masks"), Label(language="fr", text="Masques")),
        alternative_labels=(Label(language="en", text="respirators"), Label(language="en", text="FFP2")),
    )


def test_ids_are_made_of_titles_and_stay(imported: Importing, store: Store) -> None:
    imported({"id": "masks", "title": "About something else", "description": "x"})
    table = "title,description\nMasks,one\nMasks,two\n漢字,three\n"
    report = imported(name="t.csv", content=table)
    assert [(one.id, one.description) for one in store.initiatives()] == [
        ("masks", "x"),
        ("masks-2", "one"),
        ("masks-3", "two"),
        ("record-c6d29771", "three"),
    ]
    assert [notice.message for notice in report.warnings] == [
        "is blank; 'masks-2' was made, as 'masks' is another's",
        "is blank; 'masks-3' was made, as 'masks' is another's",
    ]
    assert not imported(name="t.csv", content=table).has_changed


def test_unknown_columns_are_named(imported: Importing) -> None:
    report = imported(name="t.csv", content="title,descripton,budget\nA,x,7\n")
    assert [(notice.row, notice.field, notice.message) for notice in report.warnings] == [
        ("1", "descripton", "unknown column, left out; did you mean 'description'?"),
        ("1", "budget", "unknown column, left out"),
        ("2", "", "has no description: it will be found by its title only"),
    ]


def test_problems_name_line_and_column_as_written(refused: Refusing) -> None:
    table = 'Titre;Début;Partenaires\n"A\nB";2020-13;X\nC;2020;X (partenair)\n;;Y\nD;2020;X;more\n'
    problems = refused(name="t.csv", content=table)
    assert [(problem.row, problem.field, problem.reason) for problem in problems] == [
        ("2", "Début", "'2020-13' is a date that does not exist"),
        ("4", "Partenaires[1].role", "unknown role 'partenair'"),
        ("5", "Titre", "is missing"),
        ("6", "", "has 4 cells, but there are 3 headers"),
    ]
    assert problems[1].hint.startswith("did you mean 'partner'?")


def test_short_rows_and_blank_lines(imported: Importing, store: Store) -> None:
    report = imported(name="t.csv", content="\ntitle,description,status\n\nA,x\n,,\nB,y,ongoing\n")
    assert [one.id for one in store.initiatives()] == ["a", "b"]
    assert [(notice.row, notice.message) for notice in report.warnings] == [
        ("4", "has 2 cells only of 3; the others are taken as blank")
    ]


def test_disarmed_formulas_are_texts_again(imported: Importing, store: Store) -> None:
    imported(name="t.csv", content="title,description\nA,'=1+1\nB,'s-Hertogenbosch\nC,-5 degrees\n")
    assert [one.description for one in store.initiatives()] == ["=1+1", "'s-Hertogenbosch", "-5 degrees"]


@pytest.mark.parametrize(
    ("table", "reason", "hint"),
    [
        (
            "title,titre\nA,B\n",
            "has two columns for title, 'title' and 'titre'",
            "if one is in another language",
        ),
        ("foo,bar\n1,2\n", "has no column for a title, a name or a label (columns: foo, bar)", "see docs"),
        (
            "name,url\nA,http://x.be\n",
            "may hold records of the kind organisation or person",
            "say which with",
        ),
        ('title,description\nA,"cut sho', "cannot be read from line 2 on", "a quotation mark is not closed"),
        ('title,description\nA,"x"y\n', "cannot be read from line 2 on", "a quotation mark is not closed"),
        ("title,description\n", "has headers and no rows", "nothing to import"),
    ],
)
def test_tables_that_are_none(refused: Refusing, table: str, reason: str, hint: str) -> None:
    [problem] = refused(name="t.csv", content=table)
    assert (problem.row, problem.field) == ("", "")
    assert problem.reason.startswith(reason)
    assert problem.hint.startswith(hint)


@pytest.mark.parametrize(
    ("needs", "offers"),
    [("needs", "offers"), ("besoins", "offres"), ("Behoeften", "aanbod"), ("Bedarf", "Angebote")],
)
def test_needs_and_offers_of_organisations_have_headers_in_four_languages(
    imported: Importing, store: Store, needs: str, offers: str
) -> None:
    header = f"naam;soort;{needs};{offers}"
    imported(name="o.csv", content=f"{header}\nZenTech;KMO;reagents | a lab;moulding\n", kind="organisation")
    [zentech] = store.organisations()
    assert (zentech.needs, zentech.offers) == (("reagents", "a lab"), ("moulding",))
