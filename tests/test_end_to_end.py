"""From an empty data folder to an answer on the page, with the real model in a real browser."""

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.running import compendium, serving
from tests.sample_vectors import put_vectors

pytestmark = [pytest.mark.real_model, pytest.mark.browser, pytest.mark.slow]

NEEDS = [
    ("fr", "Qui peut décontaminer des masques usagés ?", "masks"),
    ("en", "we need mRNA produced at clinical scale", "messenger-rna"),
    ("nl", "wie maakt herbruikbare mondmaskers?", "mask"),
    ("de", "Antikörper-Schnelltest aus Wallonien", "test"),
]
"""A need in each language, and a word in the title of the initiative that answers it best."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, sample_vectors: Path) -> Path:
    """Where the sample was loaded and indexed by the commands of the README."""
    folder = tmp_path_factory.mktemp("data")
    put_vectors(sample_vectors, folder / "data" / "index")
    for command in ("sample", "reindex"):
        done = compendium(command, folder=folder)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with serving(folder) as address:
        yield address


def test_status_says_what_was_built(folder: Path) -> None:
    status = json.loads(compendium("status", "--json", folder=folder).stdout)
    assert status["counts"]["initiative"] == 103
    assert status["counts"]["organisation"] == 192
    assert status["index"]["document_count"] == 103
    assert status["is_current"] is True


def test_a_second_reindex_has_nothing_to_do(folder: Path) -> None:
    before = json.loads(compendium("status", "--json", folder=folder).stdout)["index"]["generation"]
    assert compendium("reindex", folder=folder).returncode == 0
    after = json.loads(compendium("status", "--json", folder=folder).stdout)["index"]["generation"]
    assert after == before


@pytest.mark.parametrize(("language", "need", "word"), NEEDS)
def test_a_need_in_any_language_is_answered_with_who_beside_what(
    page: Page, address: str, language: str, need: str, word: str
) -> None:
    page.goto(f"{address}/?lang={language}")
    page.get_by_role("searchbox").fill(need)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    assert page.locator("html").get_attribute("lang") == language
    first = page.locator(".results .result").first
    answer = json.load(urllib.request.urlopen(f"{address}/api/v1/search?q={quote(need)}"))
    best = answer["initiatives"][0]
    assert word in best["initiative"]["title"].casefold()
    assert best["participants"][0]["actor"]["name"] in first.inner_text()
    assert first.locator("mark").count() >= 1


def test_a_question_with_constraints_is_understood_and_answered_in_words(page: Page, address: str) -> None:
    question = "Quelles PME à Liège font des tests rapides ?"
    page.goto(f"{address}/search?q={quote(question)}&lang=fr")
    said = page.locator(".answer").inner_text()
    assert "PME, à Liège" in said and "ZenTech comme pilote dans" in said
    page.locator(".answer").get_by_role("link", name="ZenTech", exact=True).click()
    page.wait_for_url("**#organisation-*")
    assert "ZenTech" in page.locator(".organisations li:target").inner_text()
    page.get_by_role("link", name="Retirer : Liège").click()
    page.wait_for_url("**without=place*")
    assert "Coris BioConcept" in page.locator(".organisations").inner_text()
    page.get_by_role("link", name="Tout remettre").click()
    page.wait_for_url(lambda url: "without" not in url)
    assert page.get_by_role("link", name="Retirer : Liège").is_visible()


@pytest.mark.parametrize("question", ["kindergeld antrag", "asdf qwer zxcv"])
def test_nothing_close_is_said(page: Page, address: str, question: str) -> None:
    page.goto(f"{address}/search?q={quote(question)}&lang=en")
    heading = page.get_by_role("heading", level=1)
    assert heading.inner_text() == "Nothing in this compendium is close to this question"
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    assert headings[:2] == ["Record this need", "The nearest"]


def test_an_import_becomes_searchable_without_a_restart(folder: Path, address: str) -> None:
    line = {
        "id": "kites",
        "title": "Kites that carry samples",
        "description": "Kites fly blood samples over the Meuse.",
    }
    (folder / "kites.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert compendium("import", "kites.jsonl", folder=folder).returncode == 0
    assert compendium("reindex", folder=folder).returncode == 0
    answer = json.load(
        urllib.request.urlopen(f"{address}/api/v1/search?q={quote('samples carried by kites')}")
    )
    assert answer["initiatives"][0]["initiative"]["id"] == "kites"
