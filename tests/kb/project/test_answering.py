"""The whole answer to a project over a small store: cells, rows, group, pairs, what exists already."""

import math
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kb.answer import Band
from kb.errors import InvalidQuery
from kb.knowledge_base import KnowledgeBase
from kb.model import Organisation
from kb.project import answering
from kb.project.answer import MatrixRow, ProjectAnswer
from kb.project.project import Project, ProjectNeed
from kb.project.wishes import Wishes
from kb.question import KindConstraint
from kb.store import Store
from kb.store_reads import StoreReads
from tests.fake_encoder import FakeEncoder
from tests.kb.project.world import World, built

MASKS = ProjectNeed(text="sewing cotton masks for nurses", weight=3)
COLD = ProjectNeed(text="portable freezers keep vaccines frozen")
SALIVA = ProjectNeed(text="saliva samples screened weekly", weight=1)
NOBODY = ProjectNeed(text="racehorses and bagpipes")
PROJECT = Project(needs=(MASKS, COLD, NOBODY, SALIVA))


@pytest.fixture
def answer(knowledge_base: KnowledgeBase) -> ProjectAnswer:
    return knowledge_base.experts(PROJECT)


def row(answer: ProjectAnswer, organisation_id: str) -> MatrixRow:
    return next(row for row in answer.matrix if row.organisation.id == organisation_id)


def members(answer: ProjectAnswer) -> set[str]:
    return {member.organisation_id for member in answer.group.members}


def test_each_need_has_its_id_its_experts_and_what_exists(answer: ProjectAnswer) -> None:
    assert answer.project == PROJECT
    assert [(need.id, need.need) for need in answer.needs] == [
        ("n01", MASKS),
        ("n02", COLD),
        ("n03", NOBODY),
        ("n04", SALIVA),
    ]
    masks, cold, nobody, _ = answer.needs
    assert [(one.rank, one.organisation.id, one.band) for one in masks.organisations[:3]] == [
        (1, "sewing", Band.STRONG),
        (2, "clinic", Band.STRONG),
        (3, "bank", Band.WEAK),
    ]
    assert [one.initiative.id for one in masks.organisations[0].evidence] == ["masks"]
    assert [(one.rank, one.initiative.id, one.band) for one in cold.initiatives[:1]] == [
        (1, "cold", Band.STRONG)
    ]
    assert [len(need.initiatives) for need in answer.needs] == [3, 3, 3, 3]
    assert [need.is_close for need in answer.needs] == [True, True, False, True]
    assert nobody.confidence < 0.08 < 0.9 < masks.confidence
    assert all(one.band is Band.WEAK for one in nobody.organisations)


def test_cells_are_in_the_order_of_the_needs_with_the_ranks_among_all(answer: ProjectAnswer) -> None:
    clinic = row(answer, "clinic")
    assert [cell and cell.organisation.id for cell in clinic.cells] == ["clinic"] * 4
    first = answer.needs[0].organisations
    assert clinic.cells[0] == first[1]
    assert first[1].score == pytest.approx(first[0].score * math.sqrt(0.85))


def test_the_score_for_the_whole_is_that_of_what_can_be_met_by_its_share_of_the_weight(
    answer: ProjectAnswer,
) -> None:
    best = [need.organisations[0].score for need in answer.needs]
    by_hand = {
        "sewing": 3 / 8 * best[0],
        "clinic": 3 / 8 * best[0] * math.sqrt(0.85),
        "freezers": 2 / 8 * best[1],
        "bank": 2 / 8 * best[1] / math.sqrt(0.95) * math.sqrt(0.7),
        "lab": 1 / 8 * best[3],
        "ward": 1 / 8 * best[3] * math.sqrt(0.9),
    }
    assert [one.organisation.id for one in answer.matrix] == list(by_hand)
    assert [one.score for one in answer.matrix] == pytest.approx(list(by_hand.values()), abs=1e-6)


def test_the_group_covers_what_can_be_covered(answer: ProjectAnswer) -> None:
    assert members(answer) == {"sewing", "freezers", "lab"}
    assert {one.organisation.id for one in answer.matrix if one.is_member} == members(answer)
    assert answer.group.covered == ("n01", "n02", "n04")
    assert answer.group.uncoverable == ("n03",)
    assert (answer.group.covered_weight, answer.group.total_weight) == (6, 8)


