"""Offers that organisations state: found by a search beside the initiatives, and never among them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.passage import DocumentText
from kb.answer import Band
from kb.documents import offering_organisation, offers_document, offers_document_id
from kb.knowledge_base import KnowledgeBase
from kb.model import Initiative, Organisation, OrganisationKind
from tests.kb.stating import RECORDS, stating


@pytest.fixture
def knowledge_base(tmp_path: Path) -> Iterator[KnowledgeBase]:
    made = stating(tmp_path)
    yield made
    made.store.close()


def offered(knowledge_base: KnowledgeBase, question: str) -> list[str]:
    return [one.organisation.id for one in knowledge_base.search(question).offered_by]


def test_the_document_of_an_organisation_holds_its_offers_and_names_only() -> None:
    zentech = Organisation(
        id="zen",
        name="ZenTech",
        aliases=("ZT",),
        city="Herstal",
        needs=("resin",),
        offers=("moulding", "advice"),
    )
    document = offers_document(zentech)
    assert document.document_id == "offers of zen"
    assert document.texts == (
        DocumentText(language="und", field="offer", title="", text="moulding"),
        DocumentText(language="und", field="offer", title="", text="advice"),
    )
    assert document.names == ("ZenTech", "ZT", "Herstal")


def test_the_documents_of_organisations_are_told_from_initiatives() -> None:
    assert offering_organisation(offers_document_id("a/b")) == "a/b"
    assert offering_organisation("offers-of-a") is None
    with pytest.raises(ValueError, match="without spaces"):
        Initiative(id=offers_document_id("a"), title="A")


def test_a_search_finds_the_organisation_that_offers_it(knowledge_base: KnowledgeBase) -> None:
    answer = knowledge_base.search("Who is sequencing genomes?")
    [found] = answer.offered_by
    assert (found.organisation.id, found.band) == ("giga", Band.STRONG)
    assert (found.evidence.text, found.evidence.initiative_id) == ("sequencing genomes", None)
    assert [match.query_word for match in found.evidence.matches] == ["sequencing", "genomes"]
    assert not answer.is_close


def test_offers_that_are_not_close_are_not_shown(knowledge_base: KnowledgeBase) -> None:
    assert offered(knowledge_base, "racehorses and their stables") == []


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("cold transport of vaccines", ["clean-air"]),
        ("Which SMEs offer cold transport of vaccines?", ["clean-air"]),
        ("Which hospitals offer cold transport of vaccines?", []),
        ("Which companies in Mons offer cold transport of vaccines?", ["clean-air"]),
        ("Which companies in Namur offer cold transport of vaccines?", []),
        ("cold transport of vaccines in 2020", []),
    ],
)
def test_conditions_of_the_question_hold_for_the_organisation(
    knowledge_base: KnowledgeBase, question: str, found: list[str]
) -> None:
    assert offered(knowledge_base, question) == found


def test_offers_change_nothing_of_the_initiatives_and_runs(tmp_path: Path) -> None:
    queries = tmp_path / "q.jsonl"
    queries.write_text('{"_id": "1", "text": "hydrogen peroxide sterilise masks"}\n', encoding="utf-8")
    runs = []
    for name in ("with", "without"):
        (tmp_path / name).mkdir()
        knowledge_base = stating(tmp_path / name)
        if name == "without":
            with knowledge_base.store.writing() as writing:
                for record in RECORDS:
                    if isinstance(record, Organisation):
                        writing.put(record.model_copy(update={"offers": ()}))
        # The index of the second still holds the offers that the store no longer has.
        knowledge_base.run_search(queries, tmp_path / f"{name}.trec")
        runs.append([line.split()[2] for line in (tmp_path / f"{name}.trec").read_text().splitlines()])
        knowledge_base.store.close()
    assert sorted(runs[0]) == sorted(runs[1]) == ["also", "care", "cleaning", "room"]


def test_an_organisation_without_kind_or_place_meets_no_such_condition(knowledge_base: KnowledgeBase) -> None:
    assert knowledge_base.store.organisation("giga").kind is OrganisationKind.OTHER
    assert offered(knowledge_base, "Which universities offer sequencing genomes?") == []
