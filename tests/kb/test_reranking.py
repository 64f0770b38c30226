"""Questions with a reranker configured: what it changes in an answer and what it leaves alone."""

from pathlib import Path

import pytest

from indexer import Engine
from kb.answer import Answer
from kb.knowledge_base import KnowledgeBase
from kb.model import Initiative, Organisation, Participation, Role
from kb.store import Store
from tests.fake_encoder import FakeEncoder
from tests.models.tiny_reranker import reranker_loader, scores_by_hand, write_tiny_reranker

NEED = "sewing masks for nurses"
TEXTS = {
    "sewers": "Sewing masks for nurses",
    "printers": "Printing visors for nurses",
    "brewers": "Gel from a brewery",
    "clinic": "Masks for schools",
    "knitters": "Knitting masks for nurses",
    "cutters": "Cutting masks for nurses, 12 a day",
}


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny_reranker(tmp_path / "tiny")


@pytest.fixture
def plain(store: Store, tmp_path: Path) -> KnowledgeBase:
    with store.writing() as writing:
        for name, text in TEXTS.items():
            writing.put(Initiative(id=name, title=text, language="en"))
            writing.put(Organisation(id=f"{name}-co", name=f"{name.title()} Co"))
            writing.put(Participation(initiative_id=name, actor_id=f"{name}-co", role=Role.LEAD))
    made = KnowledgeBase(store, Engine(tmp_path / "index", FakeEncoder))
    made.reindex()
    return made


@pytest.fixture
def reranking(plain: KnowledgeBase, tiny: Path, tmp_path: Path) -> KnowledgeBase:
    """Beside `plain`, on the same data and index."""
    return KnowledgeBase(plain.store, Engine(tmp_path / "index", FakeEncoder, reranker_loader(tiny)))


def scores(answer: Answer) -> dict[str, float]:
    return {ranked.initiative.id: ranked.score for ranked in answer.initiatives}


def test_initiatives_and_organisations_are_ranked_by_half_of_what_it_says(
    plain: KnowledgeBase, reranking: KnowledgeBase, tiny: Path
) -> None:
    before, after = plain.search(NEED), reranking.search(NEED)
    said = {ranked.initiative.id: ranked.signals.cross_encoder or 0.0 for ranked in after.initiatives}
    quoted = [ranked for ranked in after.initiatives if ranked.found_by == "title"]
    by_hand = scores_by_hand(tiny, NEED, [ranked.evidence.text for ranked in quoted])
    assert len(quoted) > 1, "others are found by who takes part in them"
    assert [said[ranked.initiative.id] for ranked in quoted] == pytest.approx(by_hand, abs=1e-5)
    expected = {name: score / 2 + said[name] / 2 for name, score in scores(before).items()}
    assert scores(after) == pytest.approx(expected, abs=2e-6)
    assert list(scores(after)) == sorted(expected, key=lambda name: -expected[name])
    assert list(scores(after)) != list(scores(before)), "else any order would pass"
    assert [ranked.organisation.id for ranked in after.organisations] == [
        f"{name}-co" for name in scores(after)
    ]


def test_bands_and_confidence_stay_what_they_were(plain: KnowledgeBase, reranking: KnowledgeBase) -> None:
    before, after = plain.search(NEED), reranking.search(NEED)
    bands = {ranked.initiative.id: ranked.band for ranked in before.initiatives}
    assert {ranked.initiative.id: ranked.band for ranked in after.initiatives} == bands
    assert len(set(bands.values())) > 1, "else any band would pass"
    assert (after.confidence, after.is_close) == (before.confidence, before.is_close)


def test_runs_and_evaluation_are_reranked_too(reranking: KnowledgeBase) -> None:
    [evaluated] = reranking.evaluated_answers([NEED])
    assert evaluated.initiatives == tuple(scores(reranking.search(NEED)).items())


def test_similar_initiatives_are_not(plain: KnowledgeBase, reranking: KnowledgeBase) -> None:
    assert reranking.similar("sewers") == plain.similar("sewers") != ()


def test_signals_name_it_only_where_it_was_asked(plain: KnowledgeBase, reranking: KnowledgeBase) -> None:
    without, with_it = (kb.search(NEED).initiatives[0].signals.model_dump() for kb in (plain, reranking))
    assert list(without) == ["dense", "lexical", "fused", "late", "feedback"]
    assert list(with_it) == ["dense", "lexical", "fused", "late", "feedback", "cross_encoder"]
