"""The addresses under which the answer to a project is downloaded: ``/experts.docx`` and its like."""

import datetime

from flask import Blueprint, Response, abort, request

from kb.organisation_lookup import OrganisationLookup
from kb.project.wishes import with_known
from web.extensions import knowledge_base
from web.project_address import UnreadableProject, from_address_part
from web.project_files import MEDIA_TYPES, project_file
from web.project_pages import TOP, keep_nothing
from web.project_request import RefusedProject, check_needs
from web.wording import page_language

project_export = Blueprint("project_export", __name__)
project_export.after_request(keep_nothing)


@project_export.get(f"/experts.<any({', '.join(MEDIA_TYPES)}):kind>")
def download(kind: str) -> Response:
    """The answer to the project in the address, as a file; 400 where there is none in it."""
    kb = knowledge_base()
    try:
        project = check_needs(from_address_part(request.args.get("project", "")))
    except (UnreadableProject, RefusedProject):
        abort(400)
    now = datetime.datetime.now(datetime.UTC)
    # As on its page: less the organisations that have gone since the address was made.
    known = OrganisationLookup(kb.store).known({*project.wishes.include, *project.wishes.exclude})
    answerable = project.model_copy(update={"wishes": with_known(project.wishes, known)})
    answer = kb.experts(answerable, top=TOP)
    content = project_file(answer, kind, top=TOP, language=page_language(), now=now)
    response = Response(content, content_type=MEDIA_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="partners-{now:%Y-%m-%d}.{kind}"'
    return response
