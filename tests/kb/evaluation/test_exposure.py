"""First places by size, by hand."""

import pytest

from kb.evaluation.exposure import measure_exposure, size_of
from tests.kb.evaluation.judged import question

COUNTS = {"tiny": 1, "tiny-too": 1, "middle": 3, "giant": 12, "idle": 0}


@pytest.mark.parametrize(
    ("count", "size"), [(0, "small"), (1, "small"), (2, "medium"), (4, "medium"), (5, "large"), (99, "large")]
)
def test_sizes(count: int, size: str) -> None:
    assert size_of(count) == size


def test_first_places_beside_those_deserved() -> None:
    questions = [
        question("a", organisations={"tiny": 3, "giant": 2}),
        question("b", organisations={"tiny": 2, "middle": 2}),
        question("c", organisations={"giant": 3}),
        question("d", organisations={"tiny": 1, "tiny-too": 1, "middle": 1, "giant": 1}),
    ]
    rankings = {"a": ["giant", "tiny"], "b": ["giant"], "c": ["giant"], "d": ["middle"]}
    exposure = {row.size: row for row in measure_exposure(questions, rankings, COUNTS)}
    # Deserved: a tiny; b half tiny, half middle; c giant; d half small, a quarter each of the others.
    assert exposure["small"].deserved == pytest.approx((1 + 0.5 + 0 + 0.5) / 4)
    assert exposure["medium"].deserved == pytest.approx((0 + 0.5 + 0 + 0.25) / 4)
    assert exposure["large"].deserved == pytest.approx((0 + 0 + 1 + 0.25) / 4)
    assert [exposure[size].first_places for size in ("small", "medium", "large")] == [0, 1 / 4, 3 / 4]
    assert [exposure[size].organisation_count for size in ("small", "medium", "large")] == [3, 1, 1]


def test_an_empty_ranking_gives_nobody_the_first_place() -> None:
    rows = measure_exposure([question("a", organisations={"tiny": 1})], {"a": []}, COUNTS)
    assert [row.first_places for row in rows] == [0, 0, 0]


def test_without_questions_there_are_no_rows() -> None:
    assert measure_exposure([], {}, COUNTS) == ()
