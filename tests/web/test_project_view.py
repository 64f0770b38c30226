"""The answer to a project as its page shows it, and what a wish changed."""

import pytest

from kb.knowledge_base import KnowledgeBase
from kb.project.answer import ProjectAnswer
from kb.project.group import Alternative
from kb.project.group_changes import GroupChanges, changes
from kb.project.group_composition import GroupComposition, Member
from kb.project.project import Project, ProjectNeed
from web.group_before import changes_since, to_before_part
from web.project_view import shown

CLEAN_AIR, UNIVERSITY = (
    Member(organisation_id=id_, need_ids=("n01",), is_included_by_wish=False)
    for id_ in ("clean-air", "north-university")
)


def composition(*members: Member, covered: tuple[str, ...]) -> GroupComposition:
    return GroupComposition(
        members=members, covered=covered, covered_weight=2, evidence=1.0, together_count=0
    )


@pytest.fixture(scope="module")
def answer(knowledge_base: KnowledgeBase) -> ProjectAnswer:
    needs = (
        ProjectNeed(text="sterilise used masks hydrogen peroxide", start=50, end=90, heading="Sought"),
        ProjectNeed(text="kindergeld antrag"),
    )
    return knowledge_base.experts(Project(needs=needs, description_length=200))


def test_needs_have_numbers_places_and_who_meets_them(answer: ProjectAnswer) -> None:
    first, second = shown(answer, None, {}).needs
    assert (first.number, first.percent, [one.id for one in first.members]) == (1, 25, ["clean-air"])
    assert (second.number, second.percent, second.members) == (2, None, ())
    assert second.is_uncoverable and not first.is_uncoverable
    assert [one.organisation.id for one in first.likely][:1] == ["clean-air"]


def test_who_is_beyond_the_listed_but_meets_a_need_is_listed_too(answer: ProjectAnswer) -> None:
    cut = answer.needs[0].model_copy(update={"organisations": answer.needs[0].organisations[:0]})
    first = shown(answer.model_copy(update={"needs": (cut, answer.needs[1])}), None, {}).needs[0]
    assert [one.organisation.id for one in first.organisations][:1] == ["clean-air"]
    assert first.ranks >= {1}


def test_an_alternative_says_who_replaces_whom(answer: ProjectAnswer) -> None:
    before = composition(CLEAN_AIR, covered=("n01",))
    after = composition(UNIVERSITY, covered=("n01",))
    other = Alternative(**dict(after), changes=changes(before, after))
    group = answer.group.model_copy(update={"alternatives": (other,)})
    view = shown(answer.model_copy(update={"group": group}), None, {})
    [exchange] = view.alternatives
    assert [one.name for one in exchange.entered] == ["North University"]
    assert [one.name for one in exchange.left] == ["CleanAir"]
    assert not exchange.is_none


def test_what_a_wish_changed_survives_the_address(answer: ProjectAnswer) -> None:
    part = to_before_part(answer.group)
    assert part.isascii() and len(part) < 300
    assert changes_since(part, answer.group) == GroupChanges(
        entered=(), left=(), newly_covered=(), no_longer_covered=()
    )
    emptied = answer.group.model_copy(update={"members": (), "covered": ()})
    told = changes_since(part, emptied)
    assert told is not None
    assert [member.organisation_id for member in told.left] == ["clean-air"]
    assert told.no_longer_covered == ("n01",)
    view = shown(answer, told, {})
    assert view.changes is not None and view.changes.no_longer_covered == (1,)


@pytest.mark.parametrize("part", ["", "damaged", "AAAA"])
def test_without_a_group_before_nothing_is_told(answer: ProjectAnswer, part: str) -> None:
    assert changes_since(part, answer.group) is None
