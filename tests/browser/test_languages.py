"""The pages in five languages: switched in place, remembered, and nothing is cut where words are long."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people

pytestmark = pytest.mark.browser

WORDS = {"en": "Projects", "de": "Projekte", "zh-Hans": "项目", "ja": "プロジェクト", "es": "Proyectos"}
PAGES = (
    "/projects", "{project}", "{project}/settings", "{project}/settings?tab=labels", "{project}/quality",
    "{project}/review", "/team", "{team}/quality", "{team}?tab=activity", "{team}?tab=invitations", "/account/work",
    "/models", "{image}",
)  # fmt: skip
# Words that do not fit into their own box, or a page that does not fit into the window.
CUT = """() => {
  const BOXES = 'button, label, th, td, dt, h1, h2, [role=tab], [class*=Badge-label]';
  const cut = [];
  if (document.documentElement.scrollWidth > innerWidth) cut.push('the page is wider than the window');
  for (const element of document.querySelectorAll(BOXES)) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || getComputedStyle(element).overflowX === 'visible') continue;
    if (element.scrollWidth > element.clientWidth + 1) cut.push(element.textContent.trim());
  }
  const pen = document.createElement('canvas').getContext('2d');
  for (const field of document.querySelectorAll('input[placeholder], input[readonly]')) {
    if (field.getBoundingClientRect().width === 0) continue; // in a tab that is not open
    const style = getComputedStyle(field);
    pen.font = style.font;
    const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const text = field.value || field.placeholder;
    if (pen.measureText(text).width > room + 1) cut.push(text);
  }
  return cut;
}"""


def choose(page: Page, language: str) -> None:
    page.get_by_test_id("language").select_option(language)
    expect(page.locator(f"html[lang={language}]")).to_be_attached()


def switch_in_menu(page: Page, language: str) -> None:
    """Until the account has it, so that whoever logs in next meets this language."""
    page.get_by_test_id("user-menu").click()
    with page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.url.endswith("/me/")):
        choose(page, language)
    page.keyboard.press("Escape")


def test_the_language_is_switched_in_place_and_remembered(
    product: TemporaryProduct, open_page: Callable[..., Page]
) -> None:
    somebody = people.add_annotator(product, f"polyglot-{uuid.uuid4().hex[:8]}", "Polyglot")
    page = open_page(locale="es-MX")
    page.goto(product.url + "/login")
    expect(page.get_by_role("heading", name="Iniciar sesión")).to_be_visible()
    page.evaluate("window.isSamePage = true")
    page.locator("input[name=username]").fill(somebody.username)
    choose(page, "de")
    expect(page.get_by_role("button", name="Anmelden")).to_be_visible()
    expect(page.locator("input[name=username]")).to_have_value(somebody.username)
    assert page.evaluate("window.isSamePage")

    page.locator("input[name=password]").fill(somebody.password)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("heading", name="Projekte")).to_be_visible()
    switch_in_menu(page, "ja")
    expect(page.get_by_role("heading", name="プロジェクト")).to_be_visible()
    assert page.evaluate("window.isSamePage")
    page.reload()
    expect(page.get_by_role("heading", name="プロジェクト")).to_be_visible()

    other_device = open_page()
    people.log_in(other_device, somebody)
    expect(other_device.get_by_role("heading", name="プロジェクト")).to_be_visible()


def test_nothing_is_cut_in_any_language(product: TemporaryProduct, open_page: Callable[..., Page]) -> None:
    page = open_page()
    people.log_in(page, product)
    page.get_by_test_id("project-card").filter(has_text="Demo photos").click()
    page.wait_for_url("**/projects/*")
    ready: Any = page.locator('[data-testid="image-card"][data-status="ready"] a').first
    places = {"project": page.url.removeprefix(product.url), "image": ready.get_attribute("href", timeout=60_000)}
    page.goto(f"{product.url}/team")
    page.wait_for_url("**/team/*")
    places["team"] = page.url.removeprefix(product.url)

    cut: dict[str, list[str]] = {}
    for language, word in WORDS.items():
        page.evaluate("language => localStorage.setItem('stipple-language', language)", language)
        for address in PAGES:
            page.goto(product.url + address.format(**places))
            expect(page.get_by_test_id("user-menu")).to_be_visible(timeout=60_000)
            page.wait_for_load_state("networkidle")
            if address == "/projects":
                expect(page.get_by_role("heading", name=word)).to_be_visible()
            cut[f"{language} {address}"] = page.evaluate(CUT)
    assert {place: words for place, words in cut.items() if words} == {}


SHOWN_TOPS = """bar => [...bar.children].map(field => field.getBoundingClientRect())
  .filter(box => box.height > 0).map(box => box.top)"""


def test_the_filters_of_images_stand_in_one_row_where_words_are_long(
    product: TemporaryProduct, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    people.log_in(page, product)
    page.get_by_test_id("project-card").filter(has_text="Demo photos").click()
    filters = page.get_by_test_id("image-filters")
    for width, rows in ((1440, 1), (1024, 1)):
        page.set_viewport_size({"width": width, "height": 900})
        for language in WORDS:
            page.evaluate("language => localStorage.setItem('stipple-language', language)", language)
            page.reload()
            expect(filters).to_be_visible()
            tops = filters.evaluate(SHOWN_TOPS)
            assert len(set(tops)) == rows, (width, language)
            assert page.evaluate(CUT) == []
