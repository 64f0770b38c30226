"""The figures as rows of text, for a terminal or anything else that shows tables."""

from collections.abc import Iterable, Iterator, Mapping

from kb.evaluation.abstention import Abstention
from kb.evaluation.agreement import Agreement
from kb.evaluation.exposure import Exposure
from kb.evaluation.intervals import Figure
from kb.evaluation.result import Evaluation, Figures, SetResult
from kb.model import Record


class Table(Record):
    """One table; every row has as many cells as there are columns."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(evaluation: Evaluation) -> tuple[Table, ...]:
    """All figures: each set as a whole, by language and by kind; then abstention, agreement, exposure.

    A cell is the value and its 95 % interval, as ``0.823 (0.79–0.86)``.
    """
    return tuple(_tables(evaluation))


def cell(figure: Figure | None) -> str:
    """A figure and its interval; a dash where there is none."""
    if figure is None:
        return "–"
    return f"{figure.value:.3f} ({figure.low:.2f}–{figure.high:.2f})"


def _tables(evaluation: Evaluation) -> Iterator[Table]:
    for one in evaluation.sets:
        yield _set_table(one)
    if evaluation.abstention is not None:
        yield _abstention_table(evaluation.abstention)
    for one in evaluation.sets:
        if one.agreement is not None:
            yield _agreement_table(one.name, one.agreement)
        if one.exposure:
            yield _exposure_table(one.name, one.exposure)


def _set_table(one: SetResult) -> Table:
    rows = [_row("all", one.figures)]
    for heading, parts in (("language", one.by_language), ("kind", one.by_kind)):
        # One part is the whole again.
        if len(parts) > 1:
            rows += [_row(f"{heading} {name}", figures) for name, figures in parts.items()]
    return Table(title=one.name, columns=("", "questions", *one.figures), rows=tuple(rows))


def _row(name: str, figures: Figures) -> tuple[str, ...]:
    return (name, str(next(iter(figures.values())).count), *(cell(figure) for figure in figures.values()))


def _abstention_table(abstention: Abstention) -> Table:
    counts = f"{abstention.answerable_count} with an answer, {abstention.unanswerable_count} without"
    figures: Mapping[str, Figure | None] = {
        "ROC AUC of the confidence": abstention.auc,
        "refused, of those with an answer": abstention.refused,
        "recognised, of those without (recall)": abstention.recognised,
        "without an answer, of those refused (precision)": abstention.precision,
    }
    return Table(title=f"abstention: {counts}", columns=("", "value"), rows=_pairs(figures.items()))


def _agreement_table(name: str, agreement: Agreement) -> Table:
    figures = {"all": agreement.overlap, **agreement.by_languages}
    title = f"{name}: agreement of the languages"
    return Table(title=title, columns=("", "overlap@5"), rows=_pairs(figures.items()))


def _pairs(figures: Iterable[tuple[str, Figure | None]]) -> tuple[tuple[str, ...], ...]:
    return tuple((name, cell(figure)) for name, figure in figures)


def _exposure_table(name: str, exposure: tuple[Exposure, ...]) -> Table:
    return Table(
        title=f"{name}: who is first, by number of initiatives",
        columns=("size", "organisations", "first places", "deserved"),
        rows=tuple(
            (row.size, str(row.organisation_count), f"{row.first_places:.3f}", f"{row.deserved:.3f}")
            for row in exposure
        ),
    )
