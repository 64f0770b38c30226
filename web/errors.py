"""One table from the errors of the knowledge base to HTTP, and one shape for each error that is answered."""

import logging
from contextlib import nullcontext
from dataclasses import dataclass

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, force_locale, lazy_gettext
from werkzeug.exceptions import HTTPException

from kb.errors import (
    ImportRefused,
    IndexingError,
    InvalidQuery,
    InvalidWishes,
    KnowledgeBaseError,
    ModelError,
    NeedListFull,
    NotFound,
    ProjectFileRefused,
    StoreError,
    TooManyNeeds,
)
from kb.query import MAX_QUESTION
from web.project_address import TooLongForAddress, UnreadableProject
from web.wording import number

TOLD: tuple[type[Exception], ...] = (NotFound, InvalidQuery, InvalidWishes, ProjectFileRefused)
"""Errors whose own line visitors see: it repeats what they asked. Others may name files of the server."""
LANGUAGE_OF_LINES = "en"
"""What the errors of kb and the refusals of the interface are written in."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an error means to the one who asked."""

    status: int
    title: str | LazyString
    help: str | LazyString
    """What to do."""
    retry_after: int | None = None
    """Seconds after which to ask again, where the error passes with time."""


MEANINGS: tuple[tuple[type[Exception], Meaning], ...] = (
    (
        NotFound,
        Meaning(404, lazy_gettext("Not found"), lazy_gettext("Check the address, or search for it.")),
    ),
    (
        InvalidQuery,
        Meaning(
            400,
            lazy_gettext("This cannot be searched"),
            lazy_gettext(
                "Write what is needed in a few words or sentences, up to %(count)s characters.",
                count=LazyString(number, MAX_QUESTION),
            ),
        ),
    ),
    (
        ProjectFileRefused,
        Meaning(
            400,
            lazy_gettext("This file cannot be read"),
            lazy_gettext("Choose another file, or paste the text."),
        ),
    ),
    (
        InvalidWishes,
        Meaning(
            400,
            lazy_gettext("These wishes contradict each other"),
            lazy_gettext("Take one of them back: no group can grant them all."),
        ),
    ),
    (
        UnreadableProject,
        Meaning(
            400,
            lazy_gettext("This address holds no project any more"),
            lazy_gettext(
                "It was cut off or changed. Open it from where you kept it, or paste the text again."
            ),
        ),
    ),
    (
        TooLongForAddress,
        Meaning(
            400,
            lazy_gettext("This project is too long for an address"),
            lazy_gettext("Shorten its needs, or remove some."),
        ),
    ),
    (
        ImportRefused,
        Meaning(
            400, lazy_gettext("This file cannot be imported"), lazy_gettext("Mend the rows that are named.")
        ),
    ),
    (
        IndexingError,
        Meaning(
            503,
            lazy_gettext("The search is not ready"),
            lazy_gettext(
                "The index is missing or being built. Try again in half a minute; "
                "who runs this site can start it with “compendium reindex”."
            ),
            retry_after=30,
        ),
    ),
    (
        ModelError,
        Meaning(
            503,
            lazy_gettext("The search is not ready"),
            lazy_gettext("The language model is not available yet. Try again in half a minute."),
            retry_after=30,
        ),
    ),
    (
        StoreError,
        Meaning(
            503,
            lazy_gettext("The data cannot be read"),
            lazy_gettext("Try again in half a minute; who runs this site finds the reason in its log."),
            retry_after=30,
        ),
    ),
    (
        TooManyNeeds,
        Meaning(
            429,
            lazy_gettext("Too many needs in this hour"),
            lazy_gettext(
                "As many needs were recorded in this hour as this site accepts. Try again in an hour."
            ),
            retry_after=3600,
        ),
    ),
    (
        NeedListFull,
        Meaning(
            429,
            lazy_gettext("The list of open needs is full"),
            lazy_gettext(
                "As many needs are open as this site keeps. Try again when those who run it have dealt "
                "with some of them."
            ),
        ),
    ),
    (
        KnowledgeBaseError,
        Meaning(500, lazy_gettext("Something went wrong"), lazy_gettext("Try again in a moment.")),
    ),
)
"""The first row whose class fits decides."""

