"""Organisations whose work resembles: who, in which order, and why."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import Engine
from indexer.errors import IndexMissing
from kb.errors import NotFound
from kb.knowledge_base import KnowledgeBase
from kb.landscape import read_landscape
from kb.model import Initiative, Label, Organisation, Participation, Role, Theme
from kb.similar_organisations import MOST_BY_ONE_INITIATIVE, MOST_NEW, most_alike
from kb.store import Store
from tests.fake_encoder import FakeEncoder

TEXTS = {
    "steam": ("Steam for masks", "Steam cleans worn masks for hospitals.", ("masks",)),
    "plasma": ("Plasma for masks", "Plasma cleans worn masks for hospitals.", ("masks",)),
    "visors": ("Visors", "A workshop prints visors.", ("visors",)),
    "hotline": ("Hotline", "Volunteers answer telephones at night.", ("listening",)),
}
WORK = (
    ("steam", "steamer", Role.LEAD),
    ("steam", "mate", Role.PARTNER),
    ("steam", "steamer-lab", Role.PARTNER),
    ("steam", "bank", Role.FUNDER),
    ("plasma", "plasma-works", Role.LEAD),
    ("plasma", "mate", Role.PARTNER),
    ("plasma", "bank", Role.FUNDER),
    ("plasma", "steamer-shop", Role.LEAD),
    ("visors", "printer", Role.LEAD),
    ("hotline", "listeners", Role.LEAD),
)
PARTS = {"steamer-lab": "steamer", "steamer-shop": "steamer"}


@pytest.fixture
def knowledge_base(store: Store, path: Path) -> Iterator[KnowledgeBase]:
    with store.writing() as writing:
        for theme in ("masks", "visors", "listening"):
            writing.put(Theme(id=theme, labels=(Label(language="en", text=theme),)))
        for key, (title, text, themes) in TEXTS.items():
            writing.put(Initiative(id=key, title=title, description=text, language="en", themes=themes))
        for name in sorted({organisation for _, organisation, _ in WORK}):
            writing.put(Organisation(id=name, name=name.title(), parent_id=PARTS.get(name)))
        for initiative, organisation, role in WORK:
            writing.put(Participation(initiative_id=initiative, actor_id=organisation, role=role))
    made = KnowledgeBase(store, Engine(path.parent / "index", FakeEncoder))
    made.reindex()
    yield made


def test_those_it_never_worked_with_come_first_each_with_the_pair_and_the_themes(
    knowledge_base: KnowledgeBase,
) -> None:
    first, second = knowledge_base.similar_organisations("steamer")
    assert (first.organisation.id, first.has_worked_together) == ("plasma-works", False)
    assert (first.own_initiative_id, first.initiative.id) == ("steam", "plasma")
    assert [theme.id for theme in first.themes] == ["masks"]
    # What it already works with is known by another initiative than the shared one.
    assert (second.organisation.id, second.has_worked_together) == ("mate", True)
    assert (second.own_initiative_id, second.initiative.id) == ("steam", "plasma")
    assert first.score == second.score


def test_half_of_the_score_is_the_pair_and_half_the_themes_of_all_work(
    knowledge_base: KnowledgeBase,
) -> None:
    first = knowledge_base.similar_organisations("steamer")[0]
    engine = Engine(knowledge_base.folder / "index", FakeEncoder)
    found = engine.cosines(["steam"])
    text = float(found.cosines[0, found.document_ids.index("plasma")])
    assert first.score == pytest.approx(0.5 * (0.5 * text + 0.5 * 1) + 0.5 * 1, abs=1e-6)
    assert 0.3 < text < 1


def test_family_funders_and_those_without_likes_are_left_out(knowledge_base: KnowledgeBase) -> None:
    found = {one.organisation.id for one in knowledge_base.similar_organisations("steamer")}
    assert found.isdisjoint({"steamer", "steamer-lab", "steamer-shop", "bank"})
    assert "steamer" not in {
        one.organisation.id for one in knowledge_base.similar_organisations("steamer-shop")
    }
    assert knowledge_base.similar_organisations("bank") == ()
    assert knowledge_base.similar_organisations("listeners") == ()


def test_a_shared_theme_is_not_enough_without_a_pair(knowledge_base: KnowledgeBase) -> None:
    """The printer of visors joins in masks: its themes are like the steamer's, its own initiative is not."""
    with knowledge_base.store.writing() as writing:
        writing.put(Participation(initiative_id="steam", actor_id="printer", role=Role.PARTNER))
    found = {one.organisation.id for one in knowledge_base.similar_organisations("steamer")}
    assert found == {"plasma-works", "mate"}


