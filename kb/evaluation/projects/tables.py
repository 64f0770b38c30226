"""The figures of projects as rows of text, and what failed, need by need."""

from collections.abc import Iterator

from kb.evaluation.intervals import Figure
from kb.evaluation.projects.evaluating import BUSIEST, ProjectEvaluation
from kb.evaluation.projects.measures import FIRST
from kb.evaluation.tables import Table, cell


def project_tables(evaluation: ProjectEvaluation) -> tuple[Table, ...]:
    """The figures; first places by size; the needs that were missed or met by nobody right."""
    return tuple(_tables(evaluation))


def _tables(evaluation: ProjectEvaluation) -> Iterator[Table]:
    figures: dict[str, Figure] = {
        "stated needs found": evaluation.found,
        "spurious needs for each text": evaluation.spurious,
        "right organisation first": evaluation.right_first,
        f"right organisation among the first {FIRST}": evaluation.right_among_first,
        f"the same for the {BUSIEST} busiest organisations": evaluation.right_among_busiest,
        "coverable needs covered by the group": evaluation.covered,
        "groups at most one larger than the smallest": evaluation.small_enough,
        "coverable needs covered by such groups": evaluation.covered_small,
    }
    rows = tuple((name, str(figure.count), cell(figure)) for name, figure in figures.items())
    yield Table(title="projects", columns=("", "of", "value"), rows=rows)
    yield Table(
        title="projects: first places by size of organisation",
        columns=("", "organisations", "first places", "deserved"),
        rows=tuple(
            (row.size, str(row.organisation_count), f"{row.first_places:.3f}", f"{row.deserved:.3f}")
            for row in evaluation.exposure
        ),
    )
    yield Table(
        title="projects: needs that failed",
        columns=("need", "why", "first organisations"),
        rows=tuple(_failures(evaluation)),
    )


def _failures(evaluation: ProjectEvaluation) -> Iterator[tuple[str, ...]]:
    for project in evaluation.projects:
        for need in project.needs:
            if not need.is_found:
                yield need.id, "not found", ""
            elif need.is_coverable and (need.rank is None or need.rank > FIRST):
                place = f"right one at {need.rank}" if need.rank else "no right one"
                yield need.id, place, ", ".join(need.first)