def test_a_member_by_wish_stands_in_the_matrix_though_it_can_meet_nothing(
    knowledge_base: KnowledgeBase,
) -> None:
    answer = knowledge_base.experts(Project(needs=(MASKS,), wishes=Wishes(include=("bank",))))
    assert members(answer) == {"bank", "sewing"}
    assert [(one.organisation.id, one.is_member) for one in answer.matrix] == [
        ("sewing", True),
        ("clinic", False),
        ("bank", True),
    ]
    assert row(answer, "bank").score == 0


def test_who_was_not_found_for_a_need_has_an_empty_cell(knowledge_base: KnowledgeBase) -> None:
    project = Project(needs=(MASKS,), conditions="only SMEs", wishes=Wishes(include=("lab",)))
    lab = row(knowledge_base.experts(project), "lab")
    assert (lab.cells, lab.score, lab.is_member) == ((None,), 0, True)


def test_pairs_who_know_each_other_and_pairs_who_do_not(knowledge_base: KnowledgeBase) -> None:
    wishes = Wishes(include=("clinic", "freezers", "lab", "sewing"))
    answer = knowledge_base.experts(Project(needs=(MASKS, COLD, SALIVA), wishes=wishes))
    # The clinic's ward screened saliva with the lab; with the sewing house the clinic tried masks.
    assert [(pair.organisation_ids, pair.initiative_ids) for pair in answer.worked_together] == [
        (("clinic", "lab"), ("saliva",)),
        (("clinic", "sewing"), ("masks",)),
    ]
    assert {id_: one.title for id_, one in answer.initiatives.items()} == {
        "masks": "Masks",
        "saliva": "Saliva",
    }
    strangers = [frozenset(pair.organisation_ids) for pair in answer.never_together]
    assert strangers[0] == {"sewing", "lab"}
    assert len(strangers) == len(set(strangers)) == 8
    assert frozenset({"clinic", "lab"}) not in strangers
    assert {id_ for pair in strangers for id_ in pair} <= answer.organisations.keys()


def test_only_pairs_within_the_group_are_told_as_acquainted(answer: ProjectAnswer) -> None:
    assert answer.worked_together == ()  # sewing, freezers and lab never met
    assert answer.initiatives == {}


def test_conditions_are_told_as_understood_and_narrow_everything(knowledge_base: KnowledgeBase) -> None:
    answer = knowledge_base.experts(Project(needs=(MASKS, SALIVA), conditions="only SMEs"))
    assert answer.conditions is not None
    assert [type(one) for one in answer.conditions.constraints] == [KindConstraint]
    assert {one.organisation.id for one in answer.needs[0].organisations} == {"sewing", "freezers"}
    assert [one.organisation.id for one in answer.matrix] == ["sewing"]
    assert answer.group.uncoverable == ("n02",)


def test_a_condition_that_is_taken_out_narrows_nothing(knowledge_base: KnowledgeBase) -> None:
    project = Project(needs=(MASKS,), conditions="only SMEs", without=("kind:5-9",))
    answer = knowledge_base.experts(project)
    assert answer.conditions is not None
    assert answer.conditions.constraints == ()
    assert [one.key for one in answer.conditions.removed] == ["kind:5-9"]
    assert len(answer.needs[0].organisations) == 6


def test_without_conditions_none_are_told(answer: ProjectAnswer) -> None:
    assert answer.conditions is None


def test_excluded_organisations_appear_nowhere(knowledge_base: KnowledgeBase) -> None:
    project = PROJECT.model_copy(update={"wishes": Wishes(exclude=("sewing",))})
    answer = knowledge_base.experts(project)
    assert answer.needs[0].organisations[0].organisation.id == "clinic"
    assert answer.needs[0].organisations[0].rank == 1
    assert "sewing" not in answer.organisations
    assert "sewing" not in {one.organisation.id for one in answer.matrix}
    assert "clinic" in members(answer)


def test_so_many_organisations_as_are_asked_for(knowledge_base: KnowledgeBase) -> None:
    answer = knowledge_base.experts(PROJECT, top=2)
    assert [len(need.organisations) for need in answer.needs] == [2, 2, 2, 2]
    # What stands in the matrix is ranked whatever the number.
    assert [cell and cell.rank for cell in row(answer, "clinic").cells] == [2, 6, 4, 6]


