"""Results that are worked out once for each version of what they come from."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_T = TypeVar("_T")


class Remembered(Generic[_T]):
    """Results by key, all of one version; those of another version are forgotten. Threads may share it."""

    def __init__(self, *, most: int = 1000) -> None:
        self._most = most
        self._of: tuple[Hashable, dict[Hashable, _T]] = (None, {})

    def get(self, version: Hashable, key: Hashable, work_out: Callable[[], _T]) -> _T:
        """The result of `key` in this version; two threads that ask first may both work it out."""
        of_version, results = self._of
        if of_version != version or (key not in results and len(results) >= self._most):
            results = {}
            self._of = version, results
        if key not in results:
            results[key] = work_out()
        return results[key]
