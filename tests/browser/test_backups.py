"""A project is saved as a whole and made again in the browser; labels go from file to file."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser
JOB_MS = 60_000


def pictured(page: Page, name: str) -> None:
    """A picture for whoever wants to look, in the folder that STIPPLE_PICTURES names."""
    if folder := os.environ.get("STIPPLE_PICTURES"):
        for scheme in ("light", "dark"):
            page.evaluate("s => document.documentElement.setAttribute('data-mantine-color-scheme', s)", scheme)
            page.wait_for_timeout(300)
            page.screenshot(path=f"{folder}/{name}-{scheme}.png")


def back_up(page: Page, tmp_path: Path) -> Path:
    page.get_by_role("button", name="Export", exact=True).click()
    page.get_by_test_id("export-format").click()
    page.get_by_role("option", name="Stipple backup: everything").click()
    pictured(page, "backup")
    page.get_by_test_id("start-export").click()
    job = page.get_by_test_id("export-job").first
    expect(job).to_have_attribute("data-state", "done", timeout=JOB_MS)
    with page.expect_download() as download:
        job.get_by_test_id("download-export").click()
    path = tmp_path / "backup.zip"
    download.value.save_as(path)
    return path


def open_restore(page: Page, product: TemporaryProduct, file: Path) -> Locator:
    page.goto(product.url + "/projects")
    page.get_by_role("button", name="Restore a backup").click()
    dialog = page.get_by_role("dialog", name="Restore a project from a backup")
    expect(dialog.get_by_role("button", name="Restore", exact=True)).to_be_disabled()
    dialog.locator("input[type=file]").set_input_files(str(file))
    return dialog


def test_a_project_is_backed_up_and_restored_beside_itself_and_a_broken_backup_is_explained(
    product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path], tmp_path: Path
) -> None:
    page = open_page(accept_downloads=True)
    people.log_in(page, product)
    name = f"Saved {uuid.uuid4()}"
    people.make_project(page, name, "Everyday things")
    people.upload(page, photos[:1])
    people.wait_until_ready(page, 1)
    path = back_up(page, tmp_path)

    dialog = open_restore(page, product, path)
    assert violations(page) == []
    pictured(page, "restore")
    dialog.get_by_role("button", name="Restore", exact=True).click()
    expect(dialog.get_by_test_id("restore-job")).to_have_attribute("data-state", "done", timeout=JOB_MS)
    expect(dialog.get_by_text("Everything is there.")).to_be_visible()
    pictured(page, "restored")
    dialog.get_by_role("link", name="Open the project").click()
    expect(page.get_by_role("heading", name=f"{name} (2)")).to_be_visible()
    people.wait_until_ready(page, 1)

    path.write_bytes(path.read_bytes()[:-100])
    dialog = open_restore(page, product, path)
    dialog.get_by_role("button", name="Restore", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("no whole backup")
    pictured(page, "refused")


def test_labels_come_from_a_file_after_a_look_at_what_would_change(
    product: TemporaryProduct, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(accept_downloads=True)
    people.log_in(page, product)
    people.make_project(page, f"Labelled {uuid.uuid4()}", "One label")
    page.goto(f"{page.url}/settings?tab=labels")
    page.get_by_role("button", name="From a file…").click()
    dialog = page.get_by_role("dialog", name="Labels from a file")
    assert violations(page) == []
    file = tmp_path / "labels.json"
    file.write_text("{")
    dialog.locator("input[type=file]").set_input_files(str(file))
    expect(dialog.get_by_role("alert")).to_contain_text("line 1")
    pictured(page, "labels-refused")
    file = tmp_path / "raw.json"
    file.write_text(json.dumps([{"name": "object", "color": "#ff0000"}, {"name": "cup"}, {"name": ""}]))
    dialog.locator("input[type=file]").set_input_files(str(file))
    expect(dialog.get_by_text("Added (1)")).to_be_visible()
    expect(dialog.get_by_text("Changed (1)")).to_be_visible()
    expect(dialog.get_by_text("labels[2]: a label needs a name")).to_be_visible()
    pictured(page, "labels")
    dialog.get_by_role("button", name="Take the labels").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("cell", name="cup", exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Save as a file").click()
    saved = json.loads(Path(download.value.path()).read_text())
    assert next((label["name"], label["color"]) for label in saved["labels"]) == ("object", "#ff0000")
    pictured(page, "settings")
