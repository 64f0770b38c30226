"""The application factory: one knowledge base in, one Flask application out."""

from pathlib import Path

from flask import Flask, Response
from flask_babel import Babel, get_locale
from flask_wtf.csrf import CSRFProtect

from kb.errors import StoreError
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.open_needs import MAX_NEED
from web import wording
from web.addresses import RecordIdConverter
from web.api import api
from web.errors import install_errors
from web.extensions import install_extensions, knowledge_base
from web.health import health
from web.language import choose_language, remember_language, switch_address
from web.needs import needs
from web.pages import pages
from web.presenting import FOR_TEMPLATES
from web.project_export import project_export
from web.project_pages import experts
from web.secret_key import secret_key
from web.settings import Settings, read_settings

MAX_BODY_BYTES = 1_000_000
FORM_SECONDS = 24 * 3600
"""How long a form may stay open before it must be sent twice."""
SAMPLE_MARK = "biowin-compendium-walloon-covid-19-initiatives"
"""An initiative of the bundled compendium that no other data would hold under this id."""

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
    app = _flask(settings.title)
    opened = knowledge_base or _opened(settings)
    readiness = install_extensions(app, opened)
    for blueprint in (pages, experts, project_export, needs, api, health):
        app.register_blueprint(blueprint)
    app.secret_key = settings.secret_key or secret_key(opened.folder)
    # No cookie gives the JSON interface any right, and it takes nothing that a form of another site can send.
    CSRFProtect(app).exempt(api)
    install_errors(app)
    app.after_request(_finish)
    if warm_up:
        readiness.start()
    return app


def _opened(settings: Settings) -> KnowledgeBase:
    return open_knowledge_base(
        settings.data,
        model=settings.model,
        runtime=settings.runtime,
        cache=settings.cache,
        reranker=settings.reranker,
    )


def _flask(title: str) -> Flask:
    app = Flask(__name__, static_folder="static", template_folder="templates")
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
        SESSION_COOKIE_SAMESITE="Lax",
        SITE_TITLE=title,
        WTF_CSRF_TIME_LIMIT=FORM_SECONDS,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.merge_slashes = False  # an id may hold two slashes in a row
    app.url_map.converters["record_id"] = RecordIdConverter
    translations = str(Path(__file__).parent / "translations")
    Babel(app, default_translation_directories=translations, locale_selector=choose_language)
    _install_templates(app)
    return app


def _install_templates(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update({call.__name__: call for call in (*wording.FOR_TEMPLATES, *FOR_TEMPLATES)})
    app.jinja_env.globals.update(
        languages=wording.LANGUAGES, switch_address=switch_address, max_need=MAX_NEED
    )
    app.jinja_env.filters["role_name"] = wording.role

    @app.context_processor
    def _site() -> dict[str, object]:
        return {
            "site_title": app.config["SITE_TITLE"],
            "page_language": wording.page_language(),
            "holds_sample": _holds_sample(),
        }


def _holds_sample() -> bool:
    """Whether the bundled compendium is what is shown; False where the store cannot say, so errors show."""
    try:
        return bool(knowledge_base().store.initiatives([SAMPLE_MARK]))
    except StoreError:
        return False


def _finish(response: Response) -> Response:
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = str(get_locale() or "en")
        response.vary.update(("Accept-Language", "Cookie"))
        response.headers.setdefault("Cache-Control", "no-cache")
        remember_language(response)
    return response
