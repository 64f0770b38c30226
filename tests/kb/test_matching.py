"""Needs and offers, both directions: who answers, who never does, what is new, what is public."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import Engine
from indexer.errors import IndexMissing
from kb.answer import Band
from kb.documents import offers_document_id
from kb.errors import NotFound
from kb.knowledge_base import KnowledgeBase
from kb.matching import MatchesOfRecord
from kb.model import Initiative, OpenNeed, Organisation, Translation
from kb.needs import stated_needs
from kb.store import Store
from tests.fake_encoder import FakeEncoder
from tests.kb.stating import CLEANER, said, stating

STEAM, GIGA, ROOM = "initiative cleaning", "organisation giga", "initiative room"
STATED = [
    ("also", CLEANER, [STEAM]),
    ("care", CLEANER, [STEAM]),
    ("clean-air", "hydrogen peroxide in barrels", [GIGA]),
    ("care", "beds for ventilated patients", []),
    ("care", "racehorses", []),
    ("payer", "a clean room for samples", []),
]
"""Answered ones first; "care" is not answered by whom it is led by, "payer" not by what it takes part in."""


@pytest.fixture
def knowledge_base(tmp_path: Path) -> Iterator[KnowledgeBase]:
    made = stating(tmp_path)
    yield made
    made.store.close()


def test_every_need_is_matched_and_nobody_answers_a_need_of_their_own(knowledge_base: KnowledgeBase) -> None:
    listed = knowledge_base.matches.listed()
    assert said(listed) == [
        ("1", "sequencing genomes", [GIGA]),
        *STATED[:3],
        ("2", "bagpipes", []),
        *STATED[3:],
    ]
    assert {offer.band for match in listed for offer in match.offers} <= {Band.STRONG, Band.POSSIBLE}


def test_who_looks_for_the_same_is_no_answer(knowledge_base: KnowledgeBase) -> None:
    # "also" and "care" state the same need, which is in the index and nearest of all.
    found = [hit.initiative.id for hit in knowledge_base.search(CLEANER).initiatives]
    assert {"also", "care"} <= set(found)
    assert said(knowledge_base.matches.stated(initiative_id="also")) == [("also", CLEANER, [STEAM])]


def test_an_answer_has_its_band_its_sentence_and_its_organisations(knowledge_base: KnowledgeBase) -> None:
    cleaning, _, barrels, *_ = knowledge_base.matches.stated()
    [steam] = cleaning.offers
    assert (steam.rank, steam.band, steam.evidence.text) == (
        1,
        Band.STRONG,
        "CleanAir can sterilise used masks.",
    )
    assert steam.evidence.initiative_id == "cleaning"
    assert [organisation.id for organisation in steam.organisations] == ["clean-air", "payer"]
    [giga] = barrels.offers
    assert (giga.evidence.text, giga.evidence.field) == ("hydrogen peroxide in barrels", "offer")
    assert (giga.evidence.initiative_id, giga.evidence.language) == (None, "und")
    assert giga.organisations == (giga.by,)


def test_what_visitors_recorded_is_not_public(knowledge_base: KnowledgeBase) -> None:
    stated = knowledge_base.matches.stated()
    assert said(stated) == STATED
    assert not any(isinstance(match.need.stated_by, OpenNeed) for match in stated)
    assert knowledge_base.matches.of_organisation("giga").answered == stated[2:3]
    listed = knowledge_base.matches.listed(organisation_id="giga")
    assert [isinstance(match.need.stated_by, OpenNeed) for match in listed] == [True, False]


def test_one_open_need_may_be_asked_for_also_when_it_is_closed(knowledge_base: KnowledgeBase) -> None:
    assert said(knowledge_base.matches.listed(need_id=1)) == [("1", "sequencing genomes", [GIGA])]
    knowledge_base.open_needs.close([1])
    assert said(knowledge_base.matches.listed(need_id=1)) == [("1", "sequencing genomes", [GIGA])]
    assert "sequencing genomes" not in [text for _, text, _ in said(knowledge_base.matches.listed())]


def test_a_record_has_its_own_needs_and_those_of_others_that_it_answers(
    knowledge_base: KnowledgeBase,
) -> None:
    matches = knowledge_base.matches
    assert said(matches.stated(initiative_id="care")) == [STATED[1], *STATED[3:5]]
    assert said(matches.stated(initiative_id="cleaning")) == STATED[:2]
    assert said(matches.stated(organisation_id="clean-air")) == [STATED[2], *STATED[:2]]
    assert said(matches.of_organisation("clean-air").answered) == STATED[:2]
    assert said(matches.of_organisation("clean-air").own) == STATED[2:3]
    # It only paid for the steam.
    assert matches.of_organisation("payer") == MatchesOfRecord(own=matches.stated()[5:], answered=())
    with pytest.raises(NotFound, match="no initiative with id 'nobody'"):
        matches.stated(initiative_id="nobody")
    with pytest.raises(NotFound, match="no organisation with id 'nobody'"):
        matches.listed(organisation_id="nobody")
    with pytest.raises(NotFound, match="no open need with id 9"):
        matches.listed(need_id=9)


def test_top_cuts_the_answers_of_each_need(knowledge_base: KnowledgeBase) -> None:
    with knowledge_base.store.writing() as writing:
        writing.put(
            Initiative(id="x", title="Boiling", description="They sterilise used masks.", language="en")
        )
    knowledge_base.reindex()
    assert [len(match.offers) for match in knowledge_base.matches.stated()[:2]] == [2, 2]
    assert [[offer.rank for offer in m.offers] for m in knowledge_base.matches.stated(top=1)[:2]] == [
        [1],
        [1],
    ]


def test_since_a_day_tells_new_needs_and_what_the_changed_answer(
    knowledge_base: KnowledgeBase, tmp_path: Path
) -> None:
    matches = knowledge_base.matches
    # Everything was stored on 20 November, "care" says of itself that it is older, visitors came on the 24th.
    assert said(matches.listed(since="2026-11-24")) == [
        ("1", "sequencing genomes", [GIGA]),
        ("2", "bagpipes", []),
    ]
    assert matches.stated(since="2026-11-21") == ()
    assert said(matches.stated(since="2026-11")) == [*STATED[:3], STATED[5]]
    with (
        Store.open(tmp_path / "compendium.sqlite", today=lambda: "2026-11-25") as other,
        other.writing() as w,
    ):
        w.put(Organisation(id="giga", name="GIGA", offers=("racehorses",)))
        w.put(Initiative(id="x", title="Boiling", description="They sterilise used masks.", language="en"))
    report = knowledge_base.reindex()
    assert set(report.new_ids) == {"x", offers_document_id("giga")}
    assert said(matches.stated(since="2026-11-25")) == [
        ("also", CLEANER, ["initiative x"]),
        ("care", CLEANER, ["initiative x"]),
        ("care", "racehorses", [GIGA]),
    ]
    told = matches.new_answers(report.new_ids)
    assert (told.initiative_count, told.organisation_count, told.need_count) == (1, 1, 3)
    assert (told.stated_count, told.since) == (0, "2026-11-25")


def test_a_new_need_that_is_answered_is_told_with_the_oldest_day(knowledge_base: KnowledgeBase) -> None:
    told = knowledge_base.matches.new_answers(["care"])
    assert (told.initiative_count, told.need_count, told.stated_count) == (0, 0, 1)
    assert told.since == "2026-01-05"
    assert knowledge_base.matches.new_answers([]).since is None


def test_public_matches_are_searched_once_for_each_index_and_language(tmp_path: Path) -> None:
    encoder = FakeEncoder()
    stating(tmp_path).store.close()
    with Store.open(tmp_path / "compendium.sqlite") as store:
        knowledge_base = KnowledgeBase(store, Engine(tmp_path / "index", lambda: encoder))
        first = knowledge_base.matches.stated()
        count = len(encoder.encoded_queries)
        assert knowledge_base.matches.stated() == first
        assert knowledge_base.matches.of_initiative("care").own == (first[1], first[3], first[4])
        assert len(encoder.encoded_queries) == count
        knowledge_base.matches.of_initiative("care", language="fr")
        assert len(encoder.encoded_queries) == 2 * count
        with store.writing() as writing:
            writing.put(Organisation(id="other", name="Other", needs=(CLEANER,)))
        assert said(knowledge_base.matches.stated(organisation_id="other")) == [("other", CLEANER, [STEAM])]


def test_without_needs_no_index_is_asked_and_with_them_its_absence_is_told(tmp_path: Path) -> None:
    with Store.open(tmp_path / "compendium.sqlite") as store:
        knowledge_base = KnowledgeBase(store, Engine(tmp_path / "index", FakeEncoder))
        assert knowledge_base.matches.stated() == knowledge_base.matches.listed() == ()
        with store.writing() as writing:
            writing.put(Organisation(id="giga", name="GIGA", needs=("freezers",)))
        with pytest.raises(IndexMissing):
            knowledge_base.matches.stated()


def test_a_need_without_a_word_or_with_unmet_conditions_is_answered_by_nothing(tmp_path: Path) -> None:
    knowledge_base = stating(tmp_path)
    with knowledge_base.store.writing() as writing:
        writing.put(
            Organisation(
                id="odd", name="Odd", needs=("???", "Which hospitals in Namur sterilise used masks?")
            )
        )
    assert knowledge_base.search("Which hospitals in Namur sterilise used masks?").relaxed
    assert [m.offers for m in knowledge_base.matches.of_organisation("odd").own] == [(), ()]
    knowledge_base.store.close()


def test_matching_tells_how_far_it_is_and_stops_when_told(knowledge_base: KnowledgeBase) -> None:
    told: list[tuple[str, int, int]] = []
    knowledge_base.matches.listed(progress=lambda *step: told.append(step))
    assert told == [("Matching needs", 8, 8)]

    def stop(_step: str, _done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        knowledge_base.matches.listed(progress=stop)


def test_needs_are_those_of_the_first_language_that_states_any(store: Store) -> None:
    french = Translation(language="fr", title="T", needs=("un", "deux"))
    with store.writing() as writing:
        writing.put(Initiative(id="i", title="T", language="en", translations=(french,)))
    found = stated_needs(store)
    assert [(need.text, need.language, need.place) for need in found] == [("un", "fr", 0), ("deux", "fr", 1)]
