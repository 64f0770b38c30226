"""What is remembered is of one version and never of more than so many keys."""

from kb.remembered import Remembered


def test_a_result_is_worked_out_once_for_each_version() -> None:
    remembered, made = Remembered[int](), []

    def get(version: str, key: str) -> int:
        return remembered.get(version, key, lambda: made.append(key) or len(made))  # type: ignore[func-returns-value]

    assert [get("1", "a"), get("1", "b"), get("1", "a")] == [1, 2, 1]
    assert [get("2", "a"), get("2", "a")] == [3, 3]
    assert made == ["a", "b", "a"]


def test_all_is_forgotten_when_there_is_too_much() -> None:
    remembered = Remembered[str](most=2)
    assert [remembered.get(1, key, lambda: "first") for key in "ab"] == ["first", "first"]
    assert [remembered.get(1, key, lambda: "second") for key in "abca"] == [
        "first",
        "first",
        "second",
        "second",
    ]
