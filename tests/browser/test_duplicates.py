"""A manager finds photos that look alike, tags one of them and deletes it; the one with work on it stays."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image as Pillow
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people
from tests.browser.test_accessibility import violations
from tests.browser.test_versions import paint

pytestmark = pytest.mark.browser


@pytest.fixture
def copies(photos: list[Path], tmp_path: Path) -> list[Path]:
    """A photo at full size, a smaller copy of it, and another photo."""
    first, other = photos[:2]
    smaller = tmp_path / "smaller.jpg"
    with Pillow.open(first) as picture:
        rgb = picture.convert("RGB")
        rgb.resize((rgb.width // 2, rgb.height // 2)).save(smaller, quality=60)
    return [first, smaller, other]


def test_copies_stand_side_by_side_and_one_is_kept(
    product: TemporaryProduct, open_page: Callable[..., Page], copies: list[Path]
) -> None:
    page = open_page(reduced_motion="reduce")
    people.log_in(page, product)
    people.make_project(page, f"Twins {uuid.uuid4()}", "One label")
    people.upload(page, copies)
    people.wait_until_ready(page, 3)
    page.get_by_role("link", name="Near-duplicates", exact=True).click()
    expect(page.get_by_text("Nobody has searched yet")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Search").click()
    group = page.get_by_test_id("duplicate-group")
    expect(group).to_contain_text("2 images", timeout=30_000)
    expect(page.get_by_role("status")).to_contain_text("1 group found")
    page.mouse.move(0, 0)
    ticked = group.get_by_role("checkbox", checked=True)
    expect(ticked).to_have_count(1)
    expect(ticked).to_have_accessible_name("smaller.jpg is to go")
    assert violations(page) == []
    group.get_by_role("button", name="Tag “duplicate”").click()
    expect(group.get_by_text("duplicate", exact=True)).to_be_visible()
    paint(product, page, "smaller")
    page.reload()
    ticked = group.get_by_role("checkbox", checked=True)
    expect(ticked).to_have_count(1)
    expect(ticked).not_to_have_accessible_name("smaller.jpg is to go")
    group.get_by_role("button", name="Delete 1…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("What stays of the group: 1.")
    dialog.get_by_role("button", name="Delete them").click()
    expect(page.get_by_text("No near-duplicates")).to_be_visible()
    page.get_by_role("link", name="Images", exact=True).click()
    expect(page.get_by_test_id("image-card")).to_have_count(2)
