"""A page as a reader sees it."""

import html
import re

from flask.testing import FlaskClient

ENGLISH = {"Accept-Language": "en"}


def page(client: FlaskClient, address: str, language: str = "en") -> str:
    response = client.get(address, headers={"Accept-Language": language})
    assert response.status_code == 200, response.text
    return response.text


def words(text: str) -> str:
    """What a reader sees: without tags, spaces collapsed."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
