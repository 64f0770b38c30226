import math
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.chunking import passages_of
from indexer.lexical import LexicalIndex, write_lexical
from indexer.passage import Document
from tests.indexer.corpus import DOCUMENTS, document


def lexical(folder: Path, *documents: Document) -> LexicalIndex:
    folder.mkdir(exist_ok=True)
    write_lexical(
        folder,
        [
            (passage, place, entry.names)
            for place, entry in enumerate(documents)
            for passage in passages_of(entry)
        ],
    )
    return LexicalIndex(folder)


def text(document_id: str, words: str, language: str = "en", names: tuple[str, ...] = ()) -> Document:
    return document(document_id, "", words, language=language, names=names)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    return lexical(tmp_path_factory.mktemp("lexical"), *DOCUMENTS)


def bm25(frequency: int, length: float, mean_length: float, holding: int, total: int) -> float:
    idf = math.log(1 + (total - holding + 0.5) / (holding + 0.5))
    return idf * 2.2 * frequency / (frequency + 1.2 * (0.25 + 0.75 * length / mean_length))


def test_bm25_by_hand(tmp_path: Path) -> None:
    """Lengths 2, 3, 4: mean 3. "mask" is in two of three passages, twice in the last."""
    index = lexical(
        tmp_path, text("a", "mask gel"), text("b", "gel gel gel"), text("c", "mask mask gel vaccine")
    )
    [hits] = index.retrieve(["masks"], 10)
    assert hits.rows.tolist() == [2, 0]
    assert hits.scores.tolist() == pytest.approx([bm25(2, 4, 3, 2, 3), bm25(1, 2, 3, 2, 3)], rel=1e-5)
    assert hits.full == pytest.approx(math.log(1 + 1.5 / 2.5))


def test_words_add_up_and_unknown_words_count_in_the_full_score(tmp_path: Path) -> None:
    index = lexical(tmp_path, text("a", "mask gel"), text("b", "gel vaccine"))
    [hits] = index.retrieve(["mask gel unicorn"], 10)
    assert hits.rows.tolist() == [0, 1]
    assert hits.scores[0] == pytest.approx(bm25(1, 2, 2, 1, 2) + bm25(1, 2, 2, 2, 2), rel=1e-5)
    full = math.log(1 + 1.5 / 1.5) + math.log(1 + 0.5 / 2.5) + math.log(1 + 2.5 / 0.5)
    assert hits.full == pytest.approx(full)


def test_a_word_two_languages_share_counts_once_and_alike(tmp_path: Path) -> None:
    """ "vaccin" is the same stem in French, English and Dutch: the best field, not the sum of fields."""
    index = lexical(
        tmp_path, text("a", "vaccin gel", "fr"), text("b", "vaccin gel", "nl"), text("c", "bier", "de")
    )
    [hits] = index.retrieve(["vaccin"], 10)
    assert hits.rows.tolist() == [0, 1]
    assert hits.scores[0] == hits.scores[1]
    assert hits.scores[0] == pytest.approx(bm25(1, 2, 5 / 3, 1, 3), rel=1e-5)


def test_a_language_with_few_passages_is_not_taken_for_long_winded(tmp_path: Path) -> None:
    entries = [text(f"en{number}", "mask gel", "en") for number in range(9)]
    index = lexical(tmp_path, *entries, text("fr", "masque gel", "fr"))
    [hits] = index.retrieve(["masque"], 10)
    assert hits.scores.tolist() == pytest.approx([bm25(1, 2, 2, 1, 10)], rel=1e-5)


def test_a_passage_of_unknown_language_is_found_in_all_four(tmp_path: Path) -> None:
    index = lexical(tmp_path, text("a", "masques usagés", "und"), text("b", "Masken", "de"))
    for query in ("masque usagée", "masques"):
        assert index.retrieve([query], 10)[0].rows.tolist()[0] == 0


