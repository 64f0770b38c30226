"""A knowledge base whose initiatives and organisations state needs and offers."""

import datetime
from pathlib import Path

from indexer import Engine
from kb.knowledge_base import KnowledgeBase
from kb.model import Initiative, Organisation, OrganisationKind, Participation, Role, Translation
from kb.need_match import NeedMatch
from kb.open_needs import OpenNeeds
from kb.store import Store
from tests.fake_encoder import FakeEncoder

CLEANER = "sterilise used masks"
"""What the initiative ``cleaning`` does, and what ``care`` looks for."""

RECORDS = (
    Organisation(
        id="clean-air",
        name="CleanAir",
        kind=OrganisationKind.SME,
        city="Mons",
        country="BE",
        offers=("cold transport of vaccines",),
        needs=("hydrogen peroxide in barrels",),
    ),
    Organisation(id="giga", name="GIGA", offers=("hydrogen peroxide in barrels", "sequencing genomes")),
    Organisation(id="payer", name="Payer", needs=("a clean room for samples",)),
    Organisation(id="care-homes", name="Care Homes", offers=("beds for ventilated patients",)),
    Initiative(id="cleaning", title="Steam", description="CleanAir can sterilise used masks.", language="en"),
    Initiative(
        id="care",
        title="Nursing",
        description="Nurses visit old people.",
        language="en",
        needs=(CLEANER, "beds for ventilated patients", "racehorses"),
        translations=(
            Translation(language="fr", title="Soins", needs=("stériliser des masques", "lits", "chevaux")),
        ),
        updated_at="2026-01-05",
    ),
    Initiative(id="also", title="Also", description="Children at school.", language="en", needs=(CLEANER,)),
    Initiative(id="room", title="Room", description="A clean room for samples.", language="en"),
)
PARTICIPATIONS = (
    Participation(initiative_id="cleaning", actor_id="clean-air", role=Role.LEAD),
    Participation(initiative_id="cleaning", actor_id="payer", role=Role.FUNDER),
    Participation(initiative_id="care", actor_id="care-homes", role=Role.LEAD),
    Participation(initiative_id="room", actor_id="payer", role=Role.PARTNER),
)
HOUR = datetime.datetime(2026, 11, 24, 14, tzinfo=datetime.UTC)


def stating(folder: Path, *, today: str = "2026-11-20") -> KnowledgeBase:
    """A knowledge base in `folder`, its index built, with two open needs of visitors."""
    store = Store.open(folder / "compendium.sqlite", today=lambda: today)
    with store.writing() as writing:
        for record in (*RECORDS, *PARTICIPATIONS):
            writing.put(record)
    made = KnowledgeBase(store, Engine(folder / "index", FakeEncoder))
    made.open_needs = OpenNeeds(store, now=lambda: HOUR)
    made.open_needs.record("sequencing genomes", language="en")
    made.open_needs.record("bagpipes", language="en")
    made.reindex()
    return made


def said(matches: tuple[NeedMatch, ...]) -> list[tuple[str, str, list[str]]]:
    """Who states each need, its text, and who answers it."""
    return [
        (
            str(match.need.stated_by.id),
            match.need.text,
            [f"{type(offer.by).__name__.lower()} {offer.by.id}" for offer in match.offers],
        )
        for match in matches
    ]
