"""Two judged projects of the develop half with the real model: which needs are found, and who is first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.evaluation import read_catalogue
from kb.evaluation.projects import JudgedProject, read_projects
from kb.evaluation.projects.measures import measure_project
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from tests.sample_vectors import put_vectors

pytestmark = [pytest.mark.real_model, pytest.mark.slow]

FOLDER = Path(__file__).parent / "projects"
UV_ROBOTS = {"uvd-robots", "chu-tivoli", "clinique-notre-dame-grace"}
"""Who makes the robot that a hospital is sought for, and the two hospitals that have one."""


@pytest.fixture(scope="module")
def knowledge_base(tmp_path_factory: pytest.TempPathFactory, sample_vectors: Path) -> Iterator[KnowledgeBase]:
    """The bundled compendium, in 32-bit arithmetic as `tests.relevance.system` has it."""
    folder = tmp_path_factory.mktemp("data")
    put_vectors(sample_vectors, folder / "index")
    made = open_knowledge_base(folder, runtime="compiled-32-bit")
    with made.store:
        made.load_sample()
        made.reindex()
        yield made


@pytest.fixture(scope="module")
def judged(knowledge_base: KnowledgeBase) -> dict[str, JudgedProject]:
    projects = read_projects(FOLDER, catalogue=read_catalogue(knowledge_base.store))
    return {project.id: project for project in projects}


@pytest.mark.parametrize(
    ("project_id", "first"),
    [
        (
            "pc08",  # English, slides
            {
                "plasmid DNA": {"kaneka-eurogentec"},
                "messenger RNA equipment": {"quantoom-biosciences"},
                "adenovirus vector": {"reithera", "exothera", "univercells"},
            },
        ),
        (
            "pc11",  # French, a form
            {
                "hospital with a UV robot": UV_ROBOTS,
                "lamp on wheels": {"pts", "uvmastercare"},
                "copper-like coatings": {"university-namur"},
            },
        ),
    ],
)
def test_every_need_is_found_and_the_right_ones_come_first(
    knowledge_base: KnowledgeBase,
    judged: dict[str, JudgedProject],
    project_id: str,
    first: dict[str, set[str]],
) -> None:
    project = judged[project_id]
    answer = knowledge_base.answer_description(project.text)
    result = measure_project(project, answer)
    assert [need.is_found for need in result.needs] == [True, True, True, True]
    assert len(result.spurious) <= 2
    coverable = [need for need in result.needs if need.is_coverable]
    assert len(coverable) == len(first)
    for need, (told, expected) in zip(coverable, first.items(), strict=True):
        assert need.first[0] in expected, told
        assert need.rank in (1, 2), told
    # The fourth need of each is one that nobody in the compendium could meet.
    [hopeless] = [need for need in result.needs if not need.is_coverable]
    assert hopeless.id == f"{project_id}.4"
