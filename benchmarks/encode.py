"""Times the compiled bundled model beside plain sentence-transformers on torch, 32 bits, on the same texts.

Both run in one process, in turns, so that whatever else the machine does slows them alike::

    python -m benchmarks.encode --passages 256 --queries 64 --rounds 3
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from models.encoder import Encoder, TokenStates
from models.loading import bundled_checkpoint, load_encoder
from models.sentence_transformers_runtime import sentence_transformers_encoder

_ROOT = Path(__file__).parent.parent
_SAMPLE = _ROOT / "kb" / "sample" / "initiatives.jsonl"
_WORDS_PER_PASSAGE = 45  # about 70 tokens
_WORDS_PER_QUERY = 8

Floats = NDArray[np.float32]


def read_texts(words_per_text: int, count: int) -> list[str]:
    """Return `count` texts of up to so many words, from the sample data or else from the README."""
    if _SAMPLE.exists():
        records = [json.loads(line) for line in _SAMPLE.read_text(encoding="utf-8").splitlines()]
        words = [word for record in records for word in str(record.get("description", "")).split()]
    else:
        words = (_ROOT / "README.md").read_text(encoding="utf-8").split()
    texts = [" ".join(words[i : i + words_per_text]) for i in range(0, len(words), words_per_text)]
    return [texts[i % len(texts)] for i in range(count)]


def seconds(encode: Callable[[], object]) -> float:
    """Return how long `encode` takes, in seconds."""
    start = time.perf_counter()
    encode()
    return time.perf_counter() - start


def time_in_turns(encoders: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Return the median seconds of each of `encoders`, run one after the other `rounds` times."""
    times = [[seconds(encode) for encode in encoders] for _ in range(rounds + 1)][1:]  # the first warms up
    return [statistics.median(column) for column in zip(*times, strict=True)]


def lowest_cosine(left: Floats, right: Floats) -> float:
    """Return the lowest cosine between rows of the same place."""
    norms = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    return float(((left * right).sum(axis=1) / norms).min())


def report_passages(compiled: Encoder, plain: SentenceTransformer, passages: list[str], rounds: int) -> None:
    """Print how many passages each encodes in a second."""
    fast, slow = time_in_turns(
        [
            lambda: compiled.encode_passages(passages),
            lambda: plain.encode(passages, prompt_name="passage", batch_size=32),
        ],
        rounds,
    )
    rates = f"compiled {len(passages) / fast:7.1f}   torch {len(passages) / slow:7.1f}"
    print(f"passages a second   {rates}   {slow / fast:.2f} times as many")


def report_queries(compiled: Encoder, plain: SentenceTransformer, queries: list[str], rounds: int) -> None:
    """Print the median time of one query, asked alone.

    They take turns by rounds of queries, not by query: torch's threads go on spinning for a while after a
    call, and would slow the other's next one.
    """
    asked: list[Callable[[], object]] = [partial(compiled.encode_queries, [query]) for query in queries]
    asked_plain: list[Callable[[], object]] = [
        partial(plain.encode, query, prompt_name="query") for query in queries
    ]
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for own, calls in zip(times, (asked, asked_plain), strict=True):
            seconds(calls[0])  # warms up
            own.extend(map(seconds, calls))
    fast, slow = map(statistics.median, times)
    rates = f"compiled {fast * 1000:7.2f}   torch {slow * 1000:7.2f}"
    print(f"one query, ms       {rates}   {slow / fast:.2f} times as fast")


def report_agreement(compiled: Encoder, plain: SentenceTransformer, passages: list[str]) -> None:
    """Print the lowest cosine with torch, and of each passage alone with itself in a batch."""
    together = compiled.encode_passages(passages)
    alone = np.concatenate([compiled.encode_passages([passage]).pooled for passage in passages])
    expected = np.asarray(plain.encode(passages, prompt_name="passage"))
    reference = sentence_transformers_encoder("plain", plain).encode_passages(passages)
    states = min(map(lowest_token_cosine, together.tokens, reference.tokens))
    pooled = lowest_cosine(together.pooled, expected)
    print(f"lowest cosine       pooled {pooled:.6f}   token states {states:.6f}")
    print(
        f"alone or batched    lowest cosine {lowest_cosine(together.pooled, alone):.6f}   "
        f"largest difference of a component {np.abs(together.pooled - alone).max():.6f}"
    )


def lowest_token_cosine(left: TokenStates, right: TokenStates) -> float:
    """Return the lowest cosine between the states of the same token."""
    return lowest_cosine(left.states, right.states)


def main() -> None:
    """Parse the command line and run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--passages", type=int, default=256)
    parser.add_argument("--queries", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cache", type=Path, default=None, help="folder of prepared models")
    arguments = parser.parse_args()
    plain = SentenceTransformer(str(bundled_checkpoint(cache=arguments.cache)), device="cpu")
    compiled = load_encoder(cache=arguments.cache)
    passages = read_texts(_WORDS_PER_PASSAGE, arguments.passages)
    queries = read_texts(_WORDS_PER_QUERY, arguments.queries)
    report_passages(compiled, plain, passages, arguments.rounds)
    report_queries(compiled, plain, queries, arguments.rounds)
    report_agreement(compiled, plain, passages)


if __name__ == "__main__":
    main()
