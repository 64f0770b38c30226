"""The answer to a project as a file to keep or to pass on."""

import datetime

from kb.exporting.project_report import ProjectReport
from kb.project.answer import ProjectAnswer
from web.project_responses import experts_response

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
"""By the kind of file, which is its ending."""


def project_file(
    answer: ProjectAnswer, kind: str, *, top: int, language: str, now: datetime.datetime
) -> bytes:
    """The bytes of a file of one of the kinds above, the same for the same arguments.

    Args:
        answer: what is told.
        kind: one of `MEDIA_TYPES`; ``json`` is the body of the JSON interface.
        top: how many organisations were asked for.
        language: of headings and labels; texts stay in their own.
        now: UTC; the day is told, in JSON it is not.
    """
    if kind == "json":
        body = experts_response(answer, top=top, language=language)
        return f"{body.model_dump_json(indent=2)}\n".encode()
    report = ProjectReport(answer, language, now)
    # Imported here: the libraries for these formats are slow to load, and each is needed for one only.
    if kind == "docx":
        from kb.exporting.project_document import project_document

        return project_document(report)
    if kind == "xlsx":
        from kb.exporting.project_workbook import project_workbook

        return project_workbook(report)
    from kb.exporting.project_table import project_table

    return project_table(report)
