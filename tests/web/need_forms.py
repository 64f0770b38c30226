"""The form of open needs as a browser handles it, and what it leaves in the store."""

import html
import re
import sqlite3
from contextlib import closing

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kb.knowledge_base import KnowledgeBase
from tests.web.reading import page


def rows(knowledge_base: KnowledgeBase) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(knowledge_base.store.path)) as connection:
        return connection.execute("SELECT * FROM open_need").fetchall()


def token(text: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', text)
    assert found is not None
    return found.group(1)


def typed(text: str) -> str:
    """What stands in the box of the form."""
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", text, re.DOTALL)
    assert found is not None
    return html.unescape(found.group(1))


def send(client: FlaskClient, text: str, language: str = "en") -> TestResponse:
    headers = {"Accept-Language": language}
    form = {"text": text, "csrf_token": token(page(client, "/need"))}
    return client.post("/need", data=form, headers=headers)
