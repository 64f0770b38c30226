"""A whole evaluation over four tiny sets, every figure worked out by hand."""

import json
from math import log2
from pathlib import Path

import ir_measures
import pytest
from ir_measures import nDCG

from kb.errors import KnowledgeBaseError
from kb.evaluation import (
    EvaluatedAnswer,
    Evaluation,
    QuestionSet,
    QuestionSets,
    evaluate,
    judge,
    tables,
    to_json,
    write_page,
    write_runs,
)
from kb.evaluation.intervals import Figure
from kb.evaluation.page import page
from kb.evaluation.tables import cell
from tests.kb.evaluation.judged import CATALOGUE, answer, question

SETS = QuestionSets(
    catalogue=CATALOGUE,
    sets=(
        QuestionSet(
            name="initiatives",
            targets=("initiatives",),
            questions=(
                question("i1", language="fr", kind="name", need="n", initiatives={"masks": 3, "gel": 1}),
                question("i2", language="en", kind="name", need="n", initiatives={"masks": 3, "gel": 1}),
                question("i3", language="en", kind="long", half="develop", initiatives={"tests": 2}),
            ),
        ),
        QuestionSet(
            name="organisations",
            targets=("organisations",),
            questions=(question("o1", organisations={"acme": 3, "ministry": 1}),),
        ),
        QuestionSet(
            name="checkable",
            targets=("initiatives", "organisations"),
            questions=(question("c1", initiatives={"tests": 1}, organisations={"lab": 1}, answer="The Lab"),),
        ),
        QuestionSet(
            name="unanswerable",
            targets=(),
            questions=(question("u1", kind="far"), question("u2", kind="near <b>x</b>")),
        ),
    ),
)
ANSWERS = {
    "i1": answer("masks", "gel", "tests", confidence=0.9),
    "i2": answer("tests", "masks", "gel", confidence=0.8),
    "i3": answer("gel", "masks", confidence=0.3, is_close=False),
    "o1": answer(organisations=["ministry", "acme"], confidence=0.7),
    "c1": answer("tests", organisations=["ministry", "lab"], confidence=0.6),
    "u1": answer("gel", confidence=0.2, is_close=False),
    "u2": answer("gel", confidence=0.65),
}
# i2: tests, masks, gel: DCG = 0 + 3/log2(3) + 1/log2(4); best: 3 + 1/log2(3).
I2 = (3 / log2(3) + 1 / 2) / (3 + 1 / log2(3))
# o1: ministry, acme: DCG = 1 + 3/log2(3); best: 3 + 1/log2(3).
O1 = (1 + 3 / log2(3)) / (3 + 1 / log2(3))


@pytest.fixture
def whole() -> Evaluation:
    return judge(SETS, ANSWERS)


def test_figures_of_all_questions(whole: Evaluation) -> None:
    assert (whole.half, whole.question_count) == ("all", 7)
    assert whole.figures() == pytest.approx(
        {
            "initiatives nDCG@10": (1 + I2 + 0) / 3,
            "initiatives recall@50": 2 / 3,
            "initiatives MRR@10": (1 + 1 / 2 + 0) / 3,
            "initiatives refused": 1 / 3,
            "initiatives overlap@5": 3 / 5,
            "organisations nDCG@10": O1,
            "organisations recall@50": 1.0,
            "organisations MRR@10": 1.0,
            "organisations P@5": 2 / 5,
            "organisations refused": 0.0,
            "checkable organisation first": 0.0,
            "checkable organisation in first three": 1.0,
            "checkable own organisation first": 1.0,
            "checkable initiative first": 1.0,
            "checkable refused": 0.0,
            "unanswerable recognised": 1 / 2,
            # Of 10 pairs, .65 is above .3 and .6: 8 in order, as .2 is below all.
            "abstention AUC": 8 / 10,
            "abstention refused": 1 / 5,
            "abstention recognised": 1 / 2,
            "abstention precision": 1 / 2,
        }
    )


def test_figures_by_language_and_kind(whole: Evaluation) -> None:
    initiatives = whole.sets[0]
    assert initiatives.by_language["fr"]["nDCG@10"].value == 1.0
    assert initiatives.by_language["en"]["nDCG@10"].value == pytest.approx(I2 / 2)
    assert initiatives.by_language["en"]["nDCG@10"].count == 2
    assert initiatives.by_kind["name"]["nDCG@10"].value == pytest.approx((1 + I2) / 2)
    assert initiatives.by_kind["long"]["refused"].value == 1.0


def test_exposure_is_of_questions_about_organisations(whole: Evaluation) -> None:
    # The ministry takes part in two initiatives and is put first; Acme, in one, should be.
    exposure = {one.name: {row.size: row for row in one.exposure} for one in whole.sets}
    assert exposure["initiatives"] == exposure["checkable"] == {}
    assert exposure["organisations"]["medium"].first_places == 1.0
    assert exposure["organisations"]["small"].deserved == 1.0
    assert exposure["organisations"]["small"].organisation_count == 3


def test_a_half_is_asked_and_judged_alone() -> None:
    asked: list[str] = []
    by_text = {f"question {name}": given for name, given in ANSWERS.items()}

    def system(texts: "tuple[str, ...] | list[str]") -> list[EvaluatedAnswer]:
        asked.extend(texts)
        return [by_text[text] for text in texts]

    evaluation = evaluate(SETS, lambda texts: system(list(texts)), half="develop")
    assert asked == ["question i3"]
    assert evaluation.figures()["initiatives nDCG@10"] == 0.0
    assert [one.name for one in evaluation.sets] == ["initiatives"]
    assert evaluation.abstention is None


