"""Images set aside with a reason, and tags: put on in the editor, found again in the list of images."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people

pytestmark = pytest.mark.browser


def test_skip_with_a_reason_and_tag(
    product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]
) -> None:
    page = open_page()
    people.log_in(page, product)
    people.make_project(page, f"Marks {uuid.uuid4()}", "One label")
    project = page.url
    people.upload(page, [photo for photo in photos if photo.stem in ("coffee", "chelsea")])
    people.wait_until_ready(page, 2)
    people.open_editor(page, "coffee.png")

    page.keyboard.press("Shift+l")
    expect(page.locator("#image-tags")).to_be_focused()
    for tag in ("Close-up", "food"):
        page.keyboard.type(tag)
        page.keyboard.press("Enter")
    expect(page.get_by_test_id("tags")).to_contain_text("Close-upfood")
    expect(page.get_by_test_id("image-name")).to_have_text("coffee.png")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")

    page.keyboard.press("Shift+x")
    form = page.get_by_test_id("flag-form")
    form.get_by_label("It is a duplicate").check()
    form.get_by_test_id("skip").click()
    expect(page.get_by_test_id("image-name")).to_have_text("chelsea.png")

    page.goto(project)
    expect(page.get_by_test_id("flag-badge")).to_have_text("It is a duplicate")
    page.get_by_test_id("filters").click()
    page.get_by_test_id("flag-filter").click()
    page.get_by_role("option", name="Only set aside").click()
    expect(page.get_by_test_id("image-card")).to_have_count(1)
    page.get_by_test_id("tag-filter").click()
    page.get_by_role("option", name="Close-up").click()
    expect(page.get_by_test_id("image-card")).to_have_count(1)

    page.get_by_role("link", name="Open coffee.png").click()
    expect(page.get_by_test_id("flag-notice")).to_contain_text("It is a duplicate")
    page.get_by_test_id("flag-notice").get_by_role("button", name="Clear the flag").click()
    expect(page.get_by_test_id("flag-notice")).to_have_count(0)
