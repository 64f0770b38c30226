"""Organisations and initiatives to import, of real-looking variety, in any number, the same in every run."""

import json
import random
from collections.abc import Iterator
from typing import Any

from benchmarks.generated_corpus import SAMPLE, Material, materials

Row = dict[str, Any]
_FROM_SAMPLE = 0.3
"""Share of participants that are organisations of the sample."""
_GIVEN_NAMES = ("Anne", "Bart", "Claire", "Dirk", "Eva", "Frédéric", "Greta", "Hugo", "Inès", "Jan", "Katrin")


def rows(count: int) -> Iterator[Row]:
    """Yield one organisation for every three initiatives, then `count` initiatives, as lines to import.

    They mix the sample's texts, names, roles, dates and themes, and belong beside the sample.
    """
    sample = _read("initiatives")
    known = _read("organisations")
    pool = [_organisation(number, known) for number in range(max(count // 3, 1))]
    yield from pool
    found = materials()
    for number in range(count):
        yield _initiative(number, sample, found, ([row["id"] for row in known], [row["id"] for row in pool]))


def _read(kind: str) -> list[Row]:
    return [json.loads(line) for line in (SAMPLE.parent / f"{kind}.jsonl").read_text("utf-8").splitlines()]


def _organisation(number: int, known: list[Row]) -> Row:
    """Return an organisation named with the words of two, of the kind and the town of a third."""
    chance = random.Random(f"organisation {number}")
    words = [chance.choice(known)["name"].split() for _ in range(2)]
    like = chance.choice(known)
    return {
        "type": "organisation",
        "id": f"organisation-{number:05d}",
        "name": f"{words[0][0]} {words[1][-1]} {number}",
        **{field: like[field] for field in ("kind", "city", "region", "country", "description")},
    }


def _initiative(
    number: int, sample: list[Row], found: dict[str, Material], organisations: tuple[list[str], list[str]]
) -> Row:
    chance = random.Random(f"initiative {number}")
    like, tagged = chance.choice(sample), chance.choice(sample)
    texts = {language: _texts(material, chance) for language, material in found.items()}
    known, pool = organisations
    return {
        "type": "initiative",
        "id": f"initiative-{number:06d}",
        **texts["en"],
        "language": "en",
        "translations": {"fr": texts["fr"]},
        "themes": tagged["themes"],
        **{field: like[field] for field in ("status", "start", "end", "source_language", "confidence")},
        "participants": [
            {
                "organisation": chance.choice(known if chance.random() < _FROM_SAMPLE else pool),
                "role": participant["role"],
            }
            for participant in like["participants"]
        ],
        "people": [_person(person, chance) for person in like["people"]],
        "sources": [{**source, "url": f"{source['url']}#{number}"} for source in like["sources"]],
    }


def _texts(material: Material, chance: random.Random) -> Row:
    sentences = [
        material.varied(chance.choice(material.sentences), chance) for _ in range(chance.randint(4, 6))
    ]
    return {
        "title": material.varied(chance.choice(material.titles), chance),
        "description": " ".join(sentences),
    }


def _person(like: Row, chance: random.Random) -> Row:
    name = f"{chance.choice(_GIVEN_NAMES)} {like['name'].split()[-1]}-{chance.randint(1, 400)}"
    return {"name": name, "role": like["role"], "affiliation": like.get("affiliation")}
