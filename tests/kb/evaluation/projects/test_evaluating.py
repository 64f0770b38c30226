"""The figures over two projects, each worked out by hand."""

import pytest

from kb.errors import InvalidQuery, KnowledgeBaseError
from kb.evaluation.projects import evaluate_projects, evaluating, project_tables
from kb.project.answer import NeedAnswer, ProjectAnswer
from tests.kb.evaluation.projects.judged import (
    FREEZERS,
    LAB,
    OTHER,
    PROJECT,
    need_answer,
    project_answer,
)

COUNTS = {"acme": 1, "lab": 3, "shop": 6, "ministry": 9, "idle": 0}
ANSWERS = {
    PROJECT.text: project_answer(
        need_answer(LAB, "lab", "acme"),
        need_answer("We have money.", "ministry"),
        need_answer(FREEZERS, "shop"),
        group=["lab", "ministry", "idle"],
    ),
    OTHER.text: project_answer(need_answer("du gel", "acme", "shop", text=OTHER.text), group=["acme"]),
}


def ask(text: str) -> ProjectAnswer:
    return ANSWERS[text]


def test_every_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluating, "BUSIEST", 2)  # ministry and shop
    evaluation = evaluate_projects((PROJECT, OTHER), ask, COUNTS, half="all")
    assert evaluation.half == "all"
    # Needs: p1.1 found, p1.2 not, p1.3 found (nobody could meet it), p2.1 found.
    assert (evaluation.found.value, evaluation.found.count) == (3 / 4, 4)
    assert (evaluation.spurious.value, evaluation.spurious.count) == (1 / 2, 2)
    # Coverable: p1.1 lab first, p1.2 nothing, p2.1 shop second.
    assert (evaluation.right_first.value, evaluation.right_first.count) == (1 / 3, 3)
    assert evaluation.right_among_first.value == 2 / 3
    assert evaluation.right_among_busiest.value == 1 / 3  # shop for p2.1
    # The lab covers p1.1; acme would do for both of p1, so one member is smallest and three are too many.
    assert evaluation.covered.value == 1 / 3
    assert evaluation.small_enough.value == 1 / 2
    assert evaluation.covered_small.value == 0
    assert [(project.id, project.smallest) for project in evaluation.projects] == [("p1", 1), ("p2", 1)]
    for figure in (evaluation.found, evaluation.spurious, evaluation.covered, evaluation.small_enough):
        assert figure.low <= figure.value <= figure.high


def test_first_places_by_size() -> None:
    small, medium, large = evaluate_projects((PROJECT, OTHER), ask, COUNTS, half="all").exposure
    # First: lab (medium) for p1.1, nobody for p1.2, acme (small) for p2.1.
    assert [row.first_places for row in (small, medium, large)] == pytest.approx([1 / 3, 1 / 3, 0])
    # Deserved: half acme, half lab; acme; shop.
    assert [row.deserved for row in (small, medium, large)] == pytest.approx([1.5 / 3, 0.5 / 3, 1 / 3])
    assert [row.organisation_count for row in (small, medium, large)] == [2, 1, 2]
    assert [row.size for row in (small, medium, large)] == ["small", "medium", "large"]


def test_halves_and_progress() -> None:
    steps: list[tuple[str, int, int]] = []

    def progress(step: str, done: int, total: int) -> None:
        steps.append((step, done, total))

    report = evaluate_projects((PROJECT, OTHER), ask, COUNTS, progress=progress)
    assert [project.id for project in report.projects] == ["p2"]  # it names no half
    assert steps == [("Asking about projects", 1, 1)]
    develop = evaluate_projects((PROJECT, OTHER), ask, COUNTS, half="develop")
    assert [project.id for project in develop.projects] == ["p1"]
    with pytest.raises(KnowledgeBaseError, match="None of the judged projects is in the report half"):
        evaluate_projects((PROJECT,), ask, COUNTS)


def test_a_text_that_is_refused_has_no_need_found() -> None:
    def refuse(text: str) -> ProjectAnswer:
        raise InvalidQuery("No sentence of this text says what the project seeks.")

    evaluation = evaluate_projects((PROJECT,), refuse, COUNTS, half="all")
    assert (evaluation.found.value, evaluation.spurious.value, evaluation.covered.value) == (0, 0, 0)
    assert evaluation.small_enough.value == 1  # nobody is not too many, and covers nothing


def test_projects_that_nobody_could_do_are_refused_with_a_remedy() -> None:
    hopeless = PROJECT.model_copy(update={"needs": PROJECT.needs[2:]})
    with pytest.raises(KnowledgeBaseError, match=r"grade of 2 or more in projects\.qrels"):
        evaluate_projects((hopeless,), ask, COUNTS, half="all")


def test_figures_as_tables() -> None:
    figures, exposure, failures = project_tables(evaluate_projects((PROJECT, OTHER), ask, COUNTS, half="all"))
    assert figures.title == "projects"
    assert [row[:2] for row in figures.rows] == [
        ("stated needs found", "4"),
        ("spurious needs for each text", "2"),
        ("right organisation first", "3"),
        ("right organisation among the first 3", "3"),
        ("the same for the 10 busiest organisations", "3"),
        ("coverable needs covered by the group", "3"),
        ("groups at most one larger than the smallest", "2"),
        ("coverable needs covered by such groups", "3"),
    ]
    assert figures.rows[0][2].startswith("0.750 (")
    assert exposure.rows[0] == ("small", "2", "0.333", "0.500")
    assert failures.rows == (("p1.2", "not found", ""),)


def test_a_need_without_a_right_one_among_the_first_is_told_with_who_is() -> None:
    far = need_answer("du gel", "acme", "lab", "idle", "shop", text=OTHER.text)
    nobody = need_answer("du gel", "acme", text=OTHER.text)
    assert _failures(far) == (("p2.1", "right one at 4", "acme, lab, idle"),)
    assert _failures(nobody) == (("p2.1", "no right one", "acme"),)


def _failures(found: NeedAnswer) -> tuple[tuple[str, ...], ...]:
    def answer(text: str) -> ProjectAnswer:
        return project_answer(found)

    return project_tables(evaluate_projects((OTHER,), answer, COUNTS))[2].rows
