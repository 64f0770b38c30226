"""The answer to a project as sheets of a workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.answer import RankedOrganisation
from kb.exporting.project_report import ProjectReport
from kb.project.answer import NeedAnswer

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headers and rows; numbers stay numbers."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(report: ProjectReport) -> list[Sheet]:
    """Needs, matrix, group, evidence, pairs, what exists, sources, and what the file tells of itself."""
    return [
        _needs(report),
        _matrix(report),
        _group(report),
        _evidence(report),
        _pairs(report),
        _existing(report),
        _sources(report),
        Sheet(report.say("note"), (report.say("title"), ""), (*_asked(report), *report.stated())),
    ]


def _asked(report: ProjectReport) -> Iterator[tuple[Cell, ...]]:
    project = report.answer.project
    for key, text in (("about", project.about), ("conditions", project.conditions)):
        if text:
            yield report.say(key), text


def _needs(report: ProjectReport) -> Sheet:
    rows = tuple(
        (need.id, need.need.text, report.weight(need), report.covering(need)) for need in report.answer.needs
    )
    return Sheet(report.say("needs"), report.says("number", "need", "weight", "covered_by"), rows)


def _matrix(report: ProjectReport) -> Sheet:
    ids = [need.id for need in report.answer.needs]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row.organisation.name,
            round(row.score, 4),
            report.say("affirmed") if row.is_member else "",
            *(standing(report, cell) for cell in row.cells),
        )
        for row in report.answer.matrix
    )
    headers = (*report.says("organisation", "score", "in_group"), *ids)
    return Sheet(report.say("matrix"), headers, rows)


def standing(report: ProjectReport, cell: RankedOrganisation | None) -> str:
    """``strong (1)``: how well an organisation answers a need, and its rank; empty where it does not."""
    return f"{report.strength(cell.band)} ({cell.rank})" if cell is not None else ""


def _group(report: ProjectReport) -> Sheet:
    rows = []
    for member in report.answer.group.members:
        organisation = report.organisations[member.organisation_id]
        rows.append(
            (
                organisation.name,
                organisation.id,
                report.kind(organisation),
                report.place(organisation),
                ", ".join(member.need_ids),
                report.say("affirmed") if member.is_included_by_wish else "",
                organisation.website or "",
            )
        )
    columns = ("organisation", "organisation_id", "kind_of", "place", "covers", "on_request", "website")
    return Sheet(report.say("group"), report.says(*columns), tuple(rows))


def _evidence(report: ProjectReport) -> Sheet:
    rows = [
        row
        for need in report.answer.needs
        for ranked in need.organisations
        for row in _evidence_rows(report, need, ranked)
    ]
    columns = (
        *("number", "need", "organisation", "organisation_id", "rank", "score", "strength_of", "role"),
        *("evidence", "language", "initiative", "initiative_id", "source"),
    )
    return Sheet(report.say("evidence"), report.says(*columns), tuple(rows))


def _evidence_rows(
    report: ProjectReport, need: NeedAnswer, ranked: RankedOrganisation
) -> Iterator[tuple[Cell, ...]]:
    for found in ranked.evidence:
        yield (
            need.id,
            need.need.text,
            ranked.organisation.name,
            ranked.organisation.id,
            ranked.rank,
            round(ranked.score, 4),
            report.strength(ranked.band),
            report.roles(found.roles),
            found.evidence.text,
            found.evidence.language,
            report.title_of(found.initiative),
            found.initiative.id,
            " ".join(source.url for source in found.initiative.sources),
        )


def _pairs(report: ProjectReport) -> Sheet:
    answer = report.answer
    together, never = report.says("worked_together", "never_together")
    known = [
        (*_two(report, pair.organisation_ids), together, "", report.titles(pair.initiative_ids))
        for pair in answer.worked_together
    ]
    strangers = [
        (*_two(report, pair.organisation_ids), never, ", ".join(pair.need_ids), "")
        for pair in answer.never_together
    ]
    organisation, relation, needs, shared = report.says("organisation", "relation", "needs", "shared")
    headers = (organisation, organisation, relation, needs, shared)
    return Sheet(report.say("pairs"), headers, (*known, *strangers))


def _two(report: ProjectReport, organisation_ids: Sequence[str]) -> tuple[str, str]:
    one, other = map(report.name_of, organisation_ids)
    return one, other


def _existing(report: ProjectReport) -> Sheet:
    rows = tuple(
        (
            need_id,
            report.title_of(ranked.initiative),
            ranked.initiative.id,
            report.strength(ranked.band),
            round(ranked.score, 4),
        )
        for need_id, ranked in report.existing()
    )
    columns = ("number", "initiative", "initiative_id", "strength_of", "score")
    return Sheet(report.say("existing"), report.says(*columns), rows)


def _sources(report: ProjectReport) -> Sheet:
    rows = tuple(
        (report.title_of(initiative), initiative.id, source.url, source.title, source.supports)
        for initiative in report.initiatives.values()
        for source in initiative.sources
    )
    columns = ("initiative", "initiative_id", "source", "source_title", "supports")
    return Sheet(report.say("sources"), report.says(*columns), rows)