def test_rows_of_the_matrix_are_bounded_but_for_members(
    knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "MATRIX_ROWS", 1)
    assert [one.organisation.id for one in knowledge_base.experts(PROJECT).matrix] == [
        "sewing",
        "freezers",
        "lab",
    ]


def test_what_resembles_the_whole_has_the_band_of_the_need_it_answers_best(answer: ProjectAnswer) -> None:
    bands = {one.initiative.id: one.band for one in answer.resembling}
    assert bands == {
        "masks": Band.STRONG,
        "cold": Band.STRONG,
        "saliva": Band.STRONG,
        "alcohol": Band.WEAK,
        "school": Band.WEAK,
    }
    assert [one.rank for one in answer.resembling] == [1, 2, 3, 4, 5]
    assert answer.is_resembled


def test_what_a_project_is_about_decides_what_resembles_it(knowledge_base: KnowledgeBase) -> None:
    answer = knowledge_base.experts(Project(needs=(NOBODY,), about="Lessons about grief at school."))
    assert answer.resembling[0].initiative.id == "school"
    # It meets none of the needs, so it is merely the nearest.
    assert {one.band for one in answer.resembling} == {Band.WEAK}
    assert not answer.is_resembled


def test_a_need_that_cannot_be_searched_is_refused(knowledge_base: KnowledgeBase) -> None:
    with pytest.raises(InvalidQuery, match="The need has no word in it"):
        knowledge_base.experts(Project(needs=(ProjectNeed(text="?!"),)))


@pytest.fixture
def own(tmp_path: Path) -> Iterator[World]:
    """A world to change."""
    made = built(tmp_path, FakeEncoder())
    yield made
    made.store.close()


def test_what_was_removed_since_the_index_was_built_is_left_out(own: World) -> None:
    before = own.knowledge_base.experts(PROJECT)
    with own.store.writing() as writing:
        writing.remove("initiative", "masks")
        writing.remove("organisation", "sewing")
    answer = own.knowledge_base.experts(PROJECT)
    assert answer.generation == before.generation
    masks = answer.needs[0]
    assert [one.organisation.id for one in masks.organisations] == ["bank", "freezers", "lab", "ward"]
    assert [one.rank for one in masks.organisations] == [1, 2, 3, 4]
    assert [(one.rank, one.initiative.id) for one in masks.initiatives] == [(1, "alcohol"), (2, "cold")]
    assert "masks" not in {one.initiative.id for one in answer.resembling}
    assert answer.group.uncoverable == ("n01", "n03")
    assert [one.organisation.id for one in answer.matrix] == ["freezers", "bank", "lab", "ward"]
    assert answer.organisations.keys() == {"freezers", "bank", "lab", "ward"}


def test_an_organisation_that_is_removed_meanwhile_is_answered_as_it_was(
    own: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process removes it between the first read of organisations and the next."""

    def first_read(self: StoreReads, ids: Iterable[str] | None = None) -> list[Organisation]:
        monkeypatch.setattr(StoreReads, "organisations", read)
        found = read(self, ids)
        with Store.open(tmp_path / "compendium.sqlite") as other, other.writing() as writing:
            writing.remove("initiative", "masks")
            writing.remove("organisation", "sewing")
        return found

    read = StoreReads.organisations
    own.knowledge_base.warm_up()
    monkeypatch.setattr(StoreReads, "organisations", first_read)
    answer = own.knowledge_base.experts(PROJECT)
    assert own.store.counts()["organisation"] == 5
    assert row(answer, "sewing").is_member
    assert members(answer) <= answer.organisations.keys()
    assert "sewing" not in {one.organisation.id for one in own.knowledge_base.experts(PROJECT).matrix}


def test_a_member_by_wish_that_is_no_more_is_no_member(knowledge_base: KnowledgeBase) -> None:
    wishes = Wishes(include=("gone", "bank"))
    answer = knowledge_base.experts(Project(needs=(MASKS,), wishes=wishes))
    assert members(answer) == {"bank", "sewing"}
    assert answer.project.wishes == wishes
