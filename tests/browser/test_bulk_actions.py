"""Many images at once: found by a filter, all selected, looked at, changed, and changed back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people

pytestmark = pytest.mark.browser


def test_filter_select_all_preview_change_and_undo(
    product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]
) -> None:
    page = open_page()
    people.log_in(page, product)
    people.make_project(page, f"Many {uuid.uuid4()}", "One label")
    people.upload(page, [photo for photo in photos if photo.stem in ("coffee", "chelsea", "rocket")])
    people.wait_until_ready(page, 3)

    page.get_by_label("Search by file name").fill("c")
    expect(page.get_by_test_id("match-count")).to_have_text("3 images match.")
    page.get_by_test_id("filters").click()
    page.get_by_test_id("flag-filter").click()
    page.get_by_role("option", name="Not set aside").click()
    expect(page.get_by_test_id("chip-flagged")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_label("Search by file name").fill("coffee")
    expect(page.get_by_test_id("image-card")).to_have_count(1)
    page.get_by_test_id("clear-filters").click()
    expect(page.get_by_test_id("image-card")).to_have_count(3)

    page.get_by_label("Select coffee.png").check(force=True)
    expect(page.get_by_test_id("selected-count")).to_have_text("1 image selected")
    page.get_by_test_id("select-all-matching").click()
    expect(page.get_by_test_id("selected-count")).to_have_text("3 images selected")
    page.get_by_test_id("bulk-change").click()
    page.get_by_test_id("bulk-add-tags").fill("night")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("bulk-preview")).to_contain_text("3 images would change.")
    page.get_by_test_id("bulk-do").click()
    result = page.get_by_test_id("bulk-result").first
    expect(result).to_contain_text("3 images changed.", timeout=30_000)
    expect(page.get_by_test_id("image-card").get_by_text("night")).to_have_count(3)
    page.get_by_test_id("bulk-undo").click()
    expect(page.get_by_test_id("image-card").get_by_text("night")).to_have_count(0, timeout=30_000)
    page.get_by_test_id("bulk-close").click()
    expect(page.get_by_test_id("selection-bar")).to_have_count(0)
