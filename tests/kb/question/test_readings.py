"""What questions of the develop half taught: each thing that was misread or missed, in four languages."""

import pytest

from kb.model import OrganisationKind, Role
from kb.question import Gazetteer, RoleConstraint, understand
from kb.question.columns import Columns
from kb.question.filtering import allowed, preferences
from kb.question.places import areas, place_names
from kb.question.vocabulary import KindWords, kinds
from kb.question.words import key_of
from tests.kb.question.reading import constraints

MAKER = "role as manufacturer or supplier?"
LOOSE = "kind SMEs or companies?"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Firmen aus Ostbelgien, die Masken nähen", [LOOSE, "place East Belgium", MAKER]),
        ("masques en Belgique de l'Est", ["place East Belgium"]),
        ("maskers in de Oostkantons", ["place East Belgium"]),
        ("masks in the German-speaking Community", ["place East Belgium"]),
        ("hôpitaux du Borinage", ["kind hospitals", "place Borinage"]),
        ("hopitaux de mons borinage qui testent", ["kind hospitals", "place Borinage"]),
        ("masques en région carolo", ["place Charleroi?"]),
        ("vaccins dans la Cité ardente", ["place Liège"]),
        ("gel chez des ouvriers ardennais", ["place Ardennes?"]),
        ("masks from Asia", ["place Asia?"]),
        ("masks made by us", []),
        ("Masken aus Malmünd", ["place Malmedy"]),
        ("masks in Sankt Vith", ["place Saint-Vith"]),
    ],
)
def test_areas_and_names_of_places(gazetteer: Gazetteer, text: str, read: list[str]) -> None:
    assert constraints(understand(text, gazetteer)) == read


def test_an_area_is_its_towns_provinces_or_countries() -> None:
    assert [place.name for place in areas()["Borinage"].members][:2] == ["Mons", "Quaregnon"]
    assert {place.scope for place in areas()["Asia"].members} == {"country"}
    assert place_names().get(key_of("Oost-België")) == (areas()["Ostbelgien"],)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("masks in Mons and Soignies", ["place Mons", "place Soignies"]),
        ("maskers in Bergen en Zinnik", ["place Mons", "place Soignies"]),
        ("maskers voor gemeenten zoals Doornik en Zinnik", ["place Tournai?", "place Soignies?"]),
        ("Masken in Eupen oder in Ostbelgien", ["place Eupen", "place East Belgium"]),
        ("tests in Charleroi en omgeving", ["place near Charleroi?"]),
        ("Impfstoffe in Wavre und Umgebung", ["place near Wavre?"]),
        ("tests à Namur et environs", ["place near Namur?"]),
        ("usines du Hainaut qui fabriquent des masques", ["place Hainaut"]),
        ("I'm looking for the plants in Hainaut that make masks", ["place Hainaut"]),
        ("visors printed for the hospitals in Liège", ["place Liège?"]),
        ("Visiere für die Krankenhäuser in Lüttich", ["place Liège?"]),
        ("recipes given to peers abroad", ["place abroad?"]),
        ("Namur, still ongoing", ["place Namur", "status ongoing or under development"]),
        ("an American or Canadian company", ["place United States", "place Canada", LOOSE]),
        ("bailleurs étrangers (donc pas belges)", ["role as funder?", "place abroad?", "place abroad?"]),
        ("entreprises pas wallonnes", [LOOSE]),
    ],
)
def test_whose_place_it_is(gazetteer: Gazetteer, text: str, read: list[str]) -> None:
    assert constraints(understand(text, gazetteer)) == read


@pytest.mark.parametrize(
    ("text", "topic", "read"),
    [
        ("quelle société de Mouscron a fabriqué les boîtes", "fabriqué les boîtes",
         [LOOSE, "place Mouscron", MAKER]),
        ("qui a fabriqué les boites qui flottent ?", "boites qui flottent", [MAKER]),
        ("Who made the visors?", "visors", [MAKER]),
        ("wie naaide stoffen mondmaskers", "naaide stoffen mondmaskers", [MAKER]),
        ("waar wordt het vaccin gemaakt", "vaccin gemaakt", [MAKER]),
        ("Wer hat Visiere hergestellt?", "Visiere hergestellt", [MAKER]),
        ("où est produit l'adjuvant", "produit l'adjuvant", [MAKER]),
        ("companies whose vaccine was made here", "whose vaccine was made here", [LOOSE]),
        ("Which labs made it possible to test?", "labs made it possible to test", []),
        ("which lenders are behind it", "lenders are behind", ["role as funder?"]),
        ("projecten met Europees geld", "projecten met Europees geld", ["role as funder?"]),
        ("Qui menait l'étude ?", "étude", ["role as lead?"]),
        ("projects led by a company rather than a university", "",
         ["role as lead", "kind SMEs or companies", "kind not universities"]),
        ("suivi chez eux plutôt qu'à l'hôpital", "suivi chez eux plutôt qu'à l'hôpital", []),
        ("Projekte, die ein Krankenhaus in Lüttich leitet", "",
         ["kind hospitals", "place Liège", "role as lead?"]),
    ],
)  # fmt: skip
def test_roles_of_makers_leaders_and_funders(
    gazetteer: Gazetteer, text: str, topic: str, read: list[str]
) -> None:
    question = understand(text, gazetteer)
    assert constraints(question) == read
    assert question.topic == topic


