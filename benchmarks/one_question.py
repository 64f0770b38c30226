"""Times one question from end to end, as the page asks it, and tells how much each step takes.

    python -m benchmarks.one_question
    python -m benchmarks.one_question --initiatives 10000 --data ten-thousand

The questions are those of tests/relevance (develop half), of all kinds and in all languages. Over the
bundled compendium, or with as many generated initiatives beside it as are wanted, whose passages are
encoded word by word (`benchmarks.static_encoder`). With `--data` what was built is kept there and used
again; otherwise it is built anew and removed.

The questions of the report half are asked before, so that the process is warm and yet no question comes
twice. The processor's time is that of all threads: other programs slow it down too, though less.
"""

import argparse
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks.generated_initiatives import rows
from benchmarks.static_encoder import static_encoder
from benchmarks.stopwatch import Stopwatch
from indexer import Engine
from kb.evaluation import Halves, read_catalogue, read_question_sets
from kb.knowledge_base import STORE_FILE, KnowledgeBase, open_knowledge_base
from kb.store import Store
from web.application import create_app

QUESTIONS = Path(__file__).parents[1] / "tests/relevance"
_LANGUAGES = ("en", "fr", "nl", "de")
"""Of the page's reader, by turns."""


def opened(data: Path, generated: int) -> KnowledgeBase:
    """Return the knowledge base in `data`: the bundled compendium and so many generated initiatives."""
    if not generated:
        knowledge_base = open_knowledge_base(data)
    else:
        data.mkdir(parents=True, exist_ok=True)
        knowledge_base = KnowledgeBase(Store.open(data / STORE_FILE), Engine(data / "index", static_encoder))
    if not knowledge_base.store.counts()["initiative"]:
        knowledge_base.load_sample()
        if generated:
            lines = data / "generated.jsonl"
            lines.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows(generated)))
            knowledge_base.import_file(lines)
    knowledge_base.reindex()
    return knowledge_base


def texts(knowledge_base: KnowledgeBase, half: Halves) -> list[str]:
    """Return the questions of one half."""
    sets = read_question_sets(QUESTIONS, catalogue=read_catalogue(knowledge_base.store)).of_half(half)
    return [question.text for one in sets.sets for question in one.questions]


def time_each(ask: Callable[[str, str], object], questions: Sequence[str]) -> list[tuple[float, float]]:
    """Return how long `ask` takes for each question, and the processor with it, in milliseconds."""
    times = []
    for place, question in enumerate(questions):
        started, worked = time.perf_counter(), time.process_time()
        ask(question, _LANGUAGES[place % len(_LANGUAGES)])
        passed = time.perf_counter() - started, time.process_time() - worked
        times.append((passed[0] * 1000, passed[1] * 1000))
    return times


def report(what: str, times: Sequence[tuple[float, float]]) -> None:
    """Print the median, the quickest and the slowest tenth, and the median of the processor's time."""
    passed, worked = zip(*times, strict=True)
    tenths = statistics.quantiles(passed, n=10)
    print(
        f"{what:<14}{statistics.median(passed):7.1f} ms median{tenths[0]:7.1f} p10{tenths[-1]:7.1f} p90"
        f"{statistics.median(worked):9.1f} ms processor, load {os.getloadavg()[0]:.1f}"
    )


def measure(knowledge_base: KnowledgeBase) -> None:
    """Print the times of a question and of a page, then the steps."""
    before, questions = (texts(knowledge_base, half) for half in ("report", "develop"))
    page = _paging(create_app(knowledge_base=knowledge_base, warm_up=False).test_client())
    ask = _answering(knowledge_base)
    status = knowledge_base.status()
    size = f"{status.counts['initiative']} initiatives, {status.index.passage_count} passages"
    print(f"{size}, {len(questions)} questions")
    knowledge_base.warm_up()
    time_each(ask, before)
    time_each(page, before[: len(_LANGUAGES)])  # reads the templates
    with Stopwatch() as stopwatch:
        report("one question", time_each(ask, questions))
    stopwatch.print(len(questions))
    report("its page", time_each(page, questions))


def _answering(knowledge_base: KnowledgeBase) -> Callable[[str, str], object]:
    return lambda question, language: knowledge_base.search(question, top=10, language=language)


def _paging(client: FlaskClient) -> Callable[[str, str], object]:
    def page(question: str, language: str) -> None:
        answered = client.get("/search", query_string={"q": question, "lang": language})
        if answered.status_code != 200:
            raise RuntimeError(f"the page of {question!r} says {answered.status}")

    return page


def main() -> None:
    """Read the arguments and measure."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--initiatives", type=int, default=0, help="generated ones beside the sample's")
    arguments.add_argument("--data", type=Path, help="folder to build in, or built before")
    chosen = arguments.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        measure(opened(chosen.data or Path(folder), chosen.initiatives))


if __name__ == "__main__":
    main()
