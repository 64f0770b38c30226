"""The answer to a project as one table (.csv): a row for each need and organisation."""

import csv
import io

from kb.answer import RankedOrganisation
from kb.cell_text import disarm
from kb.exporting.project_report import ProjectReport
from kb.project.answer import NeedAnswer

_COLUMNS = (
    *("number", "need", "weight", "rank", "organisation", "organisation_id", "kind_of", "place", "in_group"),
    *("strength_of", "score", "role", "evidence", "language", "initiative", "initiative_id"),
    *("source", "source_title", "date", "index", "note"),
)


def project_table(report: ProjectReport) -> bytes:
    """Comma-separated, with a byte order mark, without which spreadsheets spoil accents."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(report.says(*_COLUMNS))
    for need in report.answer.needs:
        for ranked in need.organisations:
            writer.writerow([disarm(cell) for cell in _row(report, need, ranked)])
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _row(report: ProjectReport, need: NeedAnswer, ranked: RankedOrganisation) -> list[str]:
    organisation = ranked.organisation
    is_member = any(member.organisation_id == organisation.id for member in report.answer.group.members)
    return [
        need.id,
        need.need.text,
        report.weight(need),
        str(ranked.rank),
        organisation.name,
        organisation.id,
        report.kind(organisation),
        report.place(organisation),
        report.say("affirmed") if is_member else "",
        report.strength(ranked.band),
        f"{ranked.score:.4f}",
        *_best_evidence(report, ranked),
        *(told for _, told in report.stated()),
    ]


def _best_evidence(report: ProjectReport, ranked: RankedOrganisation) -> list[str]:
    if not ranked.evidence:
        return [""] * 7
    best = ranked.evidence[0]
    sources = best.initiative.sources
    return [
        report.roles(best.roles),
        best.evidence.text,
        best.evidence.language,
        report.title_of(best.initiative),
        best.initiative.id,
        " ".join(source.url for source in sources),
        " | ".join(source.title for source in sources if source.title),
    ]