@pytest.mark.parametrize(
    ("query", "row"),
    [
        ("who sterilises masks?", 0),
        ("vaccins à arn", 1),
        ("universite liege", 0),
        ("GIGA", 2),
        ("Labor für Speicheltest liefern scholen", 3),
        ("Krankenhaus", 4),
    ],
)
def test_words_in_any_language_and_names_without_accents_find_their_passage(
    corpus: LexicalIndex, query: str, row: int
) -> None:
    assert corpus.retrieve([query], 10)[0].rows[0] == row


def test_a_constraint_is_applied_before_the_cut(tmp_path: Path) -> None:
    entries = [text(f"d{number}", "mask " * (70 - number)) for number in range(60)]
    index = lexical(tmp_path, *entries)
    [hits] = index.retrieve(["mask"], 1, [59])
    assert hits.rows.tolist() == [59]
    assert hits.scores[0] > 0


def test_equal_scores_come_in_the_order_of_rows(tmp_path: Path) -> None:
    index = lexical(tmp_path, *[text(f"d{number:03d}", "mask gel") for number in range(300)])
    assert index.retrieve(["mask"], 7)[0].rows.tolist() == [0, 1, 2, 3, 4, 5, 6]


def test_a_name_weighs_the_same_among_many(tmp_path: Path) -> None:
    """A word of a name scores its idf: frequency 1 in a field of the mean length, 64."""
    crowd = tuple(f"Partner{number}" for number in range(30))
    index = lexical(
        tmp_path,
        text("a", "x", names=("GIGA", "GIGA")),
        text("b", "x", names=("GIGA", *crowd)),
        text("c", "x"),
    )
    [hits] = index.retrieve(["giga"], 10)
    assert hits.rows.tolist() == [0, 1]
    assert hits.scores.tolist() == pytest.approx([math.log(1 + 1.5 / 2.5)] * 2, rel=1e-5)


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    [hits] = lexical(tmp_path).retrieve(["mask"], 10)
    assert hits.rows.tolist() == []


HOSTILE = [
    "",
    " ",
    "x",
    '"',
    'title:"masks" AND (NOT *) ~2 ^3 [a TO b] {',
    "'; DROP TABLE passages; --",
    "<script>alert(1)</script>",
    "\x00\x01\x02",
    "😀😀😀",
    "مرحبا بالعالم",
    "row:1 document:0 0qfillerq0",
    "a" * 100_000,
    "masks " * 20_000,
    "\u202emasks",
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_query_is_data_and_never_syntax(corpus: LexicalIndex, query: str) -> None:
    [hits] = corpus.retrieve([query], 10)
    assert len(hits.rows) == len(set(hits.rows.tolist())) <= 5
    assert all(0 < score <= 2.2 * hits.full for score in hits.scores)


def test_what_fills_the_other_fields_cannot_be_found(corpus: LexicalIndex) -> None:
    assert corpus.retrieve(["0qfillerq0"], 10)[0].rows.tolist() == []


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_can_be_searched(corpus: LexicalIndex, query: str) -> None:
    [hits] = corpus.retrieve([query], 10)
    assert all(0 < score <= 2.2 * hits.full + 1e-4 for score in hits.scores)


def test_whoever_may_read_the_folder_may_read_all_of_it(tmp_path: Path) -> None:
    lexical(tmp_path / "words", *DOCUMENTS)
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "words").iterdir() if path.suffix != ".lock"}
    assert modes == {(tmp_path / "words/meta.json").stat().st_mode & 0o777}


def test_a_folder_that_may_not_be_written_answers_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writable = lexical(tmp_path / "words", *DOCUMENTS)
    before = sorted(path.name for path in (tmp_path / "words").iterdir())
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # whoever runs the tests may write anywhere
    read_only = LexicalIndex(tmp_path / "words")
    [expected], [found] = (index.retrieve(["used masks"], 5) for index in (writable, read_only))
    assert (found.rows.tolist(), found.scores.tolist()) == (expected.rows.tolist(), expected.scores.tolist())
    assert sorted(path.name for path in (tmp_path / "words").iterdir()) == before
