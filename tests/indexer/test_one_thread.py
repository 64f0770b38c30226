"""Numpy's threads are limited once, for the whole process."""

from concurrent.futures import ThreadPoolExecutor

from threadpoolctl import threadpool_info

from indexer.engine import Engine
from indexer.one_thread import use_one_thread


def numpy_threads() -> list[int]:
    libraries = [library for library in threadpool_info() if library["user_api"] == "blas"]
    return [library["num_threads"] for library in libraries if "numpy" in library["filepath"]]


def test_one_thread_from_then_on_whichever_thread_asked() -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: use_one_thread(), range(8)))
        assert list(pool.map(lambda _: numpy_threads(), range(8))) == [[1]] * 8
    assert numpy_threads() == [1]


def test_searches_that_overlap_leave_the_limit_alone(built: Engine) -> None:
    """Each once set the limit for its own time, and the first to end lifted it for the others."""
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(built.search, [["masks"], ["gel"]] * 20))
    assert numpy_threads() == [1]
