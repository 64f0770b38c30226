"""Keeps numpy's matrix products to one thread while a search runs."""

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[object]:
    """Return a context in which numpy's BLAS works in the calling thread alone.

    The products of a search take a millisecond or two. Shared out, their parts wait for one another as
    soon as anything else wants a core, other searches included: on two busy cores a query took 55 to 85 ms
    with two threads and 17 to 22 ms with one.
    """
    limited: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limited


@cache
def _controller() -> ThreadpoolController:
    """Return what knows the libraries loaded so far; looking for them takes milliseconds, so once."""
    return ThreadpoolController()
