"""Keeps numpy's matrix products to one thread."""

from functools import cache

from threadpoolctl import threadpool_limits


@cache
def use_one_thread() -> None:
    """Let numpy's BLAS work in the calling thread alone: from now on, in the whole process.

    The products of a search take a millisecond or two. Shared out, their parts wait for one another as
    soon as anything else wants a core, other searches included: on two busy cores a query took 55 to 85 ms
    with two threads and 17 to 22 ms with one. A limit for the time of one search would not do: BLAS has one
    number of threads for the process, and of two searches at once the first to end would lift it for both.

    Nothing else here needs more: OpenVINO and torch bring threads of their own.
    """
    threadpool_limits(limits=1, user_api="blas")
