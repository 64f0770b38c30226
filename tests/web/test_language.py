"""The page's language: what is asked for, what was chosen, what the browser prefers."""

import pytest
from flask.testing import FlaskClient

from tests.web.reading import ENGLISH, page


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Who is working on what?"),
        ("fr", "Qui travaille sur quoi\u00a0?"),
        ("nl", "Wie werkt waaraan?"),
        ("de", "Wer arbeitet woran?"),
        ("nl-BE,fr;q=0.8", "Wie werkt waaraan?"),
        ("es,de;q=0.5", "Wer arbeitet woran?"),
        ("ja", "Who is working on what?"),
    ],
)
def test_the_browser_s_language_is_spoken(client: FlaskClient, language: str, title: str) -> None:
    response = client.get("/", headers={"Accept-Language": language})
    assert f"<h1>{title}</h1>" in response.text
    assert f'<html lang="{response.headers["Content-Language"]}">' in response.text
    assert {"Accept-Language", "Cookie"} <= set(response.vary)


def test_a_chosen_language_stays_chosen_and_keeps_the_query(client: FlaskClient) -> None:
    text = page(client, "/search?q=masks+%26+more")
    assert 'href="?q=masks+%26+more&amp;lang=fr"' in text
    response = client.get("/search?q=masks&lang=fr", headers=ENGLISH)
    assert "Votre besoin" in response.text
    assert "lang=fr" in response.headers["Set-Cookie"]
    assert "HttpOnly" in response.headers["Set-Cookie"]
    assert "Qui travaille sur quoi" in client.get("/", headers=ENGLISH).text
    assert "Who is working on what" in client.get("/?lang=en").text


def test_an_unknown_language_is_ignored(client: FlaskClient) -> None:
    response = client.get("/?lang=%3Cx%3E", headers=ENGLISH)
    assert '<html lang="en">' in response.text
    assert "Set-Cookie" not in response.headers
