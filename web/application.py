"""The application factory: one knowledge base in, one Flask application out."""

from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, Response, request
from flask_babel import Babel, get_locale

from kb.errors import StoreError
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from web import wording
from web.addresses import RecordIdConverter
from web.api import api
from web.errors import install_errors
from web.pages import pages
from web.presenting import FOR_TEMPLATES, holds_sample
from web.readiness import Readiness
from web.settings import Settings, read_settings

MAX_BODY_BYTES = 1_000_000
MAX_ADDRESS = 60_000
"""Characters of an address that is repeated in a page: a question of 20,000 characters with its escapes."""
LANGUAGE_COOKIE = "lang"
_YEAR_SECONDS = 365 * 24 * 3600

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(
    settings: Settings | None = None,
    *,
    knowledge_base: KnowledgeBase | None = None,
    warm_up: bool = True,
) -> Flask:
    """The application over `knowledge_base`, or over the data folder that `settings` name.

    Model and index load in the background when `warm_up` is set; until then ``/readyz`` answers 503.

    Raises:
        StoreError: the data folder cannot be used.
    """
    settings = settings or read_settings()
    kb = knowledge_base or open_knowledge_base(
        settings.data, model=settings.model, runtime=settings.runtime, cache=settings.cache
    )
    app = _flask(settings.title)
    app.extensions["knowledge_base"] = kb
    app.extensions["readiness"] = Readiness(kb.warm_up)
    Babel(
        app,
        default_translation_directories=str(Path(__file__).parent / "translations"),
        locale_selector=choose_language,
    )
    _install_templates(app)
    app.register_blueprint(pages)
    app.register_blueprint(api)
    install_errors(app)
    app.after_request(_finish)
    if warm_up:
        app.extensions["readiness"].start()
    return app


def _flask(title: str) -> Flask:
    app = Flask(__name__, static_folder="static", template_folder="templates")
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY_BYTES, SITE_TITLE=title)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.merge_slashes = False  # an id may hold two slashes in a row
    app.url_map.converters["record_id"] = RecordIdConverter
    return app


def choose_language() -> str:
    """The page's language: ``lang`` in the address, the cookie, what the browser prefers, English."""
    for wanted in (request.args.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if wanted in wording.LANGUAGES:
            return wanted
    for tag, quality in request.accept_languages:  # best first
        primary = tag.split("-")[0].lower()  # who prefers nl-BE reads nl
        if quality > 0 and primary in wording.LANGUAGES:
            return primary
    return "en"


def _switch_address(language: str) -> str:
    """This page's address in another language; without its query where that is longer than any address."""
    arguments = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    kept = urlencode([*arguments, ("lang", language)])
    return f"?{kept}" if len(kept) <= MAX_ADDRESS else f"?{urlencode({'lang': language})}"


def _install_templates(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update({call.__name__: call for call in (*wording.FOR_TEMPLATES, *FOR_TEMPLATES)})
    app.jinja_env.globals.update(languages=wording.LANGUAGES, switch_address=_switch_address)
    app.jinja_env.filters["role_name"] = wording.role

    @app.context_processor
    def _site() -> dict[str, object]:
        return {
            "site_title": app.config["SITE_TITLE"],
            "page_language": wording.page_language(),
            "holds_sample": _holds_sample(app),
        }


def _holds_sample(app: Flask) -> bool:
    """Whether the bundled compendium is what is shown; False where the store cannot say, so errors show."""
    try:
        return holds_sample(app.extensions["knowledge_base"].store)
    except StoreError:
        return False


def _finish(response: Response) -> Response:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = str(get_locale() or "en")
        response.vary.update(("Accept-Language", "Cookie"))
        response.headers.setdefault("Cache-Control", "no-cache")
        chosen = request.args.get("lang")
        if chosen in wording.LANGUAGES and chosen != request.cookies.get(LANGUAGE_COOKIE):
            response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=_YEAR_SECONDS, samesite="Lax", httponly=True)
    return response
