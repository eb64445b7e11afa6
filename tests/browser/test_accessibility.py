"""axe on every page and the main states of the editor, light and dark: nothing serious, nothing critical."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.config.env import REPOSITORY
from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people

pytestmark = pytest.mark.browser

AXE = REPOSITORY / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: tags });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}"""
SCHEMES = ("light", "dark")


@pytest.fixture(params=SCHEMES)
def page(request: pytest.FixtureRequest, open_page: Callable[..., Page]) -> Page:
    """Without movement, so that nothing is looked at halfway."""
    return open_page(color_scheme=request.param, reduced_motion="reduce")


def test_no_page_has_a_serious_violation(page: Page, product: TemporaryProduct) -> None:
    found: dict[str, list[str]] = {}
    for path in ("/login", "/reset"):
        page.goto(product.url + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        found[path] = violations(page)
    people.log_in(page, product)
    page.get_by_test_id("project-card").filter(has_text="Demo photos").click()
    page.wait_for_url("**/projects/*")
    project = page.url.removeprefix(product.url)
    tabs = ("", "?tab=labels", "?tab=members", "?tab=model")
    for path in (
        "/projects",
        project,
        *(f"{project}/settings{tab}" for tab in tabs),
        "/models",
        "/team",
        "/account",
        "/nowhere",
    ):
        page.goto(product.url + path)
        expect(page.get_by_test_id("user-menu")).to_be_visible()
        page.wait_for_load_state("networkidle")
        found[path] = violations(page)
    page.get_by_test_id("user-menu").click()
    expect(page.get_by_test_id("language")).to_be_visible()
    found["menu of the account"] = violations(page)
    page.goto(product.url + "/projects")
    page.get_by_role("button", name="New project").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found["new project"] = violations(page)
    assert told(found) == ""


def test_no_state_of_the_editor_has_a_serious_violation(
    page: Page, product: TemporaryProduct, photos: list[Path]
) -> None:
    people.log_in(page, product)
    people.make_project(page, f"Looked at {uuid.uuid4()}", "Everyday things")
    people.upload(page, [photo for photo in photos if photo.stem == "coffee"])
    people.wait_until_ready(page, 1)
    found = {"project": violations(page)}
    people.open_editor(page, "coffee.png")
    found["empty"] = violations(page)
    people.click_at(page, 300, 130)
    people.wait_until_settled(page)
    found["one object selected"] = violations(page)
    page.keyboard.press("Escape")
    people.click_at(page, 110, 330)
    people.wait_until_settled(page)
    page.get_by_test_id("object-order").click()
    page.get_by_role("menuitem", name="Group by label").click()
    page.keyboard.press("j")
    expect(page.get_by_test_id("unsure-ring")).to_be_visible()
    found["grouped, where the model is least sure"] = violations(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("b")
    found["brush and crosshair"] = violations(page)
    page.keyboard.press("Shift+F10")
    expect(page.get_by_test_id("object-menu")).to_be_visible()
    found["menu of an object"] = violations(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+W")
    found["growing"] = violations(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("la")
    expect(page.get_by_role("option").first).to_be_visible()
    found["palette"] = violations(page)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("palette-query")).to_have_count(0)
    page.keyboard.press("Shift+G")
    expect(page.get_by_test_id("guidelines")).to_be_visible()
    found["guidelines"] = violations(page)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("guidelines")).to_have_count(0)
    page.keyboard.press("Shift+B")
    page.get_by_test_id("history-step").nth(1).click()
    expect(page.get_by_test_id("past")).to_be_visible()
    found["looking back"] = violations(page)
    page.keyboard.press("Shift+B")
    expect(page.get_by_test_id("history")).to_have_count(0)
    page.keyboard.press("Shift+X")
    page.get_by_test_id("flag-form").get_by_label("It is a duplicate").check()
    found["setting aside"] = violations(page)
    page.get_by_test_id("flag").click()
    expect(page.get_by_test_id("flag-notice")).to_be_visible()
    expect(page.get_by_test_id("flag-form")).to_have_count(0)
    page.keyboard.press("Shift+L")
    page.keyboard.type("night")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("tags")).to_contain_text("night")
    found["set aside, with a tag"] = violations(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_test_id("shortcut-sheet")).to_be_visible()
    found["keys"] = violations(page)
    page.get_by_role("button", name="Change B: Brush").click()
    expect(page.get_by_test_id("key-changer")).to_be_visible()
    found["a key being changed"] = violations(page)
    assert told(found) == ""


def test_nothing_moves_for_those_who_asked_for_it(
    product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]
) -> None:
    page = open_page(reduced_motion="reduce")
    people.log_in(page, product)
    people.make_project(page, f"At rest {uuid.uuid4()}", "One label")
    people.upload(page, [photo for photo in photos if photo.stem == "coffee"])
    people.wait_until_ready(page, 1)
    people.open_editor(page, "coffee.png")
    people.click_at(page, 300, 130)
    page.keyboard.press("?")
    expect(page.get_by_test_id("shortcut-sheet")).to_be_visible()
    moving = page.evaluate(
        "() => document.getAnimations().filter((each) => each.effect.getComputedTiming().duration > 10).length"
    )
    assert moving == 0


def told(found: dict[str, list[str]]) -> str:
    return "\n".join(f"{place}: {what}" for place, all_ in found.items() for what in all_)


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text() + "; undefined")
    return list(page.evaluate(RUN, RULES))
