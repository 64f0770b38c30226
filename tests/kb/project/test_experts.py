"""Each need searched as a question is, among what the conditions allow."""

import math
from collections.abc import Sequence

import pytest

from kb.answer import Band
from kb.errors import InvalidQuery
from kb.project.experts import SearchedNeed, search_needs
from kb.project.project import Project, ProjectNeed
from kb.project.wishes import Wishes
from tests.kb.project.world import World

MASKS = ProjectNeed(text="sewing cotton masks for nurses")
COLD = ProjectNeed(text="portable freezers keep vaccines frozen")


def searched(
    world: World, *needs: ProjectNeed, conditions: str = "", exclude: Sequence[str] = ()
) -> list[SearchedNeed]:
    project = Project(needs=needs, conditions=conditions, wishes=Wishes(exclude=tuple(exclude)))
    held = world.interpreter.conditions(project.conditions)
    return search_needs(world.engine, world.interpreter, project, held)


def ids(need: SearchedNeed) -> list[str]:
    return [score.actor_id for score in need.scores]


def test_needs_are_numbered_in_two_digits(world: World) -> None:
    found = searched(world, *[MASKS] * 11)
    assert [need.id for need in found] == [f"n{number:02}" for number in range(1, 12)]
    assert [need.need for need in found] == [MASKS] * 11


def test_scores_are_those_of_the_best_initiative_and_the_role_in_it(world: World) -> None:
    masks, cold = searched(world, MASKS, COLD)
    assert masks.searched.retrieved.hits[0].document_id == "masks"
    assert ids(masks)[:2] == ["sewing", "clinic"]
    best = masks.searched.retrieved.hits[0].score
    assert masks.scores[0].score == pytest.approx(best)  # it leads
    assert masks.scores[1].score == pytest.approx(best * math.sqrt(0.85))  # a clinical site
    best = cold.searched.retrieved.hits[0].score
    assert ids(cold)[:2] == ["freezers", "bank"]
    assert cold.scores[0].score == pytest.approx(best * math.sqrt(0.95))  # it makes them
    assert cold.scores[1].score == pytest.approx(best * math.sqrt(0.7))  # it pays


def test_bands_are_those_of_the_best_initiative(world: World) -> None:
    [masks] = searched(world, MASKS)
    bands = {score.actor_id: masks.searched.band_of(score) for score in masks.scores}
    assert bands == {
        "sewing": Band.STRONG,
        "clinic": Band.STRONG,
        "bank": Band.WEAK,
        "freezers": Band.WEAK,
        "lab": Band.WEAK,
        "ward": Band.WEAK,
    }
    assert masks.band_of_initiative("masks") is Band.STRONG
    assert masks.band_of_initiative("cold") is Band.WEAK
    assert masks.band_of_initiative("unknown") is None


@pytest.mark.parametrize(
    ("conditions", "organisations", "initiatives"),
    [
        ("only SMEs", {"sewing", "freezers"}, {"masks", "cold"}),
        ("uniquement des PME à Liège", {"sewing"}, {"masks"}),
        ("alleen ziekenhuizen", {"clinic", "ward"}, {"masks", "saliva"}),
        ("nur aus Mons", {"freezers", "bank"}, {"cold", "alcohol"}),
        ("only SMEs in Namur", set(), set()),
    ],
)
def test_conditions_hold_for_every_need(
    world: World, conditions: str, organisations: set[str], initiatives: set[str]
) -> None:
    for need in searched(world, MASKS, COLD, conditions=conditions):
        assert set(ids(need)) == organisations
        assert {hit.document_id for hit in need.searched.retrieved.hits} == initiatives


def test_excluded_organisations_are_not_proposed_and_nobody_else_is_moved(world: World) -> None:
    [everyone] = searched(world, MASKS)
    [rest] = searched(world, MASKS, exclude=["sewing", "lab"])
    assert rest.scores == tuple(one for one in everyone.scores if one.actor_id not in ("sewing", "lab"))


def test_a_need_written_by_hand_is_read_as_a_question_and_one_of_a_text_only_prefers(world: World) -> None:
    text = "hospitals in Namur sewing cotton masks"
    asked, stated = searched(world, ProjectNeed(text=text), ProjectNeed(text=text, start=3, end=41))
    assert ids(asked) == ["clinic"]
    assert [c.is_certain for c in asked.searched.interpretation.question.constraints] == [True, True]
    assert set(ids(stated)) == {"sewing", "clinic", "ward", "freezers", "lab", "bank"}
    assert [c.is_certain for c in stated.searched.interpretation.question.constraints] == [False, False]
    best = stated.searched.retrieved.hits[0].score
    scores = {score.actor_id: score.score for score in stated.scores}
    assert scores["sewing"] == pytest.approx(best)
    assert scores["clinic"] == pytest.approx(best * math.sqrt(0.85) + 0.1)  # it is as preferred


def test_a_need_of_a_text_is_searched_for_by_its_words_of_content(world: World) -> None:
    world.encoder.encoded_queries.clear()
    [need] = searched(
        world, ProjectNeed(text="We are looking for a lab that is sewing cotton masks", start=0)
    )
    assert world.encoder.encoded_queries == ["sewing cotton masks"]
    assert need.searched.interpretation.length == 11  # it is as sure as all its words make it


def test_a_need_of_a_text_keeps_to_the_conditions(world: World) -> None:
    [need] = searched(
        world, ProjectNeed(text="A hospital sewing cotton masks", start=0), conditions="only SMEs"
    )
    assert ids(need) == ["sewing", "freezers"]


def test_a_need_without_a_word_is_refused(world: World) -> None:
    with pytest.raises(InvalidQuery, match="The need has no word in it"):
        searched(world, MASKS, ProjectNeed(text="…"))
