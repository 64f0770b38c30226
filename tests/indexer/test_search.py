"""The whole search on a fake encoder: words shared are nearness."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from indexer.engine import Engine
from indexer.passage import Document, DocumentText, Hit
from tests.fake_encoder import FakeEncoder
from tests.indexer.corpus import DOCUMENTS, MASKS, document
from tests.indexer.test_lexical import HOSTILE


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.document_id for hit in hits]


def many(count: int) -> list[Document]:
    """Documents of which number n speaks of masks n times."""
    return [
        document(f"d{number:03d}", f"Title {number}", "mask " * number + "gel " * (count - number))
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("query", "winner"),
    [
        ("who sterilises used masks?", "masks"),
        ("production de vaccin a arn", "vaccine"),
        ("repair of ventilators", "ventilator"),
        ("laboratorium speekseltesten", "testing"),
        ("Desinfektionsmittel Brauerei", "gel"),
        ("universite liege", "masks"),
        ("giga", "ventilator"),
    ],
)
def test_the_right_document_wins(built: Engine, query: str, winner: str) -> None:
    [hits] = built.search([query]).hits
    assert hits[0].passage.document_id == winner
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert all(before.score >= after.score for before, after in pairwise(hits))


def test_a_hit_carries_its_signals_and_the_words_that_match(built: Engine) -> None:
    query = "sterilises masks"
    [[hit, *_]] = built.search([query], top=1).hits
    signals = hit.signals
    assert signals.fused == pytest.approx((signals.dense + signals.lexical) / 2, abs=2e-6)
    assert signals.lexical == 1
    words = [
        (hit.passage.text[match.start : match.end], query[match.query_start : match.query_end])
        for match in hit.matches
    ]
    assert words == [("sterilises", "sterilises"), ("masks", "masks"), ("masks", "masks")]
    assert MASKS.texts[0].text[hit.passage.start : hit.passage.end] == hit.passage.text


def test_a_batch_answers_as_its_queries_would_alone(built: Engine) -> None:
    queries = ["masks", "vaccin", "ventilators", "Bier", "scholen", "nothing of the kind"] * 5
    together, alone = built.search(queries).hits, [built.search([query]).hits[0] for query in queries]
    for hits, expected in zip(together, alone, strict=True):
        assert hits == expected
        assert [hit.quote() for hit in hits] == [hit.quote() for hit in expected]


def test_without_highlights_only_the_matches_are_missing(built: Engine) -> None:
    [with_matches] = built.search(["masks"]).hits
    [without] = built.search(["masks"], highlight=False).hits
    assert [hit.score for hit in with_matches] == [hit.score for hit in without]
    assert with_matches[0].matches
    assert not any(hit.matches for hit in without)


def test_a_document_scores_the_mean_of_its_two_best_facets(engine: Engine) -> None:
    """Said once: (s + .87 s) / 2; said in two languages alike: (s + s) / 2; s of the one best passage."""
    told = [DocumentText(language, "description", "", "Kites carry samples.") for language in ("en", "nl")]
    engine.build([Document("once", (told[0],)), Document("twice", tuple(told)), *many(20)], source_counter=1)
    [hits] = engine.search(["kites with samples"]).hits
    found = {hit.document_id: hit for hit in hits[:2]}
    best = {name: 0.3 * hit.signals.fused + 0.7 * hit.signals.late for name, hit in found.items()}
    near = {name: 0.13 * hit.signals.feedback for name, hit in found.items()}
    assert found["once"].score == pytest.approx(0.87 * best["once"] * 1.87 / 2 + near["once"], abs=1e-5)
    assert found["twice"].score == pytest.approx(0.87 * best["twice"] + near["twice"], abs=0.02)
    assert hits[0].passage.document_id == "twice"


def test_a_passage_in_the_language_of_the_reader_is_shown(engine: Engine) -> None:
    texts = (
        DocumentText("en", "description", "Kites", "Kites carry samples over the river."),
        DocumentText("fr", "description", "Cerfs-volants", "Des cerfs-volants portent des samples."),
    )
    engine.build([Document("kites", texts)], source_counter=1)
    for language, shown in (("en", "en"), ("fr", "fr"), ("de", "en"), (None, "en")):
        [[hit]] = engine.search(["kites carry samples"], language=language).hits
        assert hit.passage.language == shown


def test_a_document_found_by_its_labels_shows_a_passage_that_may_be_shown(engine: Engine) -> None:
    labels = DocumentText("en", "themes", "Visors", "face shields, splash guards", is_evidence=False)
    told = DocumentText("en", "description", "Visors", "A workshop bends plastic for nurses.")
    engine.build([Document("visors", (labels, told)), Document("labels only", (labels,))], source_counter=1)
    [hits] = engine.search(["splash guards"]).hits
    found = {hit.document_id: hit for hit in hits}
    assert found["visors"].passage.text == "A workshop bends plastic for nurses."
    assert found["visors"].found_by == "themes"
    assert found["visors"].signals.lexical == 1
    assert found["labels only"].passage.text == "face shields, splash guards"


def test_the_last_of_all_is_found_when_it_alone_is_allowed(engine: Engine) -> None:
    engine.build(many(120), source_counter=1)
    [everything] = engine.search(["mask"], top=120).hits
    last = everything[-1].passage.document_id
    assert len(everything) == 120
    [hits] = engine.search(["mask"], allowed={last}, top=1).hits
    assert ids(hits) == [last]


def test_a_constraint_is_exact(built: Engine) -> None:
    [hits] = built.search(["masks vaccin gel"], allowed=["gel", "vaccine", "no such document"]).hits
    assert sorted(ids(hits)) == ["gel", "vaccine"]


@pytest.mark.parametrize("allowed", [(), ("no such document",)])
def test_nothing_allowed_nothing_found(built: Engine, allowed: tuple[str, ...]) -> None:
    assert built.search(["masks", "gel"], allowed=allowed).hits == ((), ())


def test_no_queries_and_no_places_give_nothing(built: Engine) -> None:
    assert built.search([]).hits == ()
    assert built.search(["masks"], top=0).hits == ((),)


def test_scores_descend_beyond_the_reranked_and_every_document_comes_once(engine: Engine) -> None:
    engine.build(many(120), source_counter=1)
    [hits] = engine.search(["mask gel"], top=100).hits
    assert len(set(ids(hits))) == len(hits) == 100
    assert all(before.score >= after.score for before, after in pairwise(hits))
    assert all(hit.signals.late > 0 for hit in hits[:50])
    assert all(hit.signals.late == 0 and not hit.matches for hit in hits[50:])


def test_one_endless_document_does_not_crowd_out_the_others(engine: Engine) -> None:
    endless = document("endless", "Masks", "A mask is a mask and a mask. " * 3000)
    engine.build([endless, *many(60)], source_counter=1)
    [hits] = engine.search(["mask"], top=61).hits
    assert len(hits) == 61


def test_the_best_passage_of_a_document_is_its_evidence(engine: Engine) -> None:
    texts = (
        DocumentText("en", "description", "Project", "Masks are sterilised."),
        DocumentText("fr", "description", "Projet", "Des masques sont stérilisés."),
        DocumentText("en", "need", "Project", "Looking for hydrogen peroxide."),
    )
    engine.build([Document("one", texts), *DOCUMENTS], source_counter=1)
    queries = ["masques sterilises", "looking for peroxide"]
    found = [hits[0].passage for hits in engine.search(queries).hits]
    assert [(passage.language, passage.field) for passage in found] == [("fr", "description"), ("en", "need")]


def test_equal_documents_come_in_the_order_of_their_ids(engine: Engine) -> None:
    engine.build([document(name, "Same", "The same words.") for name in "dbca"], source_counter=1)
    assert ids(engine.search(["same words"]).hits[0]) == ["a", "b", "c", "d"]


def test_an_empty_corpus_answers_nothing(engine: Engine) -> None:
    report = engine.build([], source_counter=0)
    assert (report.document_count, report.passage_count) == (0, 0)
    assert engine.search(["masks", ""]).hits == ((), ())
    assert engine.search(["masks"], allowed=["a"]).hits == ((),)


def test_documents_without_any_text_are_counted_and_never_found(engine: Engine) -> None:
    report = engine.build([Document("empty", ()), document("blank", "", " ")], source_counter=0)
    assert (report.document_count, report.passage_count) == (2, 0)
    assert engine.search(["masks"]).hits == ((),)


def test_one_document_is_found(engine: Engine) -> None:
    engine.build([MASKS], source_counter=1)
    [[hit]] = engine.search(["used masks"]).hits
    assert hit.document_id == "masks"
    assert hit.score > 0.3


@pytest.mark.parametrize("query", [*HOSTILE, "\ud800"], ids=range(len(HOSTILE) + 1))
def test_any_query_gets_an_answer(built: Engine, query: str) -> None:
    [hits] = built.search([query]).hits
    assert all(-1 <= hit.score <= 1.000001 for hit in hits)


def test_lone_surrogates_are_read_as_question_marks_wherever_they_stand(engine: Engine) -> None:
    engine.build(
        [document("odd", "Ma\ud800sks", "Gel\udfff is made.", names=("C\ud800HU",))], source_counter=1
    )
    [[hit]] = engine.search(["gel \ud800 is"]).hits
    assert (hit.passage.title, hit.passage.text) == ("Ma?sks", "Gel? is made.")
    assert [(match.start, match.query_start) for match in hit.matches] == [(0, 0)]


def test_the_same_data_give_the_same_answer_whatever_their_order(tmp_path: Path) -> None:
    answers = []
    for place, documents in enumerate([DOCUMENTS, DOCUMENTS[::-1]]):
        engine = Engine(tmp_path / str(place), FakeEncoder)
        engine.build(documents, source_counter=1)
        answers.append(engine.search(["masks", "vaccin", "scholen en masques", "GIGA"]).hits)
    assert answers[0] == answers[1]
