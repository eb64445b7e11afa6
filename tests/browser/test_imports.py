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
    expect(dialog.get_by_role("combobox", name="Format")).to_have_value("Recognised: COCO instances")
    dialog.get_by_role("combobox", name="Label for").first.click()
    page.get_by_role("option", name="Leave its objects out").click()
    expect_counts(dialog, [1, 1, 0, 0], [2, 1, 0, 0, 1])
    dialog.get_by_test_id("start-import").click()
    expect(dialog.get_by_test_id("import-job")).to_have_attribute("data-state", "done", timeout=JOB_MS)
    expect_counts(dialog, [1, 1, 0, 0], [2, 1, 0, 0, 1])
    dialog.get_by_role("link", name="Show the images").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    people.wait_until_ready(page, 1)
    expect(page.get_by_test_id("image-card")).to_contain_text("1 object")
    dialog = open_import(page)
    expect(dialog.get_by_text("Earlier imports")).to_be_visible()
    expect(dialog.get_by_test_id("import-job")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_broken_is_explained_and_the_rest_comes_in_by_the_keyboard(
    product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path], tmp_path: Path, scheme: str
) -> None:
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    people.log_in(page, product)
    people.make_project(page, f"Broken {uuid.uuid4()}", "One label")
    people.upload(page, [photo for photo in photos if photo.stem == "coffee"])
    people.wait_until_ready(page, 1)
    cut = tmp_path / "cut.zip"
    cut.write_bytes(b"PK\x03\x04" + bytes(400))
    dialog = open_import(page)
    assert violations(page) == []
    hand_over(dialog, cut)
    told = dialog.get_by_test_id("cannot-import")
    expect(told).to_contain_text("This file cannot be imported as it is", timeout=JOB_MS)
    expect(told).to_contain_text("cut.zip")
    assert violations(page) == []

    dialog.get_by_role("button", name="Another file").press("Enter")
    good, without_area, nowhere = annotation(1), annotation(2, segmentation=[[1, 2]]), annotation(3, image_id=77)
    hand_over(dialog, coco(tmp_path, [good, without_area, nowhere]))
    expect(dialog.get_by_role("heading", name="instances.json")).to_be_focused()
    expect_counts(dialog, [1, 0, 1, 0], [3, 1, 0, 0, 2])
    expect(dialog.get_by_test_id("import-reason")).to_have_count(2)
    expect(dialog.get_by_test_id("import-reason").first).to_contain_text("instances.json, line")
    with page.expect_download() as waiting:
        dialog.get_by_role("link", name="Download the whole report").press("Enter")
    assert len(json.loads(waiting.value.path().read_text())["problems"]) == 2
    assert violations(page) == []
    dialog.get_by_role("radio", name="Proposals").press("Space")
    dialog.get_by_test_id("start-import").press("Enter")
    expect(dialog.get_by_test_id("import-job")).to_have_attribute("data-state", "done", timeout=JOB_MS)
    expect_counts(dialog, [1, 0, 1, 0], [3, 1, 0, 0, 2])
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_focused()


def test_a_broken_connection_is_told_and_the_file_goes_on_by_itself(
    product: TemporaryProduct, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page()
    people.log_in(page, product)
    people.make_project(page, f"Cut off {uuid.uuid4()}", "One label")
    page.route("**/uploads/", lambda route: route.abort(), times=2)
    dialog = open_import(page)
    hand_over(dialog, coco(tmp_path, [annotation(1)]))
    expect(dialog.get_by_text("The connection is lost")).to_be_visible()
    expect_counts(dialog, [1, 0, 0, 1], [1, 0, 0, 0, 1])
    expect(dialog.get_by_text("No such image here, nor in the file")).to_be_visible()
