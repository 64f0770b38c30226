"""Questions through the whole search: constraints before retrieval, preferences after, roles asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import Engine
from kb.knowledge_base import KnowledgeBase
from kb.model import Initiative, Organisation, OrganisationKind, Participation, Role, Status
from kb.store import Store
from tests.fake_encoder import FakeEncoder

MAKERS = {
    "sewers": ("Liège", OrganisationKind.SME, "sewing masks for nurses"),
    "printers": ("Namur", OrganisationKind.COMPANY, "printing masks for schools"),
    "clinic": ("Namur", OrganisationKind.HOSPITAL, "testing masks on staff"),
}


@pytest.fixture
def knowledge_base(tmp_path: Path) -> Iterator[KnowledgeBase]:
    with Store.open(tmp_path / "compendium.sqlite") as store:
        with store.writing() as writing:
            writing.put(Organisation(id="payer", name="Payer", kind=OrganisationKind.PUBLIC_AUTHORITY))
            for name, (city, kind, text) in MAKERS.items():
                status = Status.STOPPED if name == "clinic" else Status.ONGOING
                writing.put(Organisation(id=name, name=name.title(), kind=kind, city=city, country="BE"))
                writing.put(
                    Initiative(
                        id=f"{name}-masks", title=text, description=f"{text}.", language="en", status=status
                    )
                )
                writing.put(Participation(initiative_id=f"{name}-masks", actor_id=name, role=Role.LEAD))
            writing.put(Participation(initiative_id="sewers-masks", actor_id="payer", role=Role.FUNDER))
        made = KnowledgeBase(store, Engine(tmp_path / "index", FakeEncoder))
        made.reindex()
        yield made


def found(knowledge_base: KnowledgeBase, text: str, *without: str) -> list[str]:
    return [ranked.initiative.id for ranked in knowledge_base.search(text, without=without).initiatives]


def test_a_certain_constraint_excludes_before_retrieval(knowledge_base: KnowledgeBase) -> None:
    answer = knowledge_base.search("Which hospitals in Namur work on masks?")
    assert [constraint.type for constraint in answer.question.certain] == ["kind", "place"]
    assert [ranked.initiative.id for ranked in answer.initiatives] == ["clinic-masks"]
    assert [ranked.organisation.id for ranked in answer.organisations] == ["clinic"]
    assert answer.initiatives[0].met == tuple(constraint.key for constraint in answer.question.constraints)


def test_a_removed_constraint_excludes_nothing_any_more(knowledge_base: KnowledgeBase) -> None:
    text = "Which hospitals in Namur work on masks?"
    [kind, place] = knowledge_base.search(text).question.certain
    assert set(found(knowledge_base, text, kind.key)) == {"clinic-masks", "printers-masks"}
    assert len(found(knowledge_base, text, kind.key, place.key)) == 3


def test_constraints_that_nothing_meets_only_prefer_and_the_answer_says_so(
    knowledge_base: KnowledgeBase,
) -> None:
    answer = knowledge_base.search("Which universities in Namur work on masks?")
    assert len(answer.initiatives) == 3
    assert answer.question.certain == ()
    assert not answer.is_close


def test_the_role_that_is_asked_for_ranks_first(knowledge_base: KnowledgeBase) -> None:
    asked = knowledge_base.search("who funded sewing masks for nurses")
    assert asked.organisations[0].organisation.id == "payer"
    plain = knowledge_base.search("sewing masks for nurses")
    assert plain.organisations[0].organisation.id == "sewers"


def test_one_question_and_many_are_answered_alike(knowledge_base: KnowledgeBase) -> None:
    texts = ["sewing masks", "hospitals in Namur", "printing masks for schools", "masks in Liège"]
    alone = [knowledge_base.search(text) for text in texts]
    together = knowledge_base.evaluated_answers(texts)
    for one, other in zip(alone, together, strict=True):
        assert tuple((r.initiative.id, r.score) for r in one.initiatives) == other.initiatives
        assert tuple((r.organisation.id, r.score) for r in one.organisations) == other.organisations
        assert one.confidence == other.confidence
