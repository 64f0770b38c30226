"""The JSON interface, version 1."""

from flask import Blueprint, Response, abort, current_app, request
from pydantic import ValidationError
from werkzeug.exceptions import BadRequest

from kb.errors import NotFound
from kb.field_checks import check_date
from kb.model import Record
from web.extensions import knowledge_base
from web.match_responses import matches_response
from web.openapi import (
    DEFAULT_LANGUAGE,
    DEFAULT_MATCH_TOP,
    DEFAULT_TOP,
    MAX_MATCH_TOP,
    MAX_START,
    MAX_TOP,
    openapi_document,
)
from web.project_request import SHAPE, RefusedProject, project_of
from web.project_responses import experts_response
from web.responses import (
    NeedRequest,
    initiative_response,
    need_response,
    organisation_response,
    organisation_theme_response,
    search_response,
    status_response,
)
from web.similarity import similar_organisations
from web.understood import WITHOUT
from web.wording import LANGUAGES

api = Blueprint("api", __name__, url_prefix="/api/v1")

MAX_PROJECT_BYTES = 2_500_000
"""Of the body for a project: a character of the longest description may take 12 (``\\ud83d\\ude37``)."""


def _json(body: Record) -> Response:
    return Response(body.model_dump_json(), mimetype="application/json")


def _top(default: int = DEFAULT_TOP, most: int = MAX_TOP) -> int:
    return _whole_number("top", default, least=1, most=most)


def _whole_number(name: str, default: int, *, least: int, most: int) -> int:
    text = request.args.get(name, str(default))
    digits = (text.lstrip("0") or text[-1:]) if text.isascii() and text.isdigit() else ""
    if not digits or len(digits) > len(str(most)) or not least <= int(digits) <= most:
        abort(400, f"{name} cannot be {text[:40]!r}: it is a whole number from {least} to {most}.")
    return int(digits)


def _language() -> str:
    """What the sentence and the labels are in: asked for in the address only, so that all get the same."""
    language = request.args.get("lang", DEFAULT_LANGUAGE)
    if language not in LANGUAGES:
        abort(400, f"lang cannot be {language[:40]!r}: it is one of {', '.join(LANGUAGES)}.")
    return language


@api.get("/search")
def search() -> Response:
    """The answer in words, the closest initiatives and organisations."""
    top, language = _top(), _language()
    answer = knowledge_base().search(
        request.args.get("q", ""),
        top=top,
        without=request.args.getlist(WITHOUT),
        language=request.args.get("lang"),
    )
    return _json(search_response(answer, top=top, language=language))


@api.get("/initiatives/<record_id:initiative_id>")
def initiative(initiative_id: str) -> Response:
    """One initiative with its participants."""
    return _json(initiative_response(knowledge_base().initiative(initiative_id)))


@api.get("/organisations/<record_id:organisation_id>")
def organisation(organisation_id: str) -> Response:
    """One organisation with what it does."""
    view = knowledge_base().organisation(organisation_id)
    return _json(organisation_response(view, similar_organisations(organisation_id)))


@api.get("/organisations/<record_id:organisation_id>/themes/<record_id:theme_id>")
def organisation_theme(organisation_id: str, theme_id: str) -> Response:
    """What one organisation does within one theme."""
    kb = knowledge_base()
    try:
        view = kb.organisation_theme(organisation_id, theme_id)
    except NotFound:
        # The address may be the id of an organisation, with slashes, to its end.
        whole = f"{organisation_id}/themes/{theme_id}"
        if not kb.store.organisations([whole]):
            raise
        return organisation(whole)
    return _json(organisation_theme_response(view))


@api.post("/needs")
def record_need() -> tuple[Response, int]:
    """Record an open need: 201 where it is new, 200 where the same text is open already."""
    recorded = knowledge_base().open_needs.record(_need().text, language=_language())
    return _json(need_response(recorded)), 201 if recorded.is_new else 200


def _need() -> NeedRequest:
    shape = '{"text": "…"}'
    try:
        return NeedRequest.model_validate(_sent("need", shape))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "the body"
        abort(400, f"{field}: {first['msg']}. Send {shape}.")


@api.post("/experts")
def experts() -> Response:
    """Who could meet the needs of a project, and the group that could do it together."""
    request.max_content_length = MAX_PROJECT_BYTES
    top, language, kb = _top(), _language(), knowledge_base()
    try:
        project = project_of(_sent("project", SHAPE), kb)
    except RefusedProject as refused:
        abort(400, str(refused))
    return _json(experts_response(kb.experts(project, top=top), top=top, language=language))


def _sent(noun: str, shape: str) -> object:
    """The JSON value that was sent; 415 where it is not called JSON, 400 where it is none."""
    if not request.is_json:
        # Also what keeps the forms of other sites out: they cannot send JSON without being let in first.
        abort(415, f"Send the {noun} as JSON: Content-Type: application/json, body {shape}.")
    try:
        return request.get_json()
    except (BadRequest, RecursionError):
        abort(400, f"The body is not JSON. Send {shape}.")


@api.get("/matches")
def matches() -> Response:
    """Needs that initiatives and organisations state, and what answers them."""
    if "need" in request.args:
        # What visitors recorded is shown to nobody here, so it can be asked for by nobody.
        abort(
            400,
            "need cannot be given: matches are those of the needs that initiatives and organisations state.",
        )
    chosen = {key: request.args[key] for key in ("initiative", "organisation") if key in request.args}
    if len(chosen) > 1:
        abort(400, "initiative and organisation: give one of them.")
    top, start = _top(DEFAULT_MATCH_TOP, MAX_MATCH_TOP), _whole_number("start", 0, least=0, most=MAX_START)
    found = knowledge_base().matches.stated(
        initiative_id=chosen.get("initiative"),
        organisation_id=chosen.get("organisation"),
        since=_day("since"),
        top=top,
        language=_language() if "lang" in request.args else None,
    )
    return _json(matches_response(found, start=start))


def _day(name: str) -> str | None:
    text = request.args.get(name)
    try:
        return None if text is None else check_date(text)
    except ValueError as error:
        abort(400, f"{name}: {str(error)[:200]}.")


@api.get("/status")
def status() -> Response:
    """Counts and the state of the index."""
    return _json(status_response(knowledge_base().status()))


@api.get("/openapi.json")
def openapi() -> dict[str, object]:
    """This interface, described."""
    return openapi_document(title=current_app.config["SITE_TITLE"], version=knowledge_base().status().version)
