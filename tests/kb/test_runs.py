"""Many queries: every bad line is named before anything is answered, and a run is whole."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kb.errors import InvalidQuery, KnowledgeBaseError
from kb.query import Query
from kb.runs import BLOCK, RankedIds, RunReport, read_queries, write_run


def answer(queries: Sequence[Query]) -> list[RankedIds]:
    return [[(word, 1 / rank) for rank, word in enumerate(query.text.split(), 1)] for query in queries]


def test_run_has_a_line_for_each_that_was_found(tmp_path: Path) -> None:
    queries, run = tmp_path / "q.jsonl", tmp_path / "a.run"
    queries.write_text('{"_id": "q1", "text": "masks gel"}\n\n{"_id": 2, "text": "rna"}\n', encoding="utf-8")
    assert write_run(queries, run, answer=answer) == RunReport(query_count=2, line_count=3)
    assert run.read_text(encoding="utf-8").splitlines() == [
        "q1 Q0 masks 1 1.000000000 compendium",
        "q1 Q0 gel 2 0.500000000 compendium",
        "2 Q0 rna 1 1.000000000 compendium",
    ]


def test_progress_is_told_for_each_block(tmp_path: Path) -> None:
    queries, told = tmp_path / "q.jsonl", list[tuple[str, int, int]]()
    queries.write_text("".join(f'{{"_id": "{n}", "text": "masks"}}\n' for n in range(BLOCK + 1)))
    write_run(queries, tmp_path / "a.run", answer=answer, progress=lambda *step: told.append(step))
    assert told == [("answering queries", BLOCK, BLOCK + 1), ("answering queries", BLOCK + 1, BLOCK + 1)]


def test_every_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    lines = [
        '{"_id": "a", "text": "masks"}',
        "masks",
        '{"_id": "a", "text": "gel"}',
        '{"_id": "b c", "text": "gel"}',
        '{"_id": "\\ud800", "text": "gel"}',
        '{"_id": "d"}',
        '{"_id": "e", "text": "?"}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InvalidQuery) as caught:
        write_run(path, tmp_path / "a.run", answer=answer)
    said = str(caught.value)
    assert said.startswith(f"{path} has 6 bad line(s). line 2: not JSON")
    for part in (
        "line 3: the _id 'a' is used twice",
        "line 4: the _id 'b c' is empty or holds a space or something unprintable",
        r"line 5: the _id '\ud800' is empty or holds",
        'line 6: write {"_id": "…", "text": "…"}',
        "line 7: The question has no word in it",
    ):
        assert part in said
    assert not (tmp_path / "a.run").exists()


def test_file_that_cannot_be_read_is_said_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(
        KnowledgeBaseError, match=r"none: No such file or directory; name a file of JSON lines"
    ):
        read_queries(tmp_path / "none")
    (tmp_path / "empty").write_text("\n")
    with pytest.raises(InvalidQuery, match="has no query; write one"):
        read_queries(tmp_path / "empty")
    (tmp_path / "latin").write_bytes(b"\xe9")
    with pytest.raises(InvalidQuery, match=r"is not UTF-8 text \(byte 0\); save it as UTF-8"):
        read_queries(tmp_path / "latin")
