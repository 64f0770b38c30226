"""An organisation's profile in a real browser."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.web.browsing import context, contrast, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.mark.parametrize("width", [1280, 390])
def test_a_bar_stands_where_its_dates_are_and_the_console_is_silent(
    browser: Browser, address: str, width: int
) -> None:
    """March 2020 to 17 April 2020, in a picture of 2020 alone: from 2/12 to 3.57/12 of its width."""
    opened = context(browser, width=width)
    page = opened.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{address}/organisation/north-university")
    picture = page.get_by_role("img", name="protection: March 2020 – 17 April 2020")
    frame, bar = picture.bounding_box(), picture.locator("rect").bounding_box()
    name = page.get_by_role("link", name="protection").bounding_box()
    assert frame is not None and bar is not None and name is not None
    assert (bar["x"] - frame["x"]) / frame["width"] == pytest.approx(2 / 12, abs=0.005)
    assert bar["width"] / frame["width"] == pytest.approx((3 + 17 / 30) / 12 - 2 / 12, abs=0.005)
    assert bar["height"] == pytest.approx(7, abs=0.5)
    assert frame["width"] > 300
    is_above = name["y"] + name["height"] <= frame["y"] + 1
    assert is_above == (width == 390)  # on a telephone the name stands above, else beside
    assert said == []  # nor does the block of structured data make the browser complain
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_stand_out_from_the_page(browser: Browser, address: str, scheme: str) -> None:
    opened = browser.new_context(color_scheme=scheme, locale="en-GB")  # type: ignore[arg-type]
    page = opened.new_page()
    page.goto(f"{address}/organisation/north-university")
    ink = page.locator(".strip rect").evaluate("element => getComputedStyle(element).fill")
    behind = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert contrast(ink, behind) >= 3
    opened.close()


def test_shared_initiatives_open_from_the_keyboard_without_javascript(browser: Browser, address: str) -> None:
    opened = context(browser, javascript=False)
    page = opened.new_page()
    page.goto(f"{address}/organisation/north-university")
    shared = page.locator(".shared").first
    expect(shared.get_by_role("link")).to_be_hidden()
    shared.locator("summary").focus()
    page.keyboard.press("Enter")
    shared.get_by_role("link", name="Sterilised masks for hospitals").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sterilised masks for hospitals")
    opened.close()
