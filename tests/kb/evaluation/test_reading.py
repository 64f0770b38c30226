"""Folders of judged questions: what is read, and every way in which they may be wrong."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import KnowledgeBaseError
from kb.evaluation import Catalogue, QuestionsRefused, read_question_sets
from tests.kb.evaluation.judged import CATALOGUE, write_set

ROW = {"_id": "q1", "text": "who makes masks"}


def refused(folder: Path, catalogue: Catalogue = CATALOGUE) -> list[tuple[str, int | None, str, str]]:
    """File, line, field and reason of every problem."""
    with pytest.raises(QuestionsRefused) as caught:
        read_question_sets(folder, catalogue=catalogue)
    assert isinstance(caught.value, KnowledgeBaseError)
    assert "\n" not in str(caught.value)
    assert all(problem.remedy for problem in caught.value.problems)
    return [(problem.file, problem.line, problem.field, problem.reason) for problem in caught.value.problems]


def test_a_set_with_everything(tmp_path: Path) -> None:
    row = ROW | {
        "language": "en",
        "kind": "keyword",
        "half": "develop",
        "author": "a",
        "need": "n",
        "answer": "Acme",
    }
    write_set(tmp_path, "initiatives", [row], plain="q1 0 masks 3\nq1 0 gel 1\nq1 0 tests 0\n")
    [one] = read_question_sets(tmp_path, catalogue=CATALOGUE).sets
    assert (one.name, one.targets, one.is_checkable) == ("initiatives", ("initiatives",), False)
    [question] = one.questions
    assert (question.id, question.text, question.language) == ("q1", "who makes masks", "en")
    assert (question.kind, question.half, question.author) == ("keyword", "develop", "a")
    assert (question.need, question.answer) == ("n", "Acme")
    assert question.initiatives == {"masks": 3, "gel": 1}
    assert question.organisations == {}


def test_what_is_left_out_has_defaults(tmp_path: Path) -> None:
    write_set(tmp_path, "mine", [ROW | {"metadata": {"x": 1}}], plain="q1\t0\tacme\t2\n")
    [one] = read_question_sets(tmp_path, catalogue=CATALOGUE).sets
    assert one.targets == ("organisations",)
    [question] = one.questions
    assert (question.language, question.kind, question.half) == ("und", "unspecified", "report")


def test_beir_folders(tmp_path: Path) -> None:
    (tmp_path / "queries.jsonl").write_text(json.dumps(ROW) + "\n")
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tmasks\t2\n")
    [one] = read_question_sets(tmp_path, catalogue=CATALOGUE).sets
    assert one.name == "questions"
    assert one.questions[0].initiatives == {"masks": 2}


def test_checkable_questions_have_two_files(tmp_path: Path) -> None:
    write_set(tmp_path, "checkable", [ROW], initiatives="q1 0 masks 1", organisations="q1 0 acme 1")
    [one] = read_question_sets(tmp_path, catalogue=CATALOGUE).sets
    assert one.is_checkable
    assert (one.questions[0].initiatives, one.questions[0].organisations) == ({"masks": 1}, {"acme": 1})


def test_unanswerable_questions_have_none(tmp_path: Path) -> None:
    write_set(tmp_path, "unanswerable", [ROW])
    [one] = read_question_sets(tmp_path, catalogue=CATALOGUE).sets
    assert one.targets == ()
    assert not one.questions[0].is_answerable


def test_halves(tmp_path: Path) -> None:
    rows = [ROW | {"half": "develop"}, ROW | {"_id": "q2"}]
    write_set(tmp_path, "a", rows, plain="q1 0 masks 1\nq2 0 masks 1\n")
    write_set(tmp_path, "unanswerable", [ROW | {"_id": "q3", "half": "develop"}])
    sets = read_question_sets(tmp_path, catalogue=CATALOGUE)
    develop = [question.id for one in sets.of_half("develop").sets for question in one.questions]
    assert develop == ["q1", "q3"]
    assert [one.name for one in sets.of_half("report").sets] == ["a"]
    assert sets.of_half("all") == sets


def test_byte_order_mark_carriage_returns_and_line_separators(tmp_path: Path) -> None:
    text = json.dumps(ROW | {"text": "one\u2028line"}, ensure_ascii=False)
    (tmp_path / "a.queries.jsonl").write_bytes(b"\xef\xbb\xbf" + text.encode() + b"\r\n\r\n")
    (tmp_path / "a.qrels").write_bytes(b"q1 0 masks 1\r\n")
    [one] = read_question_sets(tmp_path, catalogue=CATALOGUE).sets
    assert one.questions[0].text == "one line"


def test_every_problem_is_named_at_once(tmp_path: Path) -> None:
    rows = [ROW, ROW, {"_id": "q 2", "text": "x y"}, {"_id": "q3"}, ROW | {"_id": "q4", "half": "third"}]
    qrels = "q1 0 masks 3\nq1 0 masks 2\nq9 0 gel 1\nq1 0 nowhere 1\nq1 0\nq1 0 tests high\nq1\n"
    write_set(tmp_path, "a", rows, plain=qrels)
    assert refused(tmp_path) == [
        ("a.queries.jsonl", 3, "_id", "'q 2' holds a space"),
        ("a.queries.jsonl", 4, "text", "missing or not text"),
        ("a.queries.jsonl", 5, "half", "'third' is no half"),
        ("a.queries.jsonl", 2, "_id", "'q1' is the id of a.queries.jsonl, line 1 too"),
        ("a.qrels", 2, "", "'masks' was judged for 'q1' in line 1 already"),
        ("a.qrels", 5, "grade", "the grade is missing"),
        ("a.qrels", 6, "grade", "'high' is no grade"),
        ("a.qrels", 7, "", "1 columns"),
        ("a.qrels", 3, "question", "no question has the id 'q9'"),
        ("a.qrels", 4, "id", "'nowhere' is not among the initiatives of the data folder"),
    ]


@pytest.mark.parametrize("grade", ["-1", "11", "1.5", "²", "٣", "9999999999999999999999"])
def test_grades_are_small_whole_numbers(tmp_path: Path, grade: str) -> None:
    write_set(tmp_path, "a", [ROW], plain=f"q1 0 masks 1\nq1 0 gel {grade}\n")
    assert refused(tmp_path) == [("a.qrels", 2, "grade", f"{grade!r} is no grade")]


def test_a_trec_line_without_grade_is_no_beir_line(tmp_path: Path) -> None:
    write_set(tmp_path, "a", [ROW], plain="q1 0 masks 1\nq1 0 gel\n")
    assert refused(tmp_path) == [("a.qrels", 2, "grade", "'gel' is no grade")]


@pytest.mark.parametrize("qrels", ["", "q1 0 masks 0\n"])
def test_a_question_without_judgment(tmp_path: Path, qrels: str) -> None:
    write_set(tmp_path, "a", [ROW], plain=qrels)
    reason = "'q1' has no judgment of initiatives with a grade of 1 or more"
    assert refused(tmp_path) == [("a.queries.jsonl", 1, "", reason)]


def test_a_set_without_judgments(tmp_path: Path) -> None:
    write_set(tmp_path, "a", [ROW])
    assert refused(tmp_path) == [("a.queries.jsonl", None, "", "has no judgments")]


def test_unanswerable_questions_that_are_judged(tmp_path: Path) -> None:
    write_set(tmp_path, "unanswerable", [ROW], plain="q1 0 masks 1")
    reason = "unanswerable questions are judged"
    assert refused(tmp_path) == [("unanswerable.queries.jsonl", None, "", reason)]


def test_a_set_judged_in_too_many_files(tmp_path: Path) -> None:
    write_set(tmp_path, "a", [ROW], plain="q1 0 masks 1", organisations="q1 0 acme 1")
    assert refused(tmp_path) == [("a.qrels", None, "", "the set is judged in other files too")]


def test_an_id_used_in_two_sets(tmp_path: Path) -> None:
    write_set(tmp_path, "a", [ROW], plain="q1 0 masks 1")
    write_set(tmp_path, "unanswerable", [ROW])
    reason = "'q1' is the id of a.queries.jsonl, line 1 too"
    assert refused(tmp_path) == [("unanswerable.queries.jsonl", 1, "_id", reason)]


def test_judgments_without_questions(tmp_path: Path) -> None:
    write_set(tmp_path, "a", [ROW], plain="q1 0 masks 1")
    (tmp_path / "aa.qrels").write_text("q1 0 masks 1\n")
    assert refused(tmp_path) == [("aa.qrels", None, "", "judges no questions of this folder")]


def test_an_empty_question_file(tmp_path: Path) -> None:
    (tmp_path / "a.queries.jsonl").write_text("\n \n")
    (tmp_path / "a.qrels").write_text("")
    assert refused(tmp_path) == [("a.queries.jsonl", None, "", "holds no question")]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("{", ""),
        ("[1]", ""),
        ("[" * 100_000, ""),
        ('{"text": "masks"}', "_id"),
        ('{"_id": 7, "text": "masks"}', "_id"),
        ('{"_id": "\\ud800", "text": "masks"}', "_id"),
        ('{"_id": "q2", "text": "?!"}', "text"),
        ('{"_id": "q2", "text": ""}', "text"),
        ('{"_id": "q2", "text": "masks", "language": 3}', "language"),
        ('{"_id": "q2", "text": "masks", "answer": "\\ud800"}', "answer"),
    ],
)
def test_a_question_that_cannot_be_read(tmp_path: Path, line: str, field: str) -> None:
    good = json.dumps(ROW)
    (tmp_path / "a.queries.jsonl").write_text(f"{good}\n{line}\n")
    (tmp_path / "a.qrels").write_text("q1 0 masks 1\n")
    assert [problem[:3] for problem in refused(tmp_path)] == [("a.queries.jsonl", 2, field)]


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    write_set(tmp_path, "a", [ROW], plain="q1 0 masks 1")
    (tmp_path / "a.qrels").write_bytes(b"q1 0 caf\xe9 1\n")
    assert ("a.qrels", None, "", "is not UTF-8 text (byte 8)") in refused(tmp_path)


def test_a_folder_without_questions(tmp_path: Path) -> None:
    assert refused(tmp_path) == [(str(tmp_path), None, "", "holds no questions")]
    assert refused(tmp_path / "none") == [(str(tmp_path / "none"), None, "", "there is no such folder")]


def test_an_empty_data_folder_is_one_problem(tmp_path: Path) -> None:
    write_set(tmp_path, "a", [ROW], plain="q1 0 masks 1")
    empty = Catalogue(titles={}, names={}, organisations_of={})
    assert refused(tmp_path, empty) == [("", None, "", "the data folder holds no initiative")]


def test_the_message_names_twenty_and_counts_the_rest(tmp_path: Path) -> None:
    write_set(tmp_path, "a", [ROW], plain="q1 0 masks 1\n" + "q1 0 gone 1\n" * 1 + "x 0 masks 1\n" * 1)
    with pytest.raises(QuestionsRefused, match=r"2 problems\. a\.qrels, line 2, id: 'gone' is not among"):
        read_question_sets(tmp_path, catalogue=CATALOGUE)
    write_set(tmp_path, "a", [ROW], plain="".join(f"q1 0 gone{n} 1\n" for n in range(30)))
    with pytest.raises(QuestionsRefused, match=r"31 problems\..*gone19.* \| and 11 more\.$"):
        read_question_sets(tmp_path, catalogue=CATALOGUE)


_WORD = st.text("abcdé-0123456789", min_size=1, max_size=8)
_JUDGED = st.dictionaries(
    _WORD.filter(lambda word: any(letter.isalnum() for letter in word)),
    st.dictionaries(st.sampled_from(sorted(CATALOGUE.titles)), st.integers(1, 3), min_size=1),
    min_size=1,
    max_size=5,
)


@given(judged=_JUDGED, beir=st.booleans())
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, judged: dict[str, dict[str, int]], beir: bool
) -> None:
    folder = tmp_path_factory.mktemp("judged")
    middle = "\t" if beir else " 0 "
    lines = [
        f"{key}{middle}{name}{middle[0]}{grade}\n" for key, g in judged.items() for name, grade in g.items()
    ]
    write_set(folder, "a", [{"_id": key, "text": f"who {key}"} for key in judged], plain="".join(lines))
    [one] = read_question_sets(folder, catalogue=CATALOGUE).sets
    assert {question.id: question.initiatives for question in one.questions} == judged


@given(queries=st.binary(max_size=200), qrels=st.binary(max_size=200))
def test_no_file_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, queries: bytes, qrels: bytes
) -> None:
    folder = tmp_path_factory.mktemp("judged")
    (folder / "a.queries.jsonl").write_bytes(queries)
    (folder / "a.qrels").write_bytes(qrels)
    with pytest.raises(QuestionsRefused):
        read_question_sets(folder, catalogue=CATALOGUE)


_VALUE = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=6), lambda inner: st.lists(inner, max_size=3)
)


@given(row=st.fixed_dictionaries({"_id": _VALUE, "text": _VALUE}, optional={"half": _VALUE, "need": _VALUE}))
def test_any_json_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, row: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("judged")
    write_set(folder, "unanswerable", [row])
    try:
        [one] = read_question_sets(folder, catalogue=CATALOGUE).sets
    except QuestionsRefused as error:
        assert error.problems
    else:
        assert one.questions[0].id == row["_id"]
