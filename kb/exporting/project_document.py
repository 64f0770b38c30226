"""The answer to a project as a document (.docx) to be read, printed and passed on."""

import io
from collections.abc import Iterable, Sequence

from docx.document import Document

from kb.answer import OrganisationEvidence
from kb.exporting.page_layout import add_link, add_table, blank_document, clean
from kb.exporting.project_report import ProjectReport
from kb.exporting.project_sheets import standing
from kb.exporting.undated import undated
from kb.model import Initiative
from kb.project.answer import MatrixRow, NeedAnswer
from kb.project.group import Alternative
from kb.project.group_composition import Member

NEEDS_ACROSS = 6
"""Needs beside each other in a table; more make another one."""
_WIDTH_OF_NEED = 2
"""Centimetres of its column."""


def project_document(report: ProjectReport) -> bytes:
    """Title, date, needs, group with evidence, matrix, what is not covered, pairs, what exists, sources."""
    document = blank_document(title=report.say("title"), language=report.language_known, created=report.now)
    document.add_heading(clean(report.say("title")), level=0)
    for label, told in report.stated():
        _labelled(document, report, label, told)
    for key, text in (
        ("about", report.answer.project.about),
        ("conditions", report.answer.project.conditions),
    ):
        if text:
            _labelled(document, report, report.say(key), text)
    _add_needs(document, report)
    _add_group(document, report)
    _add_matrix(document, report)
    _add_uncovered(document, report)
    _add_pairs(document, report)
    _add_existing(document, report)
    _add_sources(document, report)
    file = io.BytesIO()
    document.save(file)
    return undated(file.getvalue(), modified=report.now)


def _labelled(
    document: Document, report: ProjectReport, label: str, text: str, *, style: str | None = None
) -> None:
    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(report.say("labelled", label=label)).bold = True
    paragraph.add_run(f" {clean(text)}")


def _heading(document: Document, report: ProjectReport, key: str) -> None:
    document.add_heading(clean(report.say(key)), level=1)


def _add_needs(document: Document, report: ProjectReport) -> None:
    _heading(document, report, "needs")
    rows = [(need.id, need.need.text, report.weight(need)) for need in report.answer.needs]
    add_table(document, report.says("number", "need", "weight"), rows, widths=(1.5, 12.5, 3))
    for need in report.answer.needs:
        if not need.is_close:
            _labelled(document, report, need.id, report.say("nothing_close"))


def _add_group(document: Document, report: ProjectReport) -> None:
    _heading(document, report, "group")
    document.add_paragraph(report.group_in_words())
    for member in report.answer.group.members:
        _add_member(document, report, member)
    if report.answer.group.alternatives:
        document.add_heading(clean(report.say("alternatives")), level=2)
        for alternative in report.answer.group.alternatives:
            document.add_paragraph(_members(report, alternative), style="List Bullet")


def _members(report: ProjectReport, group: Alternative) -> str:
    return clean(report.names(member.organisation_id for member in group.members))


def _add_member(document: Document, report: ProjectReport, member: Member) -> None:
    organisation = report.organisations[member.organisation_id]
    document.add_heading(clean(organisation.name), level=2)
    facts = [report.kind(organisation), report.place(organisation)]
    if member.is_included_by_wish:
        facts.append(report.say("on_request"))
    document.add_paragraph(clean(", ".join(fact for fact in facts if fact)))
    if member.need_ids:
        _labelled(document, report, report.say("covers"), ", ".join(member.need_ids))
    for need_ids, found in report.evidence_of(member.organisation_id, member.need_ids):
        _add_evidence(document, report, need_ids, found)


def _add_evidence(
    document: Document, report: ProjectReport, need_ids: Sequence[str], found: OrganisationEvidence
) -> None:
    _labelled(document, report, ", ".join(need_ids), found.evidence.text, style="Quote")
    paragraph = document.add_paragraph()
    paragraph.add_run(clean(report.title_of(found.initiative))).bold = True
    if found.roles:
        paragraph.add_run(f" ({clean(report.roles(found.roles))})")
    _add_links(document, found.initiative)


def _add_links(document: Document, initiative: Initiative) -> None:
    for source in initiative.sources:
        paragraph = document.add_paragraph(style="List Bullet")
        if source.title:
            paragraph.add_run(clean(source.title) + " — ")
        add_link(paragraph, source.url, source.url)


def _add_matrix(document: Document, report: ProjectReport) -> None:
    _heading(document, report, "matrix")
    document.add_paragraph(report.say("legend"))
    needs = report.answer.needs
    for start in range(0, len(needs), NEEDS_ACROSS):
        shown = range(start, min(start + NEEDS_ACROSS, len(needs)))
        headers = (report.say("organisation"), *(needs[place].id for place in shown))
        rows = [_matrix_row(report, row, shown) for row in report.answer.matrix]
        add_table(document, headers, rows, widths=(5, *(_WIDTH_OF_NEED for _ in shown)))
        document.add_paragraph()


def _matrix_row(report: ProjectReport, row: MatrixRow, shown: Iterable[int]) -> list[str]:
    return [row.organisation.name, *(standing(report, row.cells[place]) for place in shown)]


def _add_uncovered(document: Document, report: ProjectReport) -> None:
    _heading(document, report, "uncovered")
    uncovered = [need for need in report.answer.needs if need.id not in report.answer.group.covered]
    if not uncovered:
        document.add_paragraph(report.say("all_covered"))
    for need in uncovered:
        document.add_paragraph(_uncovered(report, need), style="List Bullet")


def _uncovered(report: ProjectReport, need: NeedAnswer) -> str:
    return clean(f"{need.id} {need.need.text} — {report.why_uncovered(need.id)}")


def _add_pairs(document: Document, report: ProjectReport) -> None:
    _heading(document, report, "pairs")
    answer = report.answer
    document.add_heading(clean(report.say("worked_together")), level=2)
    if not answer.worked_together:
        document.add_paragraph(report.say("nobody_together"))
    for pair in answer.worked_together:
        told = f"{report.names(pair.organisation_ids)} — {report.titles(pair.initiative_ids)}"
        document.add_paragraph(clean(told), style="List Bullet")
    if answer.never_together:
        document.add_heading(clean(report.say("never_together")), level=2)
    for strangers in answer.never_together:
        told = f"{report.names(strangers.organisation_ids)} ({', '.join(strangers.need_ids)})"
        document.add_paragraph(clean(told), style="List Bullet")


def _add_existing(document: Document, report: ProjectReport) -> None:
    _heading(document, report, "existing")
    if not report.answer.is_resembled:
        document.add_paragraph(report.say("nothing_resembles"))
    for ranked in report.answer.resembling:
        title, strength = report.title_of(ranked.initiative), report.strength(ranked.band)
        document.add_paragraph(clean(f"{title} ({strength})"), style="List Bullet")


def _add_sources(document: Document, report: ProjectReport) -> None:
    """Of what exists already; the group's stand with its evidence."""
    _heading(document, report, "sources")
    told = {ranked.initiative.id: ranked.initiative for ranked in report.answer.resembling}
    if not any(initiative.sources for initiative in told.values()):
        document.add_paragraph(report.say("no_sources"))
    for initiative in told.values():
        if initiative.sources:
            document.add_heading(clean(report.title_of(initiative)), level=2)
            _add_links(document, initiative)
