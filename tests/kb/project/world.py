"""A small world for projects: who did what, in words that the fake encoder tells apart."""

from dataclasses import dataclass
from pathlib import Path

from indexer import Engine
from kb.interpreter import Interpreter
from kb.knowledge_base import KnowledgeBase
from kb.model import Initiative, Organisation, OrganisationKind, Participation, Role
from kb.store import Store
from tests.fake_encoder import FakeEncoder

SME, HOSPITAL = OrganisationKind.SME, OrganisationKind.HOSPITAL

RECORDS = (
    Organisation(id="sewing", name="Sewing House", kind=SME, city="Liège", country="BE"),
    Organisation(id="clinic", name="North Clinic", kind=HOSPITAL, city="Namur", country="BE"),
    Organisation(id="ward", name="Children Ward", kind=HOSPITAL, parent_id="clinic"),
    Organisation(id="freezers", name="Freezer Works", kind=SME, city="Mons", country="BE"),
    Organisation(id="lab", name="Virus Lab", kind=OrganisationKind.UNIVERSITY, city="Liège", country="BE"),
    Organisation(id="bank", name="Town Bank", kind=OrganisationKind.OTHER, city="Mons", country="BE"),
    Initiative(
        id="masks",
        title="Masks",
        description="Sewing cotton masks for nurses.",
        language="en",
        start="2020-03",
        end="2020-12",
    ),
    Initiative(
        id="cold",
        title="Cold",
        description="Portable freezers keep vaccines frozen.",
        language="en",
        start="2021-02",
    ),
    Initiative(
        id="saliva",
        title="Saliva",
        description="Saliva samples screened weekly.",
        language="en",
        start="2020-09",
    ),
    Initiative(
        id="school", title="School", description="Lessons about grief.", language="en", start="2022-01"
    ),
    Initiative(id="alcohol", title="Alcohol", description="Distilleries bottle handgel.", language="en"),
)
PARTICIPATIONS = (
    Participation(initiative_id="masks", actor_id="sewing", role=Role.LEAD),
    Participation(initiative_id="masks", actor_id="clinic", role=Role.CLINICAL_SITE),
    Participation(initiative_id="cold", actor_id="freezers", role=Role.MANUFACTURER),
    Participation(initiative_id="cold", actor_id="bank", role=Role.FUNDER),
    Participation(initiative_id="saliva", actor_id="lab", role=Role.LEAD),
    Participation(initiative_id="saliva", actor_id="ward", role=Role.PARTNER),
    Participation(initiative_id="school", actor_id="lab", role=Role.PARTNER),
    Participation(initiative_id="alcohol", actor_id="bank", role=Role.LEAD),
)


@dataclass(frozen=True, slots=True)
class World:
    """The parts of a knowledge base."""

    store: Store
    engine: Engine
    encoder: FakeEncoder
    interpreter: Interpreter
    knowledge_base: KnowledgeBase


def built(folder: Path, encoder: FakeEncoder) -> World:
    """This world in `folder`, with its index."""
    store = Store.open(folder / "compendium.sqlite")
    with store.writing() as writing:
        for record in (*RECORDS, *PARTICIPATIONS):
            writing.put(record)
    engine = Engine(folder / "index", lambda: encoder)
    made = World(store, engine, encoder, Interpreter(store), KnowledgeBase(store, engine))
    made.knowledge_base.reindex()
    return made
