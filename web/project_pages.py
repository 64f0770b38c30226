"""Expertise for a new project: a description in, who could meet its needs out; the address holds it all."""

from collections.abc import Sequence

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from kb.answer import Band
from kb.errors import IndexingError, InvalidQuery, ModelError, ProjectFileRefused
from kb.project.answer import ProjectAnswer
from kb.project.project import MAX_CONDITIONS, MAX_NEED_TEXT, Project
from kb.project.wishes import unknown_organisations, with_known
from kb.project_files.reading import MAX_FILE_BYTES
from kb.query import MAX_DESCRIPTION
from web.errors import ask_again_later, meaning_of
from web.extensions import knowledge_base
from web.group_before import changes_since, to_before_part
from web.project_address import TooLongForAddress, UnreadableProject, from_address_part, to_address_part
from web.project_forms import (
    MOST_MEMBERS,
    FormRefused,
    NeedRow,
    description_from,
    rows_from,
    rows_of,
    wishes_from,
    with_rows,
)
from web.project_view import shown
from web.project_words import WEIGHTS, description_refusal, file_refusal, listed_numbers, summary, weight_name
from web.understood import Understood, understood_question
from web.wording import page_language

experts = Blueprint("experts", __name__)

TOP = 10
"""Organisations listed for each need."""
FILE_TYPES = ".docx,.pdf,.txt,.md"
MAX_UPLOAD_BYTES = MAX_FILE_BYTES + 1_000_000
"""A file and what else the form holds."""
EXPORT = "project_export.download"
EXPORT_KINDS = {"docx": "Word", "xlsx": "Excel", "csv": "CSV", "json": "JSON"}


@experts.url_value_preprocessor
def _take_files(endpoint: str | None, _values: object) -> None:
    # Before the form is read for the first time, which the check of its token does.
    if endpoint == "experts.read":
        request.max_content_length = MAX_UPLOAD_BYTES


