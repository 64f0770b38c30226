"""An answer to a project, from a small real knowledge base, with texts that look like formulas."""

import datetime
from collections.abc import Iterator

import pytest

from indexer import Engine
from kb.exporting.project_report import ProjectReport
from kb.knowledge_base import KnowledgeBase
from kb.model import (
    Initiative,
    Organisation,
    OrganisationKind,
    Participation,
    Role,
    Source,
    Translation,
)
from kb.project.answer import ProjectAnswer
from kb.project.project import Project, ProjectNeed
from kb.project.wishes import Wishes
from kb.store import Store
from tests.fake_encoder import FakeEncoder

NOW = datetime.datetime(2026, 11, 24, 14, 30, tzinfo=datetime.UTC)
FORMULA = "=sterilise used masks"
RECORDS = (
    Organisation(id="clean", name="Clean, Air & Co", kind=OrganisationKind.SME, city="Mons", country="BE"),
    Organisation(id="at", name="@lab", kind=OrganisationKind.UNIVERSITY, country="BE"),
    Organisation(id="rna", name="RNA House", website="https://rna.example/"),
    Initiative(
        id="masks",
        title="Sterilised masks",
        description="We sterilise used masks with hydrogen peroxide.",
        language="en",
        translations=(Translation(language="fr", title="Masques stérilisés", description="Stériliser."),),
        sources=(
            Source(url="https://news.example/masks", title="Masks made clean", supports="the method"),
            Source(url="https://bare.example/"),
        ),
    ),
    Initiative(
        id="vaccines",
        title="+RNA platform",
        description="The institute produces messenger RNA for vaccines.",
        language="en",
    ),
)
PARTICIPATIONS = (
    Participation(initiative_id="masks", actor_id="clean", role=Role.LEAD),
    Participation(initiative_id="masks", actor_id="at", role=Role.CLINICAL_SITE),
    Participation(initiative_id="vaccines", actor_id="rna", role=Role.MANUFACTURER),
)
PROJECT = Project(
    needs=(
        ProjectNeed(text=FORMULA, weight=3),
        ProjectNeed(text="messenger RNA for vaccines"),
        ProjectNeed(text="kindergeld antrag", weight=1),
    ),
    about="Clean air\nin wards",
    conditions="in Belgium",
    without=("place:0-10",),
    wishes=Wishes(include=("clean", "at")),
)


@pytest.fixture(scope="session")
def knowledge_base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    folder = tmp_path_factory.mktemp("data")
    with Store.open(folder / "compendium.sqlite") as store:
        with store.writing() as writing:
            for record in (*RECORDS, *PARTICIPATIONS):
                writing.put(record)
        made = KnowledgeBase(store, Engine(folder / "index", FakeEncoder))
        made.reindex()
        yield made


@pytest.fixture(scope="session")
def answer(knowledge_base: KnowledgeBase) -> ProjectAnswer:
    return knowledge_base.experts(PROJECT, top=2)


@pytest.fixture
def report(answer: ProjectAnswer) -> ProjectReport:
    return ProjectReport(answer, "en", NOW)
