"""Ask about judged projects and take the figures over all of them."""

from collections.abc import Callable, Mapping, Sequence

from indexer import Progress
from kb.errors import InvalidQuery, KnowledgeBaseError
from kb.evaluation.exposure import LARGE, SIZES, Exposure, size_of
from kb.evaluation.intervals import Figure, mean_figure
from kb.evaluation.projects.judged import RIGHT, JudgedProject
from kb.evaluation.projects.measures import FIRST, NeedResult, ProjectResult, busiest, measure_project
from kb.evaluation.projects.reading import QRELS
from kb.evaluation.questions import Halves
from kb.model import Record
from kb.project.answer import ProjectAnswer

BUSIEST = 10
"""Organisations of the list that stands beside every answer as the floor."""

Answer = Callable[[str], ProjectAnswer]
"""A description → what is answered; InvalidQuery where it states no need."""


class ProjectEvaluation(Record):
    """All figures over the projects of one half, each with its 95 % interval, whole projects resampled."""

    half: Halves
    found: Figure
    """Share of the stated needs that were found."""
    spurious: Figure
    """Needs found and not stated, for each text."""
    right_first: Figure
    """Share of the coverable needs with a right organisation in the first place."""
    right_among_first: Figure
    """The same among the first three."""
    right_among_busiest: Figure
    """The same for the list of the ten busiest organisations, whatever the need: the floor."""
    covered: Figure
    """Share of the coverable needs that a member of the group could meet."""
    small_enough: Figure
    """Share of the projects whose group has at most one member more than the smallest by judgment."""
    covered_small: Figure
    """Share of the coverable needs that are covered by a group which is small enough."""
    exposure: tuple[Exposure, ...]
    """First places of needs by size of organisation."""
    projects: tuple[ProjectResult, ...]


def evaluate_projects(
    projects: Sequence[JudgedProject],
    ask: Answer,
    initiative_counts: Mapping[str, int],
    *,
    half: Halves = "report",
    progress: Progress | None = None,
) -> ProjectEvaluation:
    """Ask about the projects of `half` and judge the answers; those that name no half are for reporting.

    Raises:
        KnowledgeBaseError: there is no project in this half, nobody could meet any of their needs, or the
            answers fail as `ask` does.
    """
    chosen = [project for project in projects if half in ("all", project.half or "report")]
    if not chosen:
        raise KnowledgeBaseError(
            f"None of the judged projects is in the {half} half; evaluate the other half, or all."
        )
    if not any(need.right for project in chosen for need in project.needs):
        raise KnowledgeBaseError(
            "No organisation could meet any need of these projects by judgment; "
            f"give some a grade of {RIGHT} or more in {QRELS}."
        )
    results = []
    for number, project in enumerate(chosen, start=1):
        results.append(measure_project(project, _answer(ask, project)))
        if progress:
            progress("Asking about projects", number, len(chosen))
    return judge_projects(chosen, results, initiative_counts, half=half)


def judge_projects(
    projects: Sequence[JudgedProject],
    results: Sequence[ProjectResult],
    initiative_counts: Mapping[str, int],
    *,
    half: Halves = "all",
) -> ProjectEvaluation:
    """The figures of `results`, one for each of `projects`."""
    floor = set(busiest(initiative_counts, BUSIEST))
    grades = {need.id: need.right for project in projects for need in project.needs}
    needs = [(result, need) for result in results for need in result.needs]
    coverable = [(result, need) for result, need in needs if need.is_coverable]
    groups = [result.id for result, _ in coverable]

    def share(values: Sequence[bool]) -> Figure:
        return mean_figure([float(value) for value in values], groups=groups)

    return ProjectEvaluation(
        half=half,
        found=mean_figure(
            [float(need.is_found) for _, need in needs], groups=[result.id for result, _ in needs]
        ),
        spurious=mean_figure([float(len(result.spurious)) for result in results]),
        right_first=share([need.rank == 1 for _, need in coverable]),
        right_among_first=share([need.rank is not None and need.rank <= FIRST for _, need in coverable]),
        right_among_busiest=share([bool(grades[need.id] & floor) for _, need in coverable]),
        covered=share([need.is_covered for _, need in coverable]),
        small_enough=mean_figure([float(_is_small_enough(result)) for result in results]),
        covered_small=share([need.is_covered and _is_small_enough(result) for result, need in coverable]),
        exposure=_exposure([need for _, need in coverable], grades, initiative_counts),
        projects=tuple(results),
    )


def _answer(ask: Answer, project: JudgedProject) -> ProjectAnswer | None:
    try:
        return ask(project.text)
    except InvalidQuery:
        return None  # no need was found in it, which is a result


def _is_small_enough(result: ProjectResult) -> bool:
    return len(result.group) <= result.smallest + 1


def _exposure(
    needs: Sequence[NeedResult], right: Mapping[str, frozenset[str]], initiative_counts: Mapping[str, int]
) -> tuple[Exposure, ...]:
    """First places by size, and what each size would have if a right one, drawn by lot, were always first."""
    sizes = [*(name for name, _ in SIZES), LARGE]
    first, deserved = dict.fromkeys(sizes, 0.0), dict.fromkeys(sizes, 0.0)
    for need in needs:
        for organisation_id in need.first[:1]:
            first[size_of(initiative_counts[organisation_id])] += 1 / len(needs)
        for organisation_id in right[need.id]:
            deserved[size_of(initiative_counts[organisation_id])] += 1 / len(right[need.id]) / len(needs)
    present = [size_of(count) for count in initiative_counts.values()]
    return tuple(
        Exposure(
            size=size,
            organisation_count=present.count(size),
            first_places=first[size],
            deserved=deserved[size],
        )
        for size in sizes
    )
