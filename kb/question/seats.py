"""Where organisations are, as far as their records say, and whether that is where a question asks."""

from dataclasses import dataclass

from kb.model import Organisation
from kb.question.constraints import Place, PlaceConstraint
from kb.question.places import kilometres, place_names, province_codes, region_codes, with_scope
from kb.question.words import key_of

TOWN_KM = 10.0
"""How far from a town's centre its suburbs reach: Seraing, Herstal and Ans count as Liège."""
NEAR_KM = 30.0
HOME = "BE"


@dataclass(frozen=True, slots=True)
class Seat:
    """Where an organisation is."""

    town: Place | None
    """Where the Belgian table knows it."""
    town_key: tuple[str, ...]
    region_key: tuple[str, ...]
    province: str | None
    country: str | None


def seat_of(organisation: Organisation) -> Seat:
    """Read from city, region and country; the province follows from the town where none is given."""
    is_belgian = organisation.country in (None, HOME)
    town_key, region_key = key_of(organisation.city or ""), key_of(organisation.region or "")
    town = with_scope(place_names().get(town_key) or (), "town") if is_belgian else None
    province = province_codes().get(" ".join(region_key)) if is_belgian else None
    province = province or (town.province if town else None)
    return Seat(town, town_key, region_key, province, organisation.country)


def is_there(seat: Seat, constraint: PlaceConstraint) -> bool:
    """Whether the seat is in or near any of the places, or abroad."""
    if constraint.relation == "abroad":
        return seat.country not in (None, HOME)
    is_near = constraint.relation == "near"
    return any(_is_at(seat, place, is_near=is_near) for place in constraint.places)


def _is_at(seat: Seat, place: Place, *, is_near: bool) -> bool:
    match place.scope:
        case "town":
            return _is_in_town(seat, place, is_near=is_near)
        case "province":
            return seat.province == place.code
        case "country":
            return seat.country == place.code
        case "area":
            return any(_is_at(seat, member, is_near=is_near) for member in place.members)
    if place.code is None:
        return seat.region_key == key_of(place.name)
    return seat.province is not None and region_codes().get(seat.province) == place.code


def _is_in_town(seat: Seat, place: Place, *, is_near: bool) -> bool:
    is_elsewhere = seat.country not in (None, HOME) and place.province is not None
    if not is_elsewhere and seat.town_key == key_of(place.name):
        return True
    if is_near and place.province is not None and seat.province == place.province:
        return True
    limit = NEAR_KM if is_near else TOWN_KM
    return seat.town is not None and kilometres(seat.town, place) <= limit