def test_a_half_without_questions_is_said() -> None:
    with pytest.raises(KnowledgeBaseError, match="None of the judged questions is in the develop half"):
        evaluate(SETS.of_half("report"), lambda _: [], half="develop")


def test_each_question_shows_what_was_found_and_wanted(whole: Evaluation) -> None:
    by_id = {one.id: one for one in whole.questions}
    [ranked] = by_id["i2"].rankings
    assert [(one.id, one.title, one.grade) for one in ranked.found] == [
        ("tests", "Tests", 0),
        ("masks", "Masks", 3),
        ("gel", "Gel", 1),
    ]
    [ranked] = by_id["i3"].rankings
    assert [(one.id, one.grade, one.rank) for one in ranked.wanted] == [("tests", 2, None)]
    assert [ranked.target for ranked in by_id["c1"].rankings] == ["initiatives", "organisations"]
    assert [found.title for found in by_id["c1"].rankings[1].found] == ["Ministry", "The Lab"]


def test_failures_are_said_in_words(whole: Evaluation) -> None:
    assert {one.id: one.failures for one in whole.questions} == {
        "i1": (),
        "i2": (),
        "i3": ("nDCG@10 is 0.00, below 0.50", "refused, though it has an answer"),
        "o1": (),
        "c1": ("the right organisation is not first",),
        "u1": (),
        "u2": ("answered, though nothing fits",),
    }


def test_tables_hold_every_figure(whole: Evaluation) -> None:
    by_title = {table.title: table for table in tables(whole)}
    assert list(by_title) == [
        "initiatives",
        "organisations",
        "checkable",
        "unanswerable",
        "abstention: 5 with an answer, 2 without",
        "initiatives: agreement of the languages",
        "organisations: who is first, by number of initiatives",
    ]
    assert by_title["initiatives"].columns == (
        "",
        "questions",
        "nDCG@10",
        "recall@50",
        "MRR@10",
        "refused",
    )
    assert [row[:2] for row in by_title["initiatives"].rows] == [
        ("all", "3"),
        ("language en", "2"),
        ("language fr", "1"),
        ("kind long", "1"),
        ("kind name", "2"),
    ]
    assert by_title["initiatives"].rows[2][2] == "1.000 (1.00–1.00)"
    assert by_title["initiatives: agreement of the languages"].rows == (
        ("all", "0.600 (0.60–0.60)"),
        ("en-fr", "0.600 (0.60–0.60)"),
    )
    assert by_title["organisations: who is first, by number of initiatives"].rows[1] == (
        "medium",
        "1",
        "1.000",
        "0.000",
    )
    assert all(len(row) == len(table.columns) for table in by_title.values() for row in table.rows)


def test_cells() -> None:
    assert cell(Figure(value=0.8234, low=0.79, high=0.856, count=9)) == "0.823 (0.79–0.86)"
    assert cell(None) == "–"


def test_json_has_figures_and_questions_but_no_runs(whole: Evaluation) -> None:
    read = json.loads(to_json(whole))
    assert read["sets"][0]["figures"]["nDCG@10"]["value"] == pytest.approx((1 + I2) / 3)
    assert read["abstention"]["curve"][0] == {"threshold": 0.2, "refused": 0.0, "recognised": 0.0}
    assert read["questions"][4]["answer"] == "The Lab"
    assert "runs" not in read


def test_runs_and_qrels_give_any_trec_tool_the_same_figure(whole: Evaluation, tmp_path: Path) -> None:
    written = write_runs(whole, tmp_path / "runs")
    assert [path.name for path in written] == [
        "initiatives.initiatives.run",
        "initiatives.initiatives.qrels",
        "organisations.organisations.run",
        "organisations.organisations.qrels",
        "checkable.initiatives.run",
        "checkable.initiatives.qrels",
        "checkable.organisations.run",
        "checkable.organisations.qrels",
        "unanswerable.initiatives.run",
    ]
    lines = written[0].read_text().splitlines()
    assert lines[:2] == ["i1 Q0 masks 1 1.000000000 compendium", "i1 Q0 gel 2 0.500000000 compendium"]
    qrels = ir_measures.read_trec_qrels(str(written[1]))  # type: ignore[no-untyped-call]
    run = ir_measures.read_trec_run(str(written[0]))  # type: ignore[no-untyped-call]
    read = ir_measures.calc_aggregate([nDCG @ 10], qrels, run)
    assert read[nDCG @ 10] == pytest.approx(whole.figures()["initiatives nDCG@10"])


def test_runs_into_a_place_that_is_no_folder(whole: Evaluation, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KnowledgeBaseError, match="Cannot make the folder"):
        write_runs(whole, tmp_path / "file")


def test_the_page_stands_alone_and_shows_failures_first(whole: Evaluation, tmp_path: Path) -> None:
    write_page(whole, tmp_path / "report.html")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert text == page(whole)
    assert "Failures (3)" in text
    assert text.index("question i3") < text.index("The other questions (4)") < text.index("question i1")
    assert "http" not in text.replace("http-equiv", "")
    assert "<script" not in text
    assert "src=" not in text.replace("style-src", "").replace("default-src", "")


def test_the_page_escapes_every_text(whole: Evaluation) -> None:
    text = page(whole)
    assert "near &lt;b&gt;x&lt;/b&gt;" in text
    assert "<b>" not in text


def test_an_empty_half_evaluates_to_nothing(tmp_path: Path) -> None:
    empty = judge(QuestionSets(catalogue=CATALOGUE, sets=()), {})
    assert empty.question_count == 0
    assert empty.figures() == {}
    assert tables(empty) == ()
    assert write_runs(empty, tmp_path) == ()
    assert "0 questions" in page(empty)
