import pytest

from kb.question.places import adjectives, countries, kilometres, place_names, provinces, towns, with_scope
from kb.question.words import key_of


@pytest.mark.parametrize(
    ("name", "scope", "known_as"),
    [
        ("Luik", "town", "Liège"),
        ("Lüttich", "town", "Liège"),
        ("liege", "town", "Liège"),
        ("Bergen", "town", "Mons"),
        ("Doornik", "town", "Tournai"),
        ("Namen", "town", "Namur"),
        ("Brüssel", "town", "Brussels"),
        ("Malines", "town", "Mechelen"),
        ("Gosselies", "town", "Gosselies"),
        ("Henegouwen", "province", "Hainaut"),
        ("Hennegau", "province", "Hainaut"),
        ("Waals-Brabant", "province", "Brabant wallon"),
        ("Wallonisch-Brabant", "province", "Brabant wallon"),
        ("Wallonië", "region", "Wallonie"),
        ("Japon", "country", "Japan"),
        ("Vereinigte Staaten", "country", "United States"),
    ],
)
def test_a_place_is_known_by_its_names_in_four_languages(name: str, scope: str, known_as: str) -> None:
    place = with_scope(place_names().get(key_of(name)) or (), scope)
    assert place is not None
    assert place.name == known_as


def test_towns_lie_in_their_provinces() -> None:
    by_name = {town.place.name: town.place for town in reversed(towns())}
    codes = {name: by_name[name].province for name in ("Seraing", "Gosselies", "Wavre", "Gembloux", "Eupen")}
    assert codes == {
        "Seraing": "60000",
        "Gosselies": "50000",
        "Wavre": "20002",
        "Gembloux": "90000",
        "Eupen": "60000",
    }
    assert len(towns()) > 2000
    assert len(provinces()) == 10


def test_distances_are_in_kilometres() -> None:
    by_name = {town.place.name: town.place for town in reversed(towns())}
    assert kilometres(by_name["Liège"], by_name["Seraing"]) == pytest.approx(7.3, abs=0.5)
    assert kilometres(by_name["Liège"], by_name["Namur"]) == pytest.approx(53, abs=2)
    assert kilometres(by_name["Liège"], countries()["JP"]) == float("inf")


def test_adjectives_speak_of_places() -> None:
    words = {
        word: adjectives().get(key_of(word)) for word in ("liégeoises", "Waalse", "amerikanische", "carolo")
    }
    named = {word: place.name for word, place in words.items() if place}
    assert named == {
        "liégeoises": "Liège",
        "Waalse": "Wallonie",
        "amerikanische": "United States",
        "carolo": "Charleroi",
    }
