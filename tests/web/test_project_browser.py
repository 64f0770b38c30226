"""The pages about a new project in a real browser."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from kb.project.project import Project
from kb.project.wishes import Wishes
from tests.web.browsing import context, contrast, served
from tests.web.project_forms import DESCRIPTION, project
from tests.web.project_forms import address as address_of
from tests.web.test_browser import COLOURS

pytestmark = pytest.mark.browser

ASKED: Project = project(
    "sterilise used masks hydrogen peroxide",
    "produces messenger RNA vaccines",
    "kindergeld antrag",
    conditions="in Belgium",
    wishes=Wishes(include=("north-university",)),
)


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.mark.parametrize("javascript", [True, False])
def test_a_project_is_pasted_answered_and_changed(browser: Browser, address: str, javascript: bool) -> None:
    opened = context(browser, javascript=javascript)
    page = opened.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    page.get_by_role("link", name="Find out who could do it with you").click()
    page.get_by_label("The project’s description").fill(DESCRIPTION)
    page.get_by_role("button", name="Find expertise").click()
    page.wait_for_url(re.compile(r"/experts\?project="))
    count = page.get_by_label(re.compile(r"^Need \d+$")).count()
    assert count >= 1
    page.get_by_label("Another need", exact=True).fill("ventilators and valves")
    page.get_by_role("button", name="Search again").last.click()
    expect(page.get_by_label(re.compile(r"^Need \d+$"))).to_have_count(count + 1)
    page.get_by_role("button", name=re.compile("^Leave out")).first.click()
    expect(page.get_by_role("heading", name="What your wish changed")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Take this wish back")).click()
    expect(page.get_by_role("button", name=re.compile("^Take this wish back"))).to_have_count(0)
    assert said == []
    opened.close()


def test_enter_among_the_conditions_searches_again(browser: Browser, address: str) -> None:
    opened = context(browser)
    page = opened.new_page()
    page.goto(address + address_of(ASKED))
    box = page.get_by_label("Conditions for all partners")
    box.fill("in Mons")
    box.press("Enter")
    expect(page.get_by_label(re.compile(r"^Need \d+$"))).to_have_count(3)
    expect(page.get_by_label("Conditions for all partners")).to_have_value("in Mons")
    opened.close()


def test_a_mark_of_the_table_leads_to_what_says_so(browser: Browser, address: str) -> None:
    opened = context(browser)
    page = opened.new_page()
    page.goto(address + address_of(ASKED))
    mark = page.get_by_role("row", name=re.compile("CleanAir")).get_by_role("link").nth(1)
    target = mark.get_attribute("href")
    assert target is not None
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator(target)).to_contain_text("CleanAir")
    expect(page.locator(target)).to_be_visible()
    opened.close()


def test_the_button_shows_that_work_goes_on(browser: Browser, address: str) -> None:
    opened = context(browser)
    page = opened.new_page()
    page.goto(f"{address}/experts")
    expect(page.get_by_role("progressbar")).to_have_count(0)
    page.evaluate("document.querySelector('.describe').addEventListener('submit', e => e.preventDefault())")
    page.get_by_role("button", name="Find expertise").click()
    expect(page.locator(".describe")).to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("progressbar")).to_be_visible()
    opened.close()


@pytest.mark.parametrize("width", [320, 390, 820, 1280, 1600])
@pytest.mark.parametrize("language", ["en", "de"])
def test_no_page_scrolls_sideways(browser: Browser, address: str, width: int, language: str) -> None:
    opened = context(browser, width=width)
    page = opened.new_page()
    long = project(*(f"{'x' * 200} masks {number}" for number in range(12)), conditions="y" * 200)
    for path in (
        "/",
        "/experts?",
        address_of(ASKED),
        address_of(long),
        f"/search?q={'masks+and+beds+' * 30}",
        "/experts?project=damaged",
    ):
        page.goto(f"{address}{path}&lang={language}" if "?" in path else f"{address}{path}?lang={language}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_enough_contrast(browser: Browser, address: str, scheme: str) -> None:
    opened = browser.new_context(color_scheme=scheme, locale="en-GB")  # type: ignore[arg-type]
    page = opened.new_page()
    for path in ("/experts", address_of(ASKED), "/experts?project=damaged"):
        page.goto(f"{address}{path}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for ink, behind, text in page.evaluate(COLOURS):
            assert contrast(ink, behind) >= 4.5, (path, scheme, text, ink, behind)
    opened.close()


def test_it_prints_the_answer_without_its_forms(browser: Browser, address: str) -> None:
    opened = context(browser)
    page: Page = opened.new_page()
    page.goto(address + address_of(ASKED))
    page.emulate_media(media="print")
    expect(page.get_by_role("table")).to_be_visible()
    for hidden in (".wishes", ".wish-buttons", ".parts", ".need-actions", ".needs-form > .button"):
        expect(page.locator(hidden).first).to_be_hidden()
    opened.close()
