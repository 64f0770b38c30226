"""The addresses under which the answer to a project is downloaded: ``/experts.docx`` and its like."""

import datetime

from flask import Blueprint, Response, abort, request

from kb.errors import InvalidWishes
from kb.knowledge_base import KnowledgeBase
from kb.organisation_lookup import OrganisationLookup
from kb.project.project import Project
from web.extensions import knowledge_base
from web.project_address import UnreadableProject, from_address_part
from web.project_files import MEDIA_TYPES, project_file
from web.project_request import RefusedProject, check_needs
from web.wording import page_language

TOP = 10
"""Organisations for each need."""

project_export = Blueprint("project_export", __name__)


@project_export.get(f"/experts.<any({', '.join(MEDIA_TYPES)}):kind>")
def download(kind: str) -> Response:
    """The answer to the project in the address, as a file; 400 where there is none in it."""
    kb = knowledge_base()
    try:
        project = check_needs(from_address_part(request.args.get("project", "")))
    except (UnreadableProject, InvalidWishes, RefusedProject):
        abort(400)
    now = datetime.datetime.now(datetime.UTC)
    answer = kb.experts(_with_known_wishes(project, kb), top=TOP)
    content = project_file(answer, kind, top=TOP, language=page_language(), now=now)
    response = Response(content, content_type=MEDIA_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="partners-{now:%Y-%m-%d}.{kind}"'
    return response


@project_export.after_request
def keep_nothing(response: Response) -> Response:
    """The response, kept by nobody: the address holds what a visitor has in mind."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _with_known_wishes(project: Project, kb: KnowledgeBase) -> Project:
    """`project` less the organisations that have gone since its address was made, as on its page."""
    wishes = project.wishes
    known = OrganisationLookup(kb.store).known({*wishes.include, *wishes.exclude})
    kept = wishes.model_copy(
        update={
            "include": tuple(id_ for id_ in wishes.include if id_ in known),
            "exclude": tuple(id_ for id_ in wishes.exclude if id_ in known),
        }
    )
    return project.model_copy(update={"wishes": kept})
