"""Objects that may overlap: a project's setting, what a stroke leaves of the others, and who lies on whom."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people
from tests.browser.test_accessibility import violations
from tests.browser.test_trims import drag

pytestmark = pytest.mark.browser

PLACES = """() => [...window.__stipple.store.get().sync.document.objects.values()]
  .sort((a, b) => a.z - b.z || (a.id < b.id ? -1 : 1)).map(({ id }) => id)"""
SELECTED = "() => window.__stipple.store.get().view.selection"
MIDDLE = (320, 205)
"""Of the cup, in image pixels; the strokes run through it."""


@pytest.fixture
def page(product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]) -> Page:
    opened = open_page(reduced_motion="reduce")
    people.log_in(opened, product)
    people.make_project(opened, f"Overlap {uuid.uuid4()}", "One label")
    people.upload(opened, [photo for photo in photos if photo.stem == "coffee"])
    people.wait_until_ready(opened, 1)
    return opened


def allow_overlap(page: Page) -> None:
    """In the settings, and back to the images."""
    project = page.url.split("?")[0]
    page.goto(f"{project}/settings")
    switch = page.get_by_role("switch", name="Objects may overlap")
    expect(switch).not_to_be_checked()
    expect(page.get_by_text("takes nothing from the others")).to_be_visible()
    switch.check(force=True)
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("The project is saved.")).to_be_visible()
    assert violations(page) == []
    page.goto(project)
    people.wait_until_ready(page, 1)


def by_id(page: Page) -> dict[str, dict[str, Any]]:
    people.wait_until_settled(page)
    return {item["id"]: item for item in people.objects(page)}


def cup_and_stripe(page: Page) -> tuple[str, str, dict[str, Any]]:
    """A clicked object and a stroke across it: their ids, and the first as it was before the stroke."""
    people.click_at(page, 300, 200)
    (cup,) = by_id(page)
    before = by_id(page)[cup]
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    drag(page, (290, 200), (350, 210))
    (stripe,) = by_id(page).keys() - {cup}
    return cup, stripe, before


def topmost(page: Page) -> str:
    """What a click with the select tool takes in the middle."""
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    people.click_at(page, *MIDDLE)
    return str(page.evaluate(SELECTED))


def test_a_stroke_takes_nothing_and_keys_bring_the_lower_object_up(page: Page) -> None:
    allow_overlap(page)
    people.open_editor(page, "coffee.png")
    cup, stripe, before = cup_and_stripe(page)
    assert by_id(page)[cup]["rle"] == before["rle"]
    assert by_id(page)[stripe]["area"] > 0
    expect(page.get_by_test_id("trimmed")).to_have_count(0)
    assert page.evaluate(PLACES) == [cup, stripe]
    assert topmost(page) == stripe

    page.keyboard.press("Shift+End")
    people.wait_until_settled(page)
    assert page.evaluate(PLACES) == [stripe, cup]
    assert topmost(page) == cup
    page.keyboard.press("Control+z")
    people.wait_until_settled(page)
    assert page.evaluate(PLACES) == [cup, stripe]
    assert topmost(page) == stripe

    people.click_at(page, *MIDDLE, button="right")
    menu = page.get_by_test_id("object-menu")
    expect(menu.get_by_role("menuitem", name="Send backward")).to_be_visible()
    assert violations(page) == []
    menu.get_by_role("menuitem", name="Send backward").click()
    people.wait_until_settled(page)
    assert page.evaluate(PLACES) == [stripe, cup]
    page.reload()
    people.wait_for_model(page)
    people.wait_until_settled(page)
    assert page.evaluate(PLACES) == [stripe, cup]
    assert by_id(page)[cup]["rle"] == before["rle"]
    assert topmost(page) == cup


def test_what_lies_under_a_hidden_or_deleted_object_is_seen(page: Page) -> None:
    allow_overlap(page)
    people.open_editor(page, "coffee.png")
    cup, stripe, _ = cup_and_stripe(page)
    assert topmost(page) == stripe
    page.keyboard.press("h")
    assert topmost(page) == cup
    page.get_by_test_id("object-row").filter(has=page.get_by_role("button", name="Show")).get_by_role(
        "button", name="Show"
    ).click()
    assert topmost(page) == stripe
    page.keyboard.press("Delete")
    assert list(by_id(page)) == [cup]
    assert topmost(page) == cup


def test_a_click_gives_an_object_the_place_of_another_that_keeps_it(page: Page) -> None:
    allow_overlap(page)
    people.open_editor(page, "coffee.png")
    page.keyboard.press("b")
    drag(page, (250, 150), (350, 150), (350, 250), (250, 250), (250, 200), (340, 200))
    (painted,) = by_id(page)
    before = by_id(page)[painted]
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    people.click_at(page, 300, 200)
    (clicked,) = by_id(page).keys() - {painted}
    assert by_id(page)[painted]["rle"] == before["rle"]
    assert by_id(page)[clicked]["area"] > 0


def test_where_objects_do_not_overlap_the_menu_has_no_order_and_a_key_says_why(page: Page) -> None:
    people.open_editor(page, "coffee.png")
    cup, _, before = cup_and_stripe(page)
    assert by_id(page)[cup]["area"] < before["area"]
    topmost(page)
    page.keyboard.press("Shift+Home")
    expect(page.get_by_text("Objects of this project do not overlap.")).to_be_visible()
    people.click_at(page, *MIDDLE, button="right")
    expect(page.get_by_test_id("action-merge")).to_be_visible()
    expect(page.get_by_test_id("action-bringForward")).to_have_count(0)
