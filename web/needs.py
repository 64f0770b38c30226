"""The form with which a visitor records what the compendium does not hold, and what is said to it."""

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from kb.errors import InvalidQuery, KnowledgeBaseError, NeedListFull, StoreError, TooManyNeeds
from kb.open_needs import MAX_NEED
from web.errors import ask_again_later, meaning_of
from web.extensions import knowledge_base
from web.wording import number, page_language

needs = Blueprint("needs", __name__)


@needs.get("/need")
def blank() -> Response:
    """An empty form; where nothing can be recorded, that instead of it."""
    try:
        knowledge_base().open_needs.check_writable()
    except StoreError as error:
        return _refused(error, "", has_form=False)
    return _form(200, "")


@needs.post("/need")
def record() -> AnyResponse:
    """Record the need and go to the page that says so; else the form again, with the text."""
    text = request.form.get("text", "")
    try:
        recorded = knowledge_base().open_needs.record(text, language=page_language())
    except (InvalidQuery, TooManyNeeds, NeedListFull, StoreError) as error:
        return _refused(error, text)
    # Another page, so that loading it anew sends nothing.
    return redirect(url_for("needs.recorded", again=None if recorded.is_new else "1"), code=303)


@needs.get("/need/recorded")
def recorded() -> str:
    """What was done with the need, and what comes of it; the text itself is not shown."""
    return render_template("need_recorded.html", is_again=request.args.get("again") == "1")


@needs.errorhandler(CSRFError)
def _is_not_from_our_form(_error: CSRFError) -> Response:
    refusal = gettext(
        "The form was open for too long, or your browser keeps no cookies of this site. "
        "Press the button once more."
    )
    return _form(400, request.form.get("text", ""), refusal=refusal)


@needs.errorhandler(RequestEntityTooLarge)
def _is_too_large(_error: RequestEntityTooLarge) -> Response:
    refusal = gettext(
        "Write what is needed in up to %(count)s characters. This was too much to be read at all; "
        "your browser’s back button brings it back.",
        count=number(MAX_NEED),
    )
    return _form(413, "", refusal=refusal)


def _refused(error: KnowledgeBaseError, text: str, *, has_form: bool = True) -> Response:
    meaning = meaning_of(error)
    if not isinstance(error, InvalidQuery):
        current_app.logger.warning("A need was not recorded: %s", error)
    form = _form(meaning.status, text, refusal=str(meaning.help), has_form=has_form)
    return ask_again_later(form, meaning)


def _form(status: int, text: str, *, refusal: str = "", has_form: bool = True) -> Response:
    shown = render_template("need.html", text=text, refusal=refusal, has_form=has_form)
    return make_response(shown, status)
