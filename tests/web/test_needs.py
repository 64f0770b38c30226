"""Recording an open need from a page: offered where nothing is close, guarded, capped, shown to nobody."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.answer import Band
from kb.knowledge_base import KnowledgeBase
from tests.web.need_forms import rows, send, token, typed
from tests.web.reading import ENGLISH, page, words
from tests.web.records import MASKS, NEED, SCRIPT
from web.application import create_app
from web.settings import Settings

UNANSWERED = "kindergeld antrag"


@pytest.fixture
def app(writable: KnowledgeBase, settings: Settings) -> Flask:
    return create_app(settings, knowledge_base=writable, warm_up=False)


@pytest.mark.parametrize(
    ("language", "offer", "reader", "limit", "done", "again"),
    [
        (
            "en",
            "Record this need",
            "The people who run this compendium read the open needs",
            "At most 20,000 characters. Please no names and no contact details",
            "Your need is recorded It is now an open need.",
            "This need is recorded already The same text was open before; it is kept once.",
        ),
        (
            "fr",
            "Enregistrer ce besoin",
            "Les responsables de ce compendium lisent les besoins ouverts",
            "20 000 caractères au plus. Pas de noms ni de coordonnées",
            "Votre besoin est enregistré C’est désormais un besoin ouvert.",
            "Ce besoin est déjà enregistré Le même texte était déjà ouvert ; il n’est gardé qu’une fois.",
        ),
        (
            "nl",
            "Deze behoefte vastleggen",
            "De beheerders van dit compendium lezen de open behoeften",
            "Hoogstens 20.000 tekens. Liever geen namen en geen contactgegevens",
            "Uw behoefte is vastgelegd Het is nu een open behoefte.",
            "Deze behoefte is al vastgelegd Dezelfde tekst stond al open; hij wordt één keer bewaard.",
        ),
        (
            "de",
            "Diesen Bedarf festhalten",
            "Die Betreiber dieses Kompendiums lesen die offenen Bedarfe",
            "Höchstens 20.000 Zeichen. Bitte keine Namen und keine Kontaktdaten",
            "Ihr Bedarf ist festgehalten Er ist jetzt ein offener Bedarf.",
            "Dieser Bedarf ist schon festgehalten Derselbe Text war schon offen; er wird nur einmal",
        ),
    ],
)
def test_a_question_without_an_answer_is_recorded_with_one_click(
    client: FlaskClient,
    writable: KnowledgeBase,
    language: str,
    offer: str,
    reader: str,
    limit: str,
    done: str,
    again: str,
) -> None:
    shown = page(client, f"/search?q={UNANSWERED.replace(' ', '+')}", language)
    said = " ".join(words(shown).split())
    assert offer in said and reader in said and limit in said
    assert typed(shown) == UNANSWERED
    assert shown.index('class="notice"') < shown.index('class="record-need"') < shown.index('class="nearest"')
    form = {"text": typed(shown), "csrf_token": token(shown)}
    for said in (done, again):
        answered = client.post(
            "/need", data=form, headers={"Accept-Language": language}, follow_redirects=True
        )
        assert answered.status_code == 200
        assert answered.request.path == "/need/recorded"
        assert said in " ".join(words(answered.text).split())
        assert UNANSWERED not in answered.text
    assert rows(writable) == [(1, UNANSWERED, language, "2026-11-24T14:00Z", "open")]


def test_the_form_says_what_was_typed_and_the_visitor_may_change_it(
    client: FlaskClient, writable: KnowledgeBase
) -> None:
    assert send(client, "  Who\r\nteaches   bees to find mines? ").status_code == 303
    assert [row[1] for row in rows(writable)] == ["Who teaches bees to find mines?"]


def test_where_something_is_close_nothing_is_offered(client: FlaskClient) -> None:
    text = page(client, f"/search?q={NEED.replace(' ', '+')}")
    assert "record-need" not in text
    assert client.get_cookie("session") is None


def test_below_results_that_are_all_weak_it_is_offered(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.search.band", lambda probability: Band.WEAK)
    found = page(client, "/search?q=" + NEED)
    assert "Closest first" in words(found)
    assert typed(found) == NEED


def test_a_store_that_may_only_be_read_offers_nothing(client: FlaskClient, writable: KnowledgeBase) -> None:
    writable.store.is_read_only = True
    text = page(client, f"/search?q={UNANSWERED.replace(' ', '+')}")
    assert "Nothing in this compendium is close" in words(text)
    assert "record-need" not in text


def test_markup_is_kept_as_it_was_typed_and_never_runs(client: FlaskClient, writable: KnowledgeBase) -> None:
    nasty = f"</textarea>{SCRIPT} \"'><img src=x onerror=alert(1)>"
    shown = client.get("/search", query_string={"q": nasty}, headers=ENGLISH).text
    refused = client.post("/need", data={"text": nasty}, headers=ENGLISH).text
    for text in (shown, refused):
        assert SCRIPT not in text and "<img src=x" not in text
    assert typed(refused) == nasty
    send(client, nasty)
    assert [row[1] for row in rows(writable)] == [nasty]


def test_no_page_and_no_export_shows_what_visitors_recorded(
    client: FlaskClient, app: Flask, writable: KnowledgeBase, tmp_path: Path
) -> None:
    secret = "phages against osteomyelitis"
    send(client, secret)
    other = app.test_client()
    for address in (
        "/",
        "/need",
        "/need/recorded",
        "/search?q=osteomyelitis+bacteria",
        f"/initiative/{MASKS}",
        "/about",
        "/api/v1/search?q=osteomyelitis+bacteria",
        "/api/v1/status",
        "/api/v1/openapi.json",
        "/robots.txt",
    ):
        answered = other.get(address)
        assert answered.status_code == 200
        assert secret not in answered.text, address
    assert other.get("/api/v1/needs").status_code == 405
    writable.export_file(tmp_path / "all.jsonl")
    assert secret not in (tmp_path / "all.jsonl").read_text(encoding="utf-8")
    assert writable.status().is_current
    assert writable.status().open_need_count == 1


def test_robots_and_caches_keep_out(client: FlaskClient) -> None:
    assert "Disallow: /need\n" in page(client, "/robots.txt")
    shown = client.get("/need", headers=ENGLISH)
    assert '<meta name="robots" content="noindex">' in shown.text
    assert "Cookie" in shown.headers["Vary"]
    cookie = next(value for name, value in shown.headers if name == "Set-Cookie")
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
