"""What the command line shows of the answer to a project."""

import datetime

from rich.console import Console
from rich.text import Text

from kb.answer import Answer
from kb.exporting.project_report import ProjectReport
from kb.project.answer import NeedAnswer, ProjectAnswer
from kb.project.group_composition import Member
from kb.project.wishes import Wishes
from web.terminal import LANGUAGE, console, show_organisation, show_organisations, show_table

_CELL = 14
"""Columns that a need takes in the matrix, ``possible (12)`` and a space."""


def show_project(answer: ProjectAnswer, *, top: int) -> None:
    """Each need with its organisations, then the group; for a single need with no wishes as for a question.

    Args:
        answer: what was found.
        top: how many organisations were asked for.
    """
    out = console()
    report = ProjectReport(answer, LANGUAGE, datetime.datetime.now(datetime.UTC))
    _show_conditions(out, answer)
    if len(answer.needs) == 1:
        show_organisations(_as_answer(answer.needs[0], answer), top=top)
        if answer.project.wishes == Wishes():
            return
        out.print("")
    else:
        for need in answer.needs:
            _show_need(out, report, need)
    _show_group(out, report)
    _show_pairs(out, report)
    _show_existing(out, report)
    _show_matrix(out, report)


def _as_answer(need: NeedAnswer, answer: ProjectAnswer) -> Answer:
    """The one need as the answer to a question.

    Without initiatives: of these it has only the nearest, which must not be counted as all.
    """
    return Answer(
        query=need.need.text,
        question=need.question,
        initiatives=(),
        organisations=need.organisations,
        confidence=need.confidence,
        is_close=need.is_close,
        relaxed=need.relaxed,
        unmet=need.unmet,
        offered_by=need.offered_by,
        generation=answer.generation,
        milliseconds=answer.milliseconds,
    )


def _show_conditions(out: Console, answer: ProjectAnswer) -> None:
    if answer.conditions is None:
        return
    told = dict.fromkeys(constraint.label(LANGUAGE) for constraint in answer.conditions.certain)
    out.print(f"Only: {'; '.join(told) or 'nothing was understood of this condition'}\n", style="dim")


def _show_need(out: Console, report: ProjectReport, need: NeedAnswer) -> None:
    out.print(Text(f"{need.id}  {_line(need.need.text)}", style="bold").append(f"  ({report.weight(need)})"))
    if not need.is_close:
        out.print(report.say("nothing_close"))
    for ranked in need.organisations:
        show_organisation(
            out, ranked.model_copy(update={"evidence": ranked.evidence[:1]}), is_close=need.is_close
        )
    out.print("")


def _show_group(out: Console, report: ProjectReport) -> None:
    _heading(out, report.say("group"))
    out.print(report.group_in_words())
    for member in report.answer.group.members:
        out.print(_member(report, member))
    uncovered = [need for need in report.answer.needs if need.id not in report.answer.group.covered]
    if uncovered:
        out.print("")
        _heading(out, report.say("uncovered"))
    for need in uncovered:
        out.print(Text(f"  {need.id}  {_line(need.need.text)}  {report.why_uncovered(need.id)}"))
    out.print("")


def _member(report: ProjectReport, member: Member) -> Text:
    organisation = report.organisations[member.organisation_id]
    line = Text(f"  {organisation.name}", style="bold")
    line.append(f"  {', '.join(member.need_ids) or report.say('on_request')}")
    return line.append(f"  {organisation.id}", style="dim")


def _show_pairs(out: Console, report: ProjectReport) -> None:
    answer = report.answer
    if answer.worked_together:
        _heading(out, report.say("worked_together"))
        for pair in answer.worked_together:
            out.print(Text(f"  {report.names(pair.organisation_ids)}: {report.titles(pair.initiative_ids)}"))
        out.print("")
    if answer.never_together:
        _heading(out, report.say("never_together"))
        for strangers in answer.never_together:
            told = f"{report.names(strangers.organisation_ids)}  {', '.join(strangers.need_ids)}"
            out.print(Text(f"  {told}"))
        out.print("")


def _show_existing(out: Console, report: ProjectReport) -> None:
    _heading(out, report.say("existing"))
    if not report.answer.is_resembled:
        out.print(report.say("nothing_resembles"))
    for ranked in report.answer.resembling:
        out.print(
            Text(f"  {report.title_of(ranked.initiative)}").append(f"  {ranked.initiative.id}", style="dim")
        )


def _show_matrix(out: Console, report: ProjectReport) -> None:
    """Organisations by needs, where the lines fit."""
    from kb.exporting.project_sheets import standing

    needs, rows = report.answer.needs, report.answer.matrix
    longest = max((len(row.organisation.name) for row in rows), default=0)
    if len(needs) < 2 or not rows or longest + _CELL * len(needs) > out.width:
        return
    out.print("")
    headings = [report.say("organisation"), *(need.id for need in needs)]
    show_table(
        headings, [[row.organisation.name, *(standing(report, cell) for cell in row.cells)] for row in rows]
    )


def _heading(out: Console, text: str) -> None:
    out.print(Text(text, style="bold underline"))


def _line(text: str) -> str:
    return " ".join(text.split())
