"""A manager adds a folder of the server, looks at what came of it, and removes it again."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser
LAST_YEAR = 1_750_000_000


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("share")


@pytest.fixture(scope="module")
def reading(share: Path) -> Iterator[TemporaryProduct]:
    """A product whose operator allows one folder to be read."""
    with TemporaryProduct({"STIPPLE_SOURCE_FOLDERS": str(share)}) as running:
        yield running


@pytest.fixture
def sources_page(reading: TemporaryProduct, open_page: Callable[..., Page]) -> Page:
    page = open_page(reduced_motion="reduce")
    people.log_in(page, reading)
    people.make_project(page, f"Cameras {uuid.uuid4()}", "One label")
    page.get_by_role("link", name="Sources", exact=True).click()
    return page


def test_a_folder_is_added_and_its_photos_come_in(sources_page: Page, share: Path, photos: list[Path]) -> None:
    page = sources_page
    day = share / "2026" / "day 1"
    day.mkdir(parents=True)
    for photo in photos[:2]:
        shutil.copy2(photo, day)
    (day / "notes.txt").write_text("no photo")
    for path in day.iterdir():
        os.utime(path, (LAST_YEAR, LAST_YEAR))
    expect(page.get_by_text("No sources yet")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Add a source").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Name", exact=True).fill("Camera 3")
    dialog.get_by_role("button", name="2026").click()
    dialog.get_by_role("button", name="day 1").click()
    expect(dialog.get_by_text("No folders inside")).to_be_visible()
    dialog.get_by_role("button", name="Test").click()
    expect(dialog.get_by_role("status")).to_contain_text("It can be read. First file:")
    assert violations(page) == []
    dialog.get_by_role("button", name="Add", exact=True).click()
    card = page.get_by_test_id("source")
    expect(card).to_contain_text("Never synced")
    card.get_by_role("button", name="Sync now").click()
    expect(card).to_have_attribute("data-state", "synced", timeout=30_000)
    expect(card).to_contain_text("2 added · 1 left out")
    card.get_by_role("button", name="What was left out, and why").click()
    expect(page.get_by_role("dialog")).to_contain_text("notes.txt")
    assert violations(page) == []
    page.keyboard.press("Escape")
    card.get_by_role("button", name="More about Camera 3").click()
    page.get_by_role("menuitem", name="Remove…").click()
    page.get_by_role("button", name="Remove the source").click()
    expect(page.get_by_text("No sources yet")).to_be_visible()
    page.get_by_role("link", name="Images", exact=True).click()
    people.wait_until_ready(page, 2)


def test_a_bucket_that_cannot_be_read_says_why_before_it_is_added(sources_page: Page) -> None:
    page = sources_page
    page.get_by_role("button", name="Add a source").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Sources").click()
    page.get_by_role("option", name="S3 bucket").click()
    dialog.get_by_role("textbox", name="Bucket").fill("lab-photos")
    dialog.get_by_role("textbox", name="Address of the server").fill("http://169.254.169.254")
    dialog.get_by_role("textbox", name="Secret key").fill("hush")
    dialog.get_by_role("button", name="Test").click()
    expect(dialog.get_by_role("alert")).to_contain_text("This server does not connect there")
    assert violations(page) == []
