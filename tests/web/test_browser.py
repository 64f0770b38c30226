"""The pages in a real browser: Debian's Chromium, driven by Playwright."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kb.knowledge_base import KnowledgeBase
from tests.web.browsing import context, contrast, served
from tests.web.records import MASKS, NEED
from web.application import create_app
from web.settings import Settings

pytestmark = pytest.mark.browser


CLASHING = "masks+in+Mons+before+June+2020+and+after+July+2021"


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Page]:
    """A page whose console must stay silent."""
    opened = context(browser)
    page = opened.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    yield page
    opened.close()
    assert said == []


def test_a_need_is_typed_answered_and_followed(visit: Page) -> None:
    visit.get_by_role("searchbox").fill(NEED)
    visit.get_by_role("button", name="Search").click()
    expect(visit).to_have_url(re.compile(r"/search\?q=Who\+can\+sterilise\+used\+masks"))
    expect(visit.get_by_role("heading", level=1)).to_have_text("Answer")
    expect(visit.get_by_role("heading", level=2).first).to_have_text("The 3 closest initiatives")
    first = visit.get_by_role("article").first
    expect(first.locator("mark").first).to_be_visible()
    assert "sterilise" in first.locator("mark").all_inner_texts()
    expect(first.get_by_role("link", name="CleanAir")).to_be_visible()
    first.get_by_role("link", name="Sterilised masks for hospitals").click()
    expect(visit.get_by_role("heading", level=1)).to_have_text("Sterilised masks for hospitals")
    visit.get_by_role("complementary").get_by_role("link", name="North University").click()
    expect(visit.get_by_role("heading", level=1)).to_have_text("North University")
    visit.go_back()
    visit.get_by_role("link", name="face masks").click()
    expect(visit.get_by_role("heading", level=1)).to_have_text("face masks")


def test_marks_are_readable_and_who_stands_beside_what(visit: Page, address: str) -> None:
    visit.goto(f"{address}/search?q=sterilise+used+masks")
    mark = visit.locator("mark").first
    look = "element => { const s = getComputedStyle(element); return [s.color, s.backgroundColor]; }"
    ink, behind = mark.evaluate(look)
    assert contrast(ink, behind) >= 4.5
    who = visit.locator(".results .who").first.bounding_box()
    what = visit.locator(".results .what-evidence").first.bounding_box()
    assert who is not None and what is not None
    assert who["x"] + who["width"] <= what["x"] + 1
    assert who["y"] <= what["y"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_enough_contrast(browser: Browser, address: str, scheme: str) -> None:
    opened = browser.new_context(color_scheme=scheme, locale="en-GB")  # type: ignore[arg-type]
    page = opened.new_page()
    for path in (
        "/",
        f"/search?q={NEED.replace(' ', '+')}",
        f"/search?q={CLASHING}",
        "/search?q=kindergeld+antrag",
        f"/initiative/{MASKS}",
        "/organisation/north-university",
        "/organisation/north-university/theme/masks",
        "/about",
    ):
        page.goto(f"{address}{path}")
        colours = page.evaluate(COLOURS)
        assert len(colours) > 5
        for ink, behind, text in colours:
            assert contrast(ink, behind) >= 4.5, (path, scheme, text, ink, behind)
    opened.close()


COLOURS = """() => {
  const background = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour !== 'rgba(0, 0, 0, 0)' && colour !== 'transparent') return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
    if (text && element.checkVisibility() && !element.closest('script')) {
      found.push([getComputedStyle(element).color, background(element), text.slice(0, 40)]);
    }
  }
  return found;
}"""


def test_the_keyboard_is_enough(visit: Page, address: str) -> None:
    visit.goto(f"{address}/about")
    visit.keyboard.press("Tab")
    expect(visit.get_by_role("link", name="Skip to the content")).to_be_focused()
    visit.keyboard.press("Enter")
    expect(visit.locator("main")).to_be_focused()
    visit.keyboard.press("/")
    expect(visit.get_by_role("searchbox")).to_be_focused()
    visit.keyboard.type("messenger RNA")
    visit.keyboard.press("Enter")
    visit.wait_for_url(re.compile(r"/search\?q=messenger"))
    link = visit.get_by_role("article").first.get_by_role("link", name="Messenger RNA platform")
    for _ in range(40):
        visit.keyboard.press("Tab")
        if link.evaluate("element => element === document.activeElement"):
            break
    outline = link.evaluate("element => getComputedStyle(element).outlineStyle")
    assert outline == "solid"
    visit.keyboard.press("Enter")
    expect(visit.get_by_role("heading", level=1)).to_have_text("Messenger RNA platform")


def test_everything_works_without_javascript(browser: Browser, address: str) -> None:
    opened = context(browser, javascript=False)
    page = opened.new_page()
    page.goto(address)
    page.get_by_role("searchbox").fill(NEED)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_have_text("The 3 closest initiatives")
    page.get_by_role("navigation", name="Language").get_by_role("link", name="FR").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("Les 3 initiatives les plus proches")
    expect(page.get_by_role("searchbox")).to_have_value(NEED)
    page.get_by_role("article").get_by_role("link", name="Des masques stérilisés pour les hôpitaux").click()
    page.get_by_text("Le même texte en anglais").click()
    expect(page.get_by_text("CleanAir can sterilise used masks")).to_be_visible()
    opened.close()


@pytest.mark.parametrize("width", [320, 390, 820, 1280, 1600])
def test_no_page_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    opened = context(browser, width=width)
    page = opened.new_page()
    for path in (
        "/",
        f"/search?q={NEED.replace(' ', '+')}&lang=de",
        f"/search?q={'x' * 3000}",
        f"/search?q={CLASHING}&lang=nl",
        "/search?q=hospitals+in+Namur&lang=fr",
        "/search?q=kindergeld+antrag&lang=de",
        "/need?lang=nl",
        "/need/recorded?lang=fr",
        f"/initiative/{MASKS}?lang=nl",
        "/organisation/north-university?lang=fr",
        "/organisation/north-university/theme/protection?lang=de",
        "/organisation/bad/name/theme/masks?lang=nl",
        "/theme/masks",
        "/about",
        "/nothing",
    ):
        page.goto(f"{address}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    opened.close()


def test_an_open_need_is_recorded_with_one_click_and_without_javascript(
    browser: Browser, writable: KnowledgeBase, settings: Settings
) -> None:
    app = create_app(settings, knowledge_base=writable, warm_up=False)
    with served(app) as address, context(browser, javascript=False) as opened:
        _record_needs(opened, f"{address}/search?q=kindergeld+antrag")
    texts = [need.text for need in writable.open_needs.listed()]
    assert texts == ["kindergeld antrag", "Who answers for forms?"]


def _record_needs(opened: BrowserContext, search: str) -> None:
    page = opened.new_page()
    page.goto(search)
    expect(page.get_by_role("textbox", name="What is needed")).to_have_value("kindergeld antrag")
    page.get_by_role("button", name="Record this need").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your need is recorded")
    page.go_back()
    page.get_by_role("button", name="Record this need").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This need is recorded already")
    page.goto(search)
    opened.clear_cookies()
    page.get_by_role("textbox", name="What is needed").fill("Who answers for forms?")
    page.get_by_role("button", name="Record this need").click()
    expect(page.get_by_role("alert")).to_contain_text("Your text is still in the box below.")
    expect(page.get_by_role("textbox", name="What is needed")).to_have_value("Who answers for forms?")
    page.get_by_role("button", name="Record this need").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your need is recorded")


def test_chips_answer_to_their_names_and_to_the_keyboard(browser: Browser, address: str) -> None:
    opened = context(browser, javascript=False)
    page = opened.new_page()
    page.goto(f"{address}/search?q=Which+SMEs+in+Mons+sterilise+used+masks")
    expect(page.get_by_role("list", name="Understood as").get_by_role("listitem")).to_have_count(2)
    page.get_by_role("link", name="Remove: Mons", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**without=place*")
    expect(page.get_by_role("list", name="Understood as").get_by_role("listitem")).to_have_count(1)
    page.get_by_role("link", name="Put back: Mons", exact=True).click()
    expect(page.get_by_role("link", name="Remove: Mons", exact=True)).to_be_visible()
    opened.close()


def test_the_answer_leads_to_its_evidence_on_the_page(visit: Page, address: str) -> None:
    visit.goto(f"{address}/search?q={NEED.replace(' ', '+')}")
    visit.locator(".answer").get_by_role("link", name="North University").click()
    expect(visit.locator("li:target")).to_contain_text("North University")
    visit.locator(".answer").get_by_role("link", name="Sterilised masks for hospitals").click()
    expect(visit.locator("article:target")).to_contain_text("CleanAir")


def test_why_opens_from_the_keyboard(visit: Page, address: str) -> None:
    visit.goto(f"{address}/search?q={NEED.replace(' ', '+')}")
    reason = visit.get_by_text("In the question and in the text: “sterilise”").first
    expect(reason).to_be_hidden()
    visit.get_by_text("Why this result").first.focus()
    visit.keyboard.press("Enter")
    expect(reason).to_be_visible()


def test_nothing_typed_runs(visit: Page, address: str) -> None:
    visit.goto(
        f"{address}/search?q=%22%3E%3Cscript%3Ewindow.ran%3D1%3C/script%3E%3Cimg+src%3Dx+onerror%3Dran%3D1%3E"
    )
    assert visit.evaluate("typeof window.ran") == "undefined"


def test_landmarks_and_names_for_screen_readers(visit: Page, address: str) -> None:
    visit.goto(f"{address}/search?q=masks")
    for role in ("banner", "main", "contentinfo", "search"):
        expect(visit.get_by_role(role)).to_have_count(1)
    expect(visit.get_by_label("Your need")).to_have_count(1)
    expect(visit.get_by_role("region", name="Who works on this")).to_be_visible()
    unnamed = visit.evaluate(
        "() => [...document.querySelectorAll('a, button, input')]"
        ".filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length)).length"
    )
    assert unnamed == 0
