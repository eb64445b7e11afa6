"""Annotations and photos of another place: a file is looked at first, then imported; what is broken is explained."""

from __future__ import annotations

import json
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people
from tests.browser.test_accessibility import violations
from tests.browser.test_whole_job import export_coco

pytestmark = pytest.mark.browser

JOB_MS = 60_000
SQUARE = [[20, 20, 60, 20, 60, 60, 20, 60]]


def open_import(page: Page) -> Locator:
    page.get_by_role("button", name="Import", exact=True).click()
    dialog = page.get_by_role("dialog", name="Import annotations")
    expect(dialog).to_be_visible()
    return dialog


def hand_over(dialog: Locator, file: Path) -> None:
    dialog.get_by_test_id("import-file").locator("input[type=file]").set_input_files(str(file))


def expect_counts(dialog: Locator, images: list[int], objects: list[int]) -> None:
    """In the file, new, changed, here already, left out; images are never changed."""
    rows = dialog.get_by_test_id("import-counts").first.locator("tbody tr")
    expect(rows.nth(0).locator("td")).to_have_text([*map(str, images[:2]), "", *map(str, images[2:])], timeout=JOB_MS)
    expect(rows.nth(1).locator("td")).to_have_text([str(count) for count in objects], timeout=JOB_MS)


def new_project(page: Page, product: TemporaryProduct, name: str) -> None:
    page.goto(product.url + "/projects")
    people.make_project(page, f"{name} {uuid.uuid4()}", "One label")


def coco(tmp_path: Path, annotations: list[dict[str, object]]) -> Path:
    path = tmp_path / "instances.json"
    whole = {
        "images": [{"id": 1, "file_name": "coffee.png", "width": 600, "height": 400}],
        "categories": [{"id": 1, "name": "cup"}, {"id": 2, "name": "spoon"}],
        "annotations": annotations,
    }
    path.write_text(json.dumps(whole, indent=1))
    return path


def annotation(number: int, **fields: object) -> dict[str, object]:
    return {"id": number, "image_id": 1, "category_id": 1, "segmentation": SQUARE, "iscrowd": 0} | fields


def test_an_export_comes_into_another_project_and_changes_nothing_in_its_own(
    product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path], tmp_path: Path
) -> None:
    page = open_page(accept_downloads=True)
    people.log_in(page, product)
    people.make_project(page, f"Exported {uuid.uuid4()}", "Everyday things")
    photo = next(photo for photo in photos if photo.stem == "coffee")
    people.upload(page, [photo])
    people.wait_until_ready(page, 1)
    project = page.url
    people.open_editor(page, "coffee.png")
    for number, (x, y) in enumerate(((300, 130), (110, 330)), start=1):
        page.keyboard.press(str(number))
        people.click_at(page, x, y)
        expect(page.get_by_test_id("object-row")).to_have_count(number)
        page.keyboard.press("Enter")
    people.wait_until_settled(page)
    page.goto(project)
    archive = export_coco(page, tmp_path)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    dialog = open_import(page)
    hand_over(dialog, archive)
    expect_counts(dialog, [1, 0, 1, 0], [2, 0, 0, 2, 0])
    expect(dialog.get_by_text("importing it changes nothing")).to_be_visible()

    with zipfile.ZipFile(archive, "a") as content:
        content.write(photo, "images/coffee.png")
    new_project(page, product, "Imported")
    dialog = open_import(page)
    hand_over(dialog, archive)
    expect_counts(dialog, [1, 1, 0, 0], [2, 2, 0, 0, 0])
    expect(dialog.get_by_role("textbox", name="Format")).to_have_value("Recognised: COCO instances")
    left_out = dialog.get_by_role("combobox", name="Label for").first
    left_out.click()
    page.get_by_role("option", name="Leave its objects out").click()
    dialog.get_by_test_id("start-import").click()
    job = dialog.get_by_test_id("import-job")
    expect(job).to_have_attribute("data-state", "done", timeout=JOB_MS)
    dialog.get_by_role("link", name="Show the images").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    people.wait_until_ready(page, 1)
    dialog = open_import(page)
    expect(dialog.get_by_text("Earlier imports")).to_be_visible()
    expect(dialog.get_by_test_id("import-job")).to_have_count(1)