def test_partners_of_one_initiative_do_not_fill_the_list(knowledge_base: KnowledgeBase) -> None:
    with knowledge_base.store.writing() as writing:
        for number in range(8):
            writing.put(Organisation(id=f"partner-{number}", name=f"Partner {number}"))
            writing.put(
                Participation(initiative_id="plasma", actor_id=f"partner-{number}", role=Role.PARTNER)
            )
        for number in range(8):
            key = f"press-{number}"
            writing.put(Initiative(id=key, title="Press", description="Presses masks.", themes=("masks",)))
            writing.put(Organisation(id=key, name=key))
            writing.put(Participation(initiative_id=key, actor_id=key, role=Role.LEAD))
    knowledge_base.reindex()
    new = [one for one in knowledge_base.similar_organisations("steamer") if not one.has_worked_together]
    by_plasma = [one.organisation.id for one in new if one.initiative.id == "plasma"]
    assert by_plasma == ["partner-0", "partner-1"]
    assert len(by_plasma) == MOST_BY_ONE_INITIATIVE
    assert len(new) == MOST_NEW
    scores = [one.score for one in new]
    assert scores == sorted(scores, reverse=True)


def test_a_change_of_the_store_or_of_the_index_is_seen(knowledge_base: KnowledgeBase) -> None:
    assert knowledge_base.similar_organisations("printer") == ()
    with knowledge_base.store.writing() as writing:
        writing.put(
            Initiative(id="shields", title="Shields", description="Prints visors.", themes=("visors",))
        )
        writing.put(Organisation(id="shielder", name="Shielder"))
        writing.put(Participation(initiative_id="shields", actor_id="shielder", role=Role.LEAD))
    # Not in the index yet: no text to compare.
    assert knowledge_base.similar_organisations("printer") == ()
    knowledge_base.reindex()
    assert [one.organisation.id for one in knowledge_base.similar_organisations("printer")] == ["shielder"]
    with knowledge_base.store.writing() as writing:
        writing.put(Participation(initiative_id="shields", actor_id="printer", role=Role.PARTNER))
    assert knowledge_base.similar_organisations("printer") == ()


def test_likes_are_found_once_for_each_index(
    knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = knowledge_base.similar_organisations("steamer")
    monkeypatch.setattr(Engine, "cosines", None)
    assert knowledge_base.similar_organisations("steamer") == first


def test_without_an_index_or_the_organisation_it_says_so(store: Store, path: Path) -> None:
    made = KnowledgeBase(store, Engine(path.parent / "none", FakeEncoder))
    with pytest.raises(IndexMissing):
        made.similar_organisations("steamer")


def test_unknown_organisations_are_not_found(knowledge_base: KnowledgeBase) -> None:
    with pytest.raises(NotFound, match="'nobody'"):
        knowledge_base.similar_organisations("nobody")


def test_an_organisation_without_work_has_no_likes(knowledge_base: KnowledgeBase) -> None:
    engine = Engine(knowledge_base.folder / "index", FakeEncoder)
    landscape = read_landscape(knowledge_base.store)
    assert most_alike(landscape, "bank", engine.cosines([])) == ()
