"""Times the index: a build, the same again with its vectors cached, one query at a time, a batch.

    python -m benchmarks.build_and_query --documents 10000 --encoder fake
    python -m benchmarks.build_and_query --documents 500 --encoder bundled

The fake encoder takes next to no time to encode, so its figures are those of the index alone, with vectors
as long as the bundled model's.
"""

import argparse
import platform
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.generated_corpus import documents, queries
from indexer import Engine, open_engine
from models.encoder import Encoding
from tests.fake_encoder import DIMENSION, FakeEncoder

SINGLE_QUERIES = 100
BATCH = 1_000
_TIMES = 384 // DIMENSION


class WideFakeEncoder(FakeEncoder):
    """The fake encoder with each vector repeated to 384 numbers, cosines unchanged, words remembered."""

    def __init__(self) -> None:
        super().__init__(fingerprint="fake-wide-1")
        self.dimension = DIMENSION * _TIMES

    def _encode(self, texts: Sequence[str]) -> Encoding:
        narrow = super()._encode(texts)
        return Encoding(
            pooled=np.tile(narrow.pooled, (1, _TIMES)) / np.float32(_TIMES**0.5),
            tokens=tuple(replace(one, states=np.tile(one.states, (1, _TIMES))) for one in narrow.tokens),
        )


def opened(encoder: str, folder: Path) -> Engine:
    """Return an engine in `folder` with the encoder of that name."""
    return Engine(folder, WideFakeEncoder) if encoder == "fake" else open_engine(folder, model=encoder)


def measure(engine: Engine, count: int) -> None:
    """Print one line per measurement."""
    corpus = list(documents(count))
    first = engine.build(corpus, source_counter=1)
    size = f"{first.document_count} documents, {first.passage_count} passages"
    print(f"build            {first.seconds:8.1f} s   {size}")
    edited = [replace(corpus[0], names=("An edit",)), *corpus[1:]]
    again = engine.build(edited, source_counter=2)
    print(f"build, one edit  {again.seconds:8.1f} s   {again.encoded_count} passages encoded")
    same = engine.build(edited, source_counter=3)
    print(f"build, no edit   {same.seconds:8.2f} s")
    asked = queries(SINGLE_QUERIES + BATCH)
    engine.search(asked[:1])
    print(f"one query, top 10{_median(engine, asked[:SINGLE_QUERIES]) * 1000:8.1f} ms  median")
    started = time.perf_counter()
    hits = engine.search(asked[SINGLE_QUERIES:], top=100, highlight=False).hits
    seconds = time.perf_counter() - started
    print(f"batch, top 100   {seconds:8.1f} s   {BATCH} queries, {sum(map(len, hits))} hits")
    size_bytes = engine.status().size_bytes
    print(f"index folder     {size_bytes / 1e6:8.0f} MB  two generations and the vector cache")


def _median(engine: Engine, asked: list[str]) -> float:
    """Return the median seconds of a query asked alone."""
    times = []
    for query in asked:
        started = time.perf_counter()
        engine.search([query], top=10)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    """Read the arguments and measure in a folder that is removed afterwards."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--documents", type=int, default=10_000)
    arguments.add_argument("--encoder", default="fake", help="fake, bundled, or a model's name or path")
    chosen = arguments.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}, encoder {chosen.encoder}")
    with tempfile.TemporaryDirectory() as folder:
        measure(opened(chosen.encoder, Path(folder)), chosen.documents)


if __name__ == "__main__":
    main()