HTTP_MEANINGS: dict[int, Meaning] = {
    400: Meaning(
        400,
        lazy_gettext("This request cannot be understood"),
        lazy_gettext("Check the address and what was filled in."),
    ),
    404: Meaning(
        404,
        lazy_gettext("This page does not exist"),
        lazy_gettext("It may have moved, or the address has a typing error. A search finds it again."),
    ),
    405: Meaning(
        405, lazy_gettext("This is not possible here"), lazy_gettext("Open the page from a link or a search.")
    ),
    413: Meaning(413, lazy_gettext("This is too large"), lazy_gettext("Send less text.")),
    415: Meaning(415, lazy_gettext("This request cannot be understood"), lazy_gettext("Send it as JSON.")),
    500: Meaning(
        500,
        lazy_gettext("Something went wrong"),
        lazy_gettext("It is our fault and it has been logged. Try again in a moment."),
    ),
}


def meaning_of(error: Exception) -> Meaning:
    """The row of the table for `error`; a server error where no row fits."""
    for kind, meaning in MEANINGS:
        if isinstance(error, kind):
            return meaning
    if isinstance(error, HTTPException):
        code = error.code or 500
        generic = HTTP_MEANINGS[400] if code < 500 else HTTP_MEANINGS[500]
        return HTTP_MEANINGS.get(code, Meaning(code, generic.title, generic.help))
    return HTTP_MEANINGS[500]


def wants_json() -> bool:
    """Whether this request came to the API."""
    return request.path.startswith("/api/")


def detail_of(error: Exception) -> str:
    """The error's own line, where it is meant for visitors; empty otherwise."""
    return str(error) if isinstance(error, TOLD) else ""


def error_document(error: Exception, meaning: Meaning) -> dict[str, object]:
    """The body of every JSON error: ok, status, error (one line), help (what to do), both in one language.

    That is the visitor's, unless the error has a line of its own: such lines are English.
    """
    line = detail_of(error) or _own_line(error)
    with force_locale(LANGUAGE_OF_LINES) if line else nullcontext():
        return {
            "ok": False,
            "status": meaning.status,
            "error": line or str(meaning.title),
            "help": str(meaning.help),
        }


def _own_line(error: Exception) -> str:
    """What the interface said when it refused a request; empty where Werkzeug only said its own words."""
    if not isinstance(error, HTTPException) or error.description == type(error).description:
        return ""
    return error.description or ""


def answer_error(error: Exception) -> Response:
    """The response to `error`: JSON for the API, a page for everyone else."""
    meaning = meaning_of(error)
    if meaning.status >= 500:
        # What the table expects (no index yet, a full disk) says all in its own line.
        trace = error if meaning.status == 500 else None
        _log.error("%s %s: %s", request.method, request.path, error, exc_info=trace)
    if wants_json():
        response = jsonify(error_document(error, meaning))
    else:
        response = make_response(render_template("error.html", meaning=meaning, detail=detail_of(error)))
    response.status_code = meaning.status
    ask_again_later(response, meaning)
    allowed = getattr(error, "valid_methods", None)
    if meaning.status == 405 and allowed:
        response.headers["Allow"] = ", ".join(allowed)
    return response


def ask_again_later(response: Response, meaning: Meaning) -> Response:
    """The response, with the time after which to ask again where what it means passes."""
    if meaning.retry_after is not None:
        response.headers["Retry-After"] = str(meaning.retry_after)
    return response


def install_errors(app: Flask) -> None:
    """Answer every error of `app` through the table."""

    def handle(error: Exception) -> ResponseReturnValue:
        if isinstance(error, HTTPException) and (error.code or 500) < 400:
            return error.get_response()  # a redirect
        return answer_error(error)

    app.register_error_handler(Exception, handle)
