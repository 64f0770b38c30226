"""The benchmarks still fit the code they measure; what they measure is not tested."""

import pytest

from benchmarks.ablation import VARIANTS
from benchmarks.stopwatch import Stopwatch


def test_every_step_that_is_timed_exists_and_is_put_back() -> None:
    with Stopwatch() as stopwatch:
        pass
    assert not stopwatch.seconds


@pytest.mark.parametrize("name", VARIANTS)
def test_every_ingredient_can_be_left_out_and_is_put_back(name: str) -> None:
    with VARIANTS[name]():
        pass
