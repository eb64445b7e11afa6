"""From the login to a submitted image without a mouse; then keys of one's own, which follow to another machine."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from kernels.rle import decode
from tests.browser import people

pytestmark = pytest.mark.browser

COUNT_POINTERS = """
  window.pointersSeen = 0;
  for (const kind of ['pointerdown', 'mousedown', 'pointermove', 'wheel'])
    window.addEventListener(kind, () => { window.pointersSeen += 1; }, true);
"""
FOCUS = """() => {
  const element = document.activeElement;
  if (element === document.body) return { name: '', isSeen: true };  // between the last stop and the first
  const style = getComputedStyle(element);
  const isField = element.matches('input, select, textarea');
  return {
    // A whole part of the page can have the focus; it is none of the stops within it.
    name: element.tabIndex < 0
      ? '' : element.getAttribute('aria-label') || element.textContent || element.getAttribute('name') || '',
    isSeen: isField || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0),
  };
}"""
CROSSHAIR = """() => {
  const { pointer, isByKeys } = window.__stipple.hand.get();
  return isByKeys && pointer ? [...pointer] : null;
}"""
MOST_TABS = 60
MOST_STEPS = 200


@pytest.fixture
def project(product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]) -> str:
    """A project with one photo of 600 x 400 pixels and the labels of everyday things, by its name."""
    name = f"By keys {uuid.uuid4()}"
    manager = open_page()
    people.log_in(manager, product)
    people.make_project(manager, name, "Everyday things")
    people.upload(manager, [photo for photo in photos if photo.stem == "coffee"])
    people.wait_until_ready(manager, 1)
    return name


@pytest.fixture
def page(product: TemporaryProduct, open_page: Callable[..., Page], project: str) -> Page:
    """The editor with that photo, opened by keys alone."""
    page = open_page()
    page.add_init_script(COUNT_POINTERS)
    page.goto(product.url)
    expect(page.get_by_label("Username or e-mail")).to_be_visible()
    tab_to(page, "username")
    page.keyboard.type(product.username)
    tab_to(page, "password")
    page.keyboard.type(product.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Projects")).to_be_visible()
    expect(page.get_by_role("link", name=project).first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, project)
    page.keyboard.press("Enter")
    people.wait_until_ready(page, 1)
    tab_to(page, "Open coffee.png")
    page.keyboard.press("Enter")
    people.wait_for_model(page)
    return page


def test_a_whole_image_is_annotated_and_submitted_without_a_mouse(page: Page) -> None:
    rows = page.get_by_test_id("object-row")
    happened = page.get_by_test_id("happened")

    page.keyboard.press("1")
    go_to(page, 300, 130)
    page.keyboard.press("q")
    expect(rows).to_have_count(1)
    people.wait_until_settled(page)
    expect(happened).to_contain_text("% of the image")
    go_to(page, 330, 200)
    page.keyboard.press("q")
    go_to(page, 40, 40)
    page.keyboard.press("Shift+Q")
    people.wait_until_settled(page)
    (clicked,) = document(page)["objects"]
    assert len(clicked["clicks"]) == 2 and clicked["area"] > 0
    assert len(document(page)["background"]) == 1
    page.keyboard.press("Enter")

    page.keyboard.press("2")
    page.keyboard.press("x")
    drag(page, (380, 290), (480, 390))
    expect(rows).to_have_count(2)
    people.wait_until_settled(page)
    page.keyboard.press("Enter")

    page.keyboard.press("3")
    page.keyboard.press("b")
    drag(page, (40, 300), (120, 330))
    expect(rows).to_have_count(3)
    page.keyboard.press("Enter")

    page.keyboard.press("p")
    corners = [(200, 20), (280, 20), (240, 80)]
    for corner in corners:
        go_to(page, *corner)
        page.keyboard.press("q")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(4)
    people.wait_until_settled(page)
    made = document(page)["objects"]
    assert [thing["source"] for thing in made] == ["click", "box", "brush", "brush"]
    triangle = decode(made[3]["rle"]).astype(bool)
    assert triangle[30, 240] and not triangle[75, 205] and 1500 < triangle.sum() < 3500

    page.keyboard.press("Escape")
    page.keyboard.press("F6")  # the canvas
    page.keyboard.press("Tab")
    expect(happened).to_contain_text("1 selected")
    page.keyboard.press("k")
    expect(happened).to_contain_text("locked")
    page.keyboard.press("Control+z")
    people.wait_until_settled(page)
    assert not any(thing["locked"] for thing in document(page)["objects"])

    page.keyboard.press("F6")
    expect(page.get_by_label("Labels and objects").locator(":focus")).to_have_count(1)
    tab_to(page, "Delete .* 4")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(3)
    expect(happened).to_contain_text("deleted")
    for key in ("F6", "Shift+F6", "Shift+F6"):  # the row with the focus is gone: image, tools, top bar
        page.keyboard.press(key)
    expect(page.get_by_role("banner").locator(":focus")).to_have_count(1)

    people.wait_until_settled(page)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("workflow-state")).to_have_text("Submitted")
    assert page.evaluate("window.pointersSeen") == 0


def test_what_was_begun_by_a_key_is_given_up_by_escape(page: Page) -> None:
    page.keyboard.press("b")
    go_to(page, 100, 100)
    page.keyboard.press("q")
    go_to(page, 160, 100)
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    page.keyboard.press("q")
    go_to(page, 220, 180)
    page.keyboard.press("Escape")
    people.wait_until_settled(page)
    assert document(page)["objects"] == []
    assert page.evaluate("window.__stipple.hand.get().tool.name") == "idle"


def test_a_key_is_changed_on_the_sheet_and_follows_to_another_machine(
    page: Page, product: TemporaryProduct, open_page: Callable[..., Page]
) -> None:
    sheet = page.get_by_role("dialog")
    page.keyboard.press("?")
    expect(sheet.get_by_test_id("shortcut-sheet")).to_be_visible()
    tab_to(page, "Change B: Brush")
    page.keyboard.press("Enter")
    page.keyboard.press("k")
    expect(sheet.get_by_role("alert")).to_contain_text("K belongs to")
    with page.expect_response("**/api/v1/me/"):
        page.keyboard.press("Shift+I")
    expect(page.get_by_role("button", name="Change Shift + I: Brush")).to_be_focused()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    page.keyboard.press("b")
    expect(page.get_by_test_id("canvas")).to_have_attribute("data-tool", "click")
    page.keyboard.press("Shift+I")
    expect(page.get_by_test_id("canvas")).to_have_attribute("data-tool", "brush")
    expect(page.get_by_test_id("tool-brush")).to_have_accessible_name("Brush (Shift + I)")

    other = open_page()
    people.log_in(other, product, page.url.removeprefix(product.url))
    people.wait_for_model(other)
    other.keyboard.press("Shift+I")
    expect(other.get_by_test_id("canvas")).to_have_attribute("data-tool", "brush")
    other.keyboard.press("?")
    with other.expect_response("**/api/v1/me/"):
        other.get_by_test_id("reset-keys").click()
    expect(other.get_by_role("button", name="Change B: Brush")).to_be_visible()
    other.reload()
    people.wait_for_model(other)
    other.keyboard.press("b")
    expect(other.get_by_test_id("canvas")).to_have_attribute("data-tool", "brush")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what is called so (a regular expression). Each stop must be seen."""
    for _ in range(MOST_TABS):
        focus = page.evaluate(FOCUS)
        assert focus["isSeen"], f"the focus on {focus['name']!r} cannot be seen"
        if re.search(name, focus["name"]):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{MOST_TABS} times Tab reach no {name}")


def go_to(page: Page, x: float, y: float) -> None:
    """Move the crosshair as near to image pixel (x, y) as its steps go."""
    page.keyboard.press("ArrowLeft")
    step = page.evaluate("Math.max(1, Math.round(10 / window.__stipple.viewport.get().scale))")
    for axis, wanted, keys in ((0, x, ("ArrowLeft", "ArrowRight")), (1, y, ("ArrowUp", "ArrowDown"))):
        for _ in range(MOST_STEPS):
            off = wanted - page.evaluate(CROSSHAIR)[axis]
            if abs(off) <= step / 2 + 1:
                break
            page.keyboard.press(("Shift+" if abs(off) > 8 * step else "") + keys[off > 0])
    assert np.abs(np.subtract(page.evaluate(CROSSHAIR), (x, y))).max() <= step


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    go_to(page, *start)
    page.keyboard.press("q")
    go_to(page, *end)
    page.keyboard.press("q")


def document(page: Page) -> dict[str, Any]:
    """What the server has stored."""
    image = page.url.rstrip("/").rsplit("/", 1)[-1].split("?")[0]
    answer: dict[str, Any] = page.request.get(
        f"{page.url.split('/images/')[0]}/api/v1/images/{image}/annotation/"
    ).json()
    return answer
