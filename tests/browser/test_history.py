"""The history in the editor: every step can be looked at without a change, and gone back to, and that taken back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people

pytestmark = pytest.mark.browser


def content(page: Page) -> list[dict[str, Any]]:
    people.wait_until_settled(page)
    return people.objects(page)


def shown_ids(page: Page) -> list[str]:
    script = "() => [...window.__stipple.store.get().view.past.sync.document.objects.keys()]"
    return list(page.evaluate(script))


def click_through(page: Page) -> list[list[dict[str, Any]]]:
    """Two objects by clicks; what was there before them and after each."""
    states = [content(page)]
    for x, y in ((150, 120), (420, 300)):
        people.click_at(page, x, y)
        states.append(content(page))
        page.get_by_test_id("canvas").focus()
        page.keyboard.press("Escape")
    return states


def test_looking_back_and_going_back(
    product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]
) -> None:
    page = open_page()
    people.log_in(page, product)
    people.make_project(page, f"History {uuid.uuid4()}", "One label")
    people.upload(page, [photo for photo in photos if photo.stem == "coffee"])
    people.wait_until_ready(page, 1)
    people.open_editor(page, "coffee.png")
    _, one, two = click_through(page)

    page.keyboard.press("Shift+b")
    steps = page.get_by_test_id("history-step")
    expect(steps).to_have_count(3)
    expect(steps.nth(0)).to_contain_text("Click")
    expect(steps.nth(2)).to_contain_text("Before the first step")

    page.keyboard.press("p")
    for x, y in ((40, 40), (90, 45), (60, 90)):
        people.click_at(page, x, y)
    steps.nth(1).click()
    expect(page.get_by_test_id("past")).to_contain_text("You see an earlier state")
    people.click_at(page, 40, 40)  # would close the polygon that was begun in the present
    page.keyboard.press("c")
    assert content(page) == two, "a drawing went into the present while the past was shown"
    assert shown_ids(page) == [thing["id"] for thing in one]
    people.click_at(page, 300, 200)
    expect(page.get_by_text("which cannot be changed")).to_be_visible()
    assert content(page) == two, "looking back changed something"
    steps.nth(1).focus()
    page.keyboard.press("ArrowDown")
    expect(steps.nth(2)).to_be_focused()
    page.wait_for_function("() => window.__stipple.store.get().view.past?.revision === 0")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("past")).to_have_count(0)

    steps.nth(1).click()
    page.get_by_test_id("go-back").click()
    expect(page.get_by_test_id("past")).to_have_count(0)
    expect(steps.nth(0)).to_contain_text("Gone back to step")
    assert content(page) == one
    page.get_by_test_id("undo").click()
    expect(steps.nth(0)).to_contain_text("Undo of step")
    assert content(page) == two
    expect(steps.nth(1)).to_contain_text("taken back")

    steps.nth(1).focus()
    page.get_by_role("button", name="Close the history").click()
    expect(page.get_by_test_id("canvas")).to_be_focused()
