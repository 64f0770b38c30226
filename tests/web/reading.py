"""A page as a reader sees it."""

import html
import re
from urllib.parse import urlencode

from flask.testing import FlaskClient

ENGLISH = {"Accept-Language": "en"}


def page(client: FlaskClient, address: str, language: str = "en") -> str:
    response = client.get(address, headers={"Accept-Language": language})
    assert response.status_code == 200, response.text
    return response.text


def words(text: str) -> str:
    """What a reader sees: without tags, spaces collapsed."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def asked(client: FlaskClient, text: str, language: str = "en", *without: str) -> str:
    query = urlencode([("q", text), *(("without", key) for key in without)])
    return page(client, f"/search?{query}", language)


def part(text: str, css: str) -> str:
    """What stands in the element of class `css`, up to the next part of the page."""
    found = re.search(rf'<(\w+)[^>]*class="{css}[^"]*".*?</\1>', text, re.DOTALL)
    return found.group(0) if found else ""


def links(text: str) -> dict[str, str]:
    """Addresses by the words of their links."""
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', text, re.DOTALL)
    return {words(shown): html.unescape(address) for address, shown in found}
