"""What the work on one object takes from another: shown, given back and locked with one key."""

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

pytestmark = pytest.mark.browser


@pytest.fixture
def page(product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]) -> Page:
    opened = open_page(reduced_motion="reduce")
    people.log_in(opened, product)
    people.make_project(opened, f"Trims {uuid.uuid4()}", "One label")
    people.upload(opened, [photo for photo in photos if photo.stem == "coffee"])
    people.wait_until_ready(opened, 1)
    people.open_editor(opened, "coffee.png")
    return opened


def drag(page: Page, *line: tuple[float, float]) -> None:
    for index, (x, y) in enumerate(line):
        point = page.evaluate("([x, y]) => window.__stipple.toPage(x, y)", [x, y])
        page.mouse.move(point["x"], point["y"], steps=4)
        if index == 0:
            page.mouse.down()
    page.mouse.up()


def by_id(page: Page) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in people.objects(page)}


def test_what_a_stroke_takes_is_shown_and_one_key_gives_it_back_for_good(page: Page) -> None:
    people.click_at(page, 300, 200)
    people.wait_until_settled(page)
    (cup,) = by_id(page)
    before = by_id(page)[cup]
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    drag(page, (300, 200), (340, 210))
    people.wait_until_settled(page)
    spot = next(key for key in by_id(page) if key != cup)
    lost = before["area"] - by_id(page)[cup]["area"]
    row = page.locator(f'[data-testid="object-row"][data-object="{cup}"]')
    expect(row.get_by_role("button", name=f"lost {lost:,} px")).to_be_visible()
    expect(page.get_by_test_id("trim-note").get_by_role("status")).to_contain_text(f"lost {lost:,} px")
    assert lost > 0
    assert violations(page) == []

    drag(page, (600, 10), (620, 10))  # its own pixels are left to the new object: giving back does not end it
    people.wait_until_settled(page)
    expect(page.get_by_test_id("trimmed")).to_have_count(1)
    page.keyboard.press("Shift+K")
    people.wait_until_settled(page)
    assert by_id(page)[cup]["rle"] == before["rle"]
    expect(row.get_by_role("button", name="Unlock")).to_be_visible()
    expect(page.get_by_test_id("trimmed")).to_have_count(0)

    drag(page, (300, 200), (340, 210), (360, 200))
    people.wait_until_settled(page)
    assert by_id(page)[cup]["rle"] == before["rle"]
    assert by_id(page)[spot]["area"] > 0


def test_an_object_that_lost_its_last_pixel_says_so_and_is_deleted_with_one_click(page: Page) -> None:
    page.keyboard.press("b")
    for _ in range(2):  # the second object takes all of the first
        drag(page, (300, 200), (320, 200))
        page.keyboard.press("Enter")
        people.wait_until_settled(page)
    rows, button = page.get_by_test_id("object-row"), page.get_by_test_id("delete-empty")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Empty: no pixels")
    expect(button).to_have_text("Delete 1 empty object")
    assert violations(page) == []
    button.click()
    people.wait_until_settled(page)
    expect(rows).to_have_count(1)
    expect(button).to_have_count(0)
    page.keyboard.press("Control+z")
    people.wait_until_settled(page)
    expect(rows).to_have_count(2)
    page.get_by_test_id("submit").click()
    expect(page.get_by_text("1 object has no pixels: exports leave it out.")).to_be_visible()
