"""What every answer carries, and what no page holds."""

import dataclasses
import re
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.reading import page
from tests.web.records import MASKS, NEED
from web.application import create_app
from web.settings import Settings


@pytest.mark.parametrize(
    "address", ["/", f"/initiative/{MASKS}", "/nothing", "/api/v1/status", "/robots.txt"]
)
def test_every_answer_carries_security_headers(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_pages_hold_nothing_inline_and_nothing_from_elsewhere(client: FlaskClient) -> None:
    for address in (
        "/",
        f"/search?q={quote(NEED)}",
        f"/initiative/{MASKS}",
        "/organisation/clean-air",
        "/about",
    ):
        text = page(client, address)
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text)
        assert not re.search(r'(src|<link[^>]*href)="(https?:)?//', text)


def test_the_title_of_the_site_is_a_setting(app: Flask, settings: Settings) -> None:
    named = dataclasses.replace(settings, title="Health <Cluster>")
    client = create_app(named, knowledge_base=app.extensions["knowledge_base"], warm_up=False).test_client()
    assert '<span class="brand-name">Health &lt;Cluster&gt;</span>' in client.get("/").text