@pytest.mark.parametrize(
    ("text", "topic", "read"),
    [
        ("Projets portés par une spin-off universitaire", None, ["role as lead?", LOOSE]),
        ("which start-ups make masks", "start-ups make masks", [LOOSE, MAKER]),
        ("Quel atelier protégé emballait des tests ?", "atelier protégé emballait des tests",
         ["kind non-profits"]),
        ("Welche Behindertenwerkstatt in Bertrix näht?", "Behindertenwerkstatt näht",
         ["kind non-profits", "place Bertrix", MAKER]),
        ("c'est quelle unif qui faisait cracher", "faisait cracher", ["kind universities"]),
        ("collaborations avec une université flamande", "", ["kind universities", "place Flanders"]),
    ],
)  # fmt: skip
def test_kinds_with_words_of_their_own(
    gazetteer: Gazetteer, text: str, topic: str | None, read: list[str]
) -> None:
    question = understand(text, gazetteer)
    assert constraints(question) == read
    assert topic is None or question.topic == topic


def test_a_spin_off_may_have_grown() -> None:
    both = (OrganisationKind.SME, OrganisationKind.COMPANY)
    assert kinds().get(key_of("spin-off")) == KindWords(both, is_specific=True)


@pytest.mark.parametrize(
    ("text", "topic", "read"),
    [
        ("projets abandonnés ou arrêtés", "", ["status stopped", "status stopped"]),
        ("projects that failed or stopped", "", ["status stopped", "status stopped"]),
        ("vaccine trials that failed or were stopped", None, ["status stopped?", "status stopped?"]),
        ("projets d'une PME liégeoise encore en cours", "",
         ["kind SMEs", "place Liège", "status ongoing or under development"]),
        ("what came to an end in 2022 or 2023?", "", ["period 2022", "period 2023"]),
        ("qu'est ce qui a démarré depuis 2021", "", ["period since 2021"]),
        ("Que s'est-il fait en Brabant wallon ?", "", ["place Walloon Brabant"]),
        ("vaccine work begun in 2021", "vaccine work", ["period 2021"]),
        ("tests at school, autumn 2020", "tests at school", ["period September 2020 to November 2020"]),
        ("In spring 2020 labs lacked kits. Who found a way?", None, ["period March 2020 to May 2020?"]),
    ],
)  # fmt: skip
def test_statuses_and_periods(gazetteer: Gazetteer, text: str, topic: str | None, read: list[str]) -> None:
    question = understand(text, gazetteer)
    assert constraints(question) == read
    assert topic is None or question.topic == topic


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("gagné la bataille des Éperons d'or", "gagné la bataille des Éperons d'or"),
        ("sous-traitance de gants", "sous-traitance de gants"),
        ("roboterassistierte prostata-op", "roboterassistierte prostata-op"),
        ("les masques de Jack Ma", "masques de Jack Ma"),
        ("est-ce qu'on a soigné des malades avec du sang ?", "soigné des malades avec du sang"),
        ("Werkt iemand aan een neusspray?", "neusspray"),
        ("Arbeitet jemand an einem Nasenspray?", "Nasenspray"),
        ("Travaille-t-on sur un spray nasal ?", "spray nasal"),
        ("how many masks were made in Liège", "how many masks were made in Liège"),
        ("die nächste Welle kommen sehen", "nächste Welle kommen sehen"),
    ],
)  # fmt: skip
def test_no_word_that_says_something_is_lost(gazetteer: Gazetteer, text: str, topic: str) -> None:
    assert understand(text, gazetteer).topic == topic


def test_who_makes_prefers_makers_and_no_initiative(gazetteer: Gazetteer, columns: Columns) -> None:
    question = understand("who made plasmids", gazetteer)
    [role] = [c for c in question.constraints if isinstance(c, RoleConstraint)]
    assert (role.roles, role.is_certain) == ((Role.MANUFACTURER, Role.SUPPLIER), False)
    found = preferences(question, columns)
    assert (found.initiatives, set(found.organisations)) == ({}, {"deltrian", "eurogentec"})


def test_supported_by_a_kind_describes_initiatives(gazetteer: Gazetteer, columns: Columns) -> None:
    question = understand("tests supported by a public authority", gazetteer)
    [role] = [c for c in question.constraints if isinstance(c, RoleConstraint)]
    assert (role.roles, role.is_of_initiatives) == ((Role.FUNDER,), True)
    assert "saliva" in preferences(question, columns).initiatives


def test_an_area_is_met_in_its_towns(gazetteer: Gazetteer, columns: Columns) -> None:
    assert allowed(understand("plasmids in Hesbaye", gazetteer), columns).initiative_ids == frozenset()
    assert allowed(understand("masks in Ostbelgien", gazetteer), columns).initiative_ids == frozenset()