@experts.after_request
def keep_nothing(response: Response) -> Response:
    """The response, kept by nobody: its address holds what a visitor has in mind."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@experts.get("/experts")
def answer() -> AnyResponse:
    """The form for a description; with a project in the address, who could meet its needs."""
    part = request.args.get("project", "")
    if not part:
        return _form(200)
    project = from_address_part(part)
    try:
        with_rows(project, rows_of(project), project.conditions)
        return _answered(project)
    except FormRefused as error:
        return _edit(project, rows_of(project), project.conditions, str(error))
    except InvalidQuery:
        refusal = gettext("One of these needs cannot be searched. Say in words what is sought.")
        return _edit(project, rows_of(project), project.conditions, refusal)


@experts.post("/experts")
def read() -> AnyResponse:
    """Find the needs in a description and go to the address that answers them; else the form again."""
    text = request.form.get("text", "")
    try:
        text = description_from(text, request.files.get("file"))
        return _go_to(knowledge_base().read_project(text))
    except ProjectFileRefused as error:
        return _form(400, text, file_refusal(error.refusal))
    except InvalidQuery:
        return _form(400, text, description_refusal(text))
    except TooLongForAddress:
        return _form(400, text, _too_long())
    except (IndexingError, ModelError) as error:
        return _failed(error, text)


@experts.get("/experts/<any(needs, wishes):_form>")
def changed(_form: str) -> AnyResponse:
    """Where a form was sent to, when it is asked for again: nothing is there to be seen."""
    return redirect(url_for("experts.answer"))


@experts.post("/experts/needs")
def change_needs() -> AnyResponse:
    """Go to the address of the project with its needs and conditions as the form has them."""
    project, rows = _project_of_form(), rows_from(request.form)
    conditions = request.form.get("conditions", "")
    try:
        return _go_to(with_rows(project, rows, conditions))
    except FormRefused as error:
        return _edit(project, rows, conditions, str(error))
    except TooLongForAddress:
        return _edit(project, rows, conditions, _too_long())


@experts.post("/experts/wishes")
def change_wishes() -> AnyResponse:
    """Go to the address of the project with the wishes of the form, and remember there what was proposed."""
    project = from_address_part(request.form.get("project", ""))
    try:
        wishes = wishes_from(project.wishes, request.form)
    except FormRefused as error:
        return _edit(project, rows_of(project), project.conditions, str(error))
    changed_project = project.model_copy(update={"wishes": wishes})
    return _go_to(changed_project, before=request.form.get("before") or None, _anchor="group")


@experts.errorhandler(UnreadableProject)
def _is_unreadable(error: UnreadableProject) -> Response:
    meaning = meaning_of(error)
    return _form(meaning.status, refusal=f"{meaning.title}. {meaning.help}")


@experts.errorhandler(CSRFError)
def _is_not_from_our_form(_error: CSRFError) -> Response:
    refusal = gettext(
        "The form was open for too long, or your browser keeps no cookies of this site. "
        "Press the button once more."
    )
    if request.endpoint == "experts.read":
        return _form(400, request.form.get("text", ""), refusal)
    project = _project_of_form()
    rows = rows_from(request.form) or rows_of(project)
    return _edit(project, rows, request.form.get("conditions", project.conditions), refusal)


@experts.errorhandler(RequestEntityTooLarge)
def _is_too_large(_error: RequestEntityTooLarge) -> Response:
    refusal = gettext(
        "A file may have %(count)s MB at most. This was too much to be read at all; leave out pictures, or "
        "paste the text.",
        count=MAX_FILE_BYTES // 1_000_000,
    )
    return _form(413, refusal=refusal)


def _answered(project: Project) -> Response:
    kb = knowledge_base()
    named = {
        one.id: one for one in kb.store.organisations({*project.wishes.include, *project.wishes.exclude})
    }
    unknown = unknown_organisations(project.wishes, named)
    answerable = project.model_copy(update={"wishes": with_known(project.wishes, named)})
    found = kb.experts(answerable, top=TOP)
    changes = changes_since(request.args.get("before", ""), found.group)
    left = [member.organisation_id for member in changes.left] if changes else []
    named |= {one.id: one for one in kb.store.organisations(left)}
    view = shown(found, changes, named)
    return _page(
        200,
        "project_answer.html",
        shown=view,
        summary=summary(view),
        understood=_conditions(found),
        part=to_address_part(found.project),
        before=to_before_part(found.group),
        unknown=unknown,
        rows=rows_of(found.project),
        conditions=found.project.conditions,
        bands=tuple(Band),
        can_record=kb.open_needs.can_be_recorded,
        exports=_exports(found.project),
    )


def _conditions(found: ProjectAnswer) -> Understood | None:
    if found.conditions is None:
        return None

    def address(without: Sequence[str]) -> str:
        return _address(found.project.model_copy(update={"without": tuple(without)}))

    return understood_question(found.conditions, page_language(), address)


def _exports(project: Project) -> dict[str, str]:
    """Address of each file the answer can be taken along as, by its name."""
    part = to_address_part(project)
    return {name: url_for(EXPORT, kind=kind, project=part) for kind, name in EXPORT_KINDS.items()}


def _project_of_form() -> Project:
    """What the form was made for; an empty project where that was lost, so that what was typed is not."""
    try:
        return from_address_part(request.form.get("project", ""))
    except UnreadableProject:
        return Project(needs=())


def _address(project: Project) -> str:
    return url_for("experts.answer", project=to_address_part(project))


def _go_to(project: Project, **arguments: str | None) -> AnyResponse:
    address = url_for("experts.answer", project=to_address_part(project), **arguments)  # type: ignore[arg-type]
    return redirect(address, code=303)


def _too_long() -> str:
    return str(gettext("The needs are too long to be kept in an address. Shorten them, or remove some."))


def _failed(error: IndexingError | ModelError, text: str) -> Response:
    meaning = meaning_of(error)
    current_app.logger.error("A description was not read: %s", error)
    return ask_again_later(_form(meaning.status, text, f"{meaning.title}. {meaning.help}"), meaning)


def _form(status: int, text: str = "", refusal: str = "") -> Response:
    # What is too long to be read is kept all the same: it was typed.
    return _page(
        status,
        "project_form.html",
        text=text,
        refusal=refusal,
        max_description=MAX_DESCRIPTION,
        max_file_megabytes=MAX_FILE_BYTES // 1_000_000,
        file_types=FILE_TYPES,
    )


def _edit(project: Project, rows: list[NeedRow], conditions: str, refusal: str) -> Response:
    part = to_address_part(project)
    return _page(400, "project_edit.html", part=part, rows=rows, conditions=conditions, refusal=refusal)


def _page(status: int, template: str, **values: object) -> Response:
    made = render_template(
        template,
        weights=WEIGHTS,
        weight_name=weight_name,
        listed_numbers=listed_numbers,
        most_members=MOST_MEMBERS,
        max_need_text=MAX_NEED_TEXT,
        max_conditions=MAX_CONDITIONS,
        **values,
    )
    return make_response(made, status)
