"""Many queries at once, for anyone who measures: JSON lines in, a TREC run out."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer import Progress
from kb.errors import InvalidQuery, KnowledgeBaseError
from kb.query import MAX_DESCRIPTION, Query, parse_query
from kb.writing import replacing

TAG = "compendium"
"""What the lines of a run say they are of."""
BLOCK = 128
"""Queries that are encoded and searched together."""

RankedIds = Sequence[tuple[str, float]]
"""Ids with their scores, best first."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run answered."""

    query_count: int
    line_count: int


def write_run(
    queries_file: Path,
    run_file: Path,
    *,
    answer: Callable[[Sequence[Query]], Sequence[RankedIds]],
    progress: Progress | None = None,
) -> RunReport:
    """Answer each line ``{"_id", "text"}`` of `queries_file`; write ``query Q0 id rank score tag`` lines.

    All queries are checked before the first is answered. The run file appears only when it is complete.

    Raises:
        InvalidQuery: Some lines are no queries; the message names them.
        KnowledgeBaseError: The file of queries cannot be read, or the run cannot be written.
    """
    queries = read_queries(queries_file)
    line_count = 0
    with replacing(run_file) as out:
        for start in range(0, len(queries), BLOCK):
            block = queries[start : start + BLOCK]
            for (query_id, _), ranked in zip(block, answer([query for _, query in block]), strict=True):
                for rank, (found_id, score) in enumerate(ranked, start=1):
                    out.write(f"{query_id} Q0 {found_id} {rank} {score:.9f} {TAG}\n")
                    line_count += 1
            if progress is not None:
                progress("answering queries", start + len(block), len(queries))
    return RunReport(query_count=len(queries), line_count=line_count)


def read_queries(path: Path) -> list[tuple[str, Query]]:
    """The queries of a JSON-lines file as (id, query); InvalidQuery names every bad line and why."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise KnowledgeBaseError(
            f"Cannot read {path}: {error.strerror}; name a file of JSON lines that this user may read."
        ) from error
    except UnicodeDecodeError as error:
        raise InvalidQuery(f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8.") from error
    queries: dict[str, Query] = {}
    problems = []
    for number, line in _numbered(lines):
        try:
            query_id, query = _parse_line(line)
            if query_id in queries:
                raise InvalidQuery(f"the _id {query_id!r} is used twice")
            queries[query_id] = query
        except InvalidQuery as error:
            problems.append(f"line {number}: {error}")
    if problems:
        raise InvalidQuery(f"{path} has {len(problems)} bad line(s). " + " | ".join(problems[:20]))
    if not queries:
        raise InvalidQuery(f'{path} has no query; write one {{"_id": "1", "text": "…"}} on each line.')
    return list(queries.items())


def _numbered(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _parse_line(line: str) -> tuple[str, Query]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidQuery(f"not JSON ({error})") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "_id" not in row:
        raise InvalidQuery('write {"_id": "…", "text": "…"}')
    query_id = str(row["_id"])
    if not query_id.isprintable() or not query_id or " " in query_id:
        raise InvalidQuery(f"the _id {query_id!r} is empty or holds a space or something unprintable")
    return query_id, parse_query(row["text"], max_characters=MAX_DESCRIPTION)
