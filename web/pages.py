"""The pages for people: HTML made on the server."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kb.answer import Answer, Band
from kb.errors import IndexingError, InvalidQuery, ModelError, NotFound
from kb.matching import MatchesOfRecord
from kb.query import MAX_QUESTION
from kb.wording import relaxation
from web.errors import meaning_of
from web.extensions import knowledge_base
from web.presenting import involvements_by_role, participants_by_role
from web.sentence import linked_sentence
from web.similarity import similar_initiatives, similar_organisations
from web.structured_data import initiative_data, organisation_data
from web.timeline import timeline
from web.understood import WITHOUT, understood
from web.wording import page_language

pages = Blueprint("pages", __name__)

RESULT_COUNT = 10
NEAREST_COUNT = 5
"""Initiatives that are shown where nothing is close."""
THEME_COUNT = 14
WHOLE_PROJECT_WORDS = 60
"""Words from which a question may be the description of a project."""


@dataclass(frozen=True, slots=True)
class Example:
    """A need to start from, in one of the four languages."""

    language: str
    text: str


EXAMPLES = (
    Example("en", "We need someone who can sterilise used masks"),
    Example("fr", "Qui produit de l’ARN messager pour des vaccins ?"),
    Example("nl", "Wie maakt onderdelen voor beademingstoestellen?"),
    Example("de", "Wer entwickelt Speicheltests für Pflegeheime?"),
)


@pages.get("/")
def home() -> str:
    """One box to write a need in, examples, and the themes to walk through."""
    kb = knowledge_base()
    return render_template(
        "home.html",
        examples=EXAMPLES,
        counts=kb.counts(),
        themes=kb.theme_counts()[:THEME_COUNT],
    )


@pages.get("/search")
def search() -> AnyResponse:
    """The answer in words, the initiatives closest to the need, the organisations that follow from them."""
    text = request.args.get("q", "")
    if not text:
        return redirect(url_for("pages.home"))
    try:
        answer = knowledge_base().search(
            text, top=RESULT_COUNT, without=request.args.getlist(WITHOUT), language=page_language()
        )
    except InvalidQuery as error:
        return _search_page(400, text, problem=meaning_of(error), detail=str(error))
    return _search_page(200, text, **_shown(answer))


def _shown(answer: Answer) -> dict[str, object]:
    language = page_language()
    nearest = answer.model_copy(update={"initiatives": answer.initiatives[:NEAREST_COUNT]})
    return {
        "answer": answer,
        "understood": understood(answer, language, request.args.items(multi=True)),
        "relaxation": relaxation(nearest, language),
        "sentence": linked_sentence(answer, language, top=RESULT_COUNT),
        "bands": tuple(Band),
        "nearest_count": NEAREST_COUNT,
        "can_record": _is_doubtful(answer) and knowledge_base().open_needs.can_be_recorded,
        "initiative_count": knowledge_base().counts().get("initiative", 0),
    }


def _is_doubtful(answer: Answer) -> bool:
    """Whether nothing is close, or nothing more than weakly: the need may well be an open one."""
    return not answer.is_close or all(ranked.band == Band.WEAK for ranked in answer.initiatives)


def _search_page(status: int, text: str, **values: object) -> Response:
    # what is too long to be searched is not worth repeating whole
    shown = text if len(text) <= MAX_QUESTION else text[:MAX_QUESTION] + "…"
    is_project = len(text.split()) > WHOLE_PROJECT_WORDS
    response = make_response(
        render_template("search.html", query=shown, description=text if is_project else "", **values), status
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@pages.get("/initiative/<record_id:initiative_id>")
def initiative(initiative_id: str) -> str:
    """One initiative: what it is, who takes part, since when, and who says so."""
    view = knowledge_base().initiative(initiative_id)
    return render_template(
        "initiative.html",
        view=view,
        groups=participants_by_role(view.participants),
        similar=similar_initiatives(initiative_id),
        matches=_matches(
            lambda: knowledge_base().matches.of_initiative(initiative_id, language=page_language())
        ),
        data=initiative_data(view),
    )


@pages.get("/organisation/<record_id:organisation_id>")
def organisation(organisation_id: str) -> str:
    """One organisation: what it does, with whom, and who speaks for it."""
    view = knowledge_base().organisation(organisation_id)
    groups = involvements_by_role(view.initiatives)
    titles = {involvement.initiative.id: involvement.initiative for involvement in view.initiatives}
    return render_template(
        "organisation.html",
        view=view,
        groups=groups,
        titles=titles,
        shown=timeline(view.themes, titles),
        similar=similar_organisations(organisation_id),
        matches=_matches(
            lambda: knowledge_base().matches.of_organisation(organisation_id, language=page_language())
        ),
        data=organisation_data(view),
    )


def _matches(read: Callable[[], MatchesOfRecord]) -> MatchesOfRecord:
    """The public matches of a record; none where the index cannot be asked, as with similar initiatives."""
    try:
        return read()
    except (IndexingError, ModelError) as error:
        current_app.logger.warning("No matches: %s", error)
        return MatchesOfRecord(own=(), answered=())


@pages.get("/organisation/<record_id:organisation_id>/theme/<record_id:theme_id>")
def organisation_theme(organisation_id: str, theme_id: str) -> str:
    """What one organisation does within one theme, with whom, and who else works on it."""
    kb = knowledge_base()
    try:
        view = kb.organisation_theme(organisation_id, theme_id)
    except NotFound:
        # The address may be the id of an organisation, with slashes, to its end.
        whole = f"{organisation_id}/theme/{theme_id}"
        if not kb.store.organisations([whole]):
            raise
        return organisation(whole)
    return render_template(
        "organisation_theme.html",
        view=view,
        groups=involvements_by_role(view.initiatives),
        with_whom={involvement.initiative.id: involvement.others for involvement in view.initiatives},
    )


@pages.get("/theme/<record_id:theme_id>")
def theme(theme_id: str) -> str:
    """The initiatives of one theme."""
    return render_template("theme.html", view=knowledge_base().theme(theme_id))


@pages.get("/about")
def about() -> str:
    """What the data are, where they come from, and how fresh the index is."""
    return render_template("about.html", status=knowledge_base().status())


@pages.get("/robots.txt")
def robots() -> Response:
    """Robots may read the records, not the searches."""
    return Response(
        "User-agent: *\nDisallow: /search\nDisallow: /need\nDisallow: /experts\nDisallow: /api/\n",
        mimetype="text/plain",
    )


@pages.get("/favicon.ico")
def favicon() -> AnyResponse:
    """Browsers ask for it whatever the page says."""
    return redirect(url_for("static", filename="favicon.svg"), code=301)
