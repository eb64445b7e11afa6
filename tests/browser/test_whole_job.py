"""A new user's first hour in one test: log in, make a project, drop photos, click, undo, come back, export."""

from __future__ import annotations

import json
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pycocotools.coco import COCO

from backend.operations.bench.temporary_product import TemporaryProduct
from tests.browser import people

pytestmark = pytest.mark.browser

OBJECT_POINTS = ((225.0, 70.0), (160.0, 330.0), (420.0, 300.0))


def test_clicks_become_masks_that_last_and_leave_as_coco(
    product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path], tmp_path: Path
) -> None:
    page = open_page(accept_downloads=True)
    people.log_in(page, product)
    project = f"First hour {uuid.uuid4()}"
    people.make_project(page, project, "Everyday things")
    people.upload(page, photos[:10])
    people.wait_until_ready(page, 10)
    people.open_editor(page, "astronaut.png")

    for number, (x, y) in enumerate(OBJECT_POINTS, start=1):
        page.keyboard.press(str(number))
        people.click_at(page, x, y)
        expect(page.get_by_test_id("object-row")).to_have_count(number)
        page.keyboard.press("Enter")
    people.wait_until_settled(page)
    made = people.objects(page)
    assert len({thing["label"] for thing in made}) == 3
    assert all(thing["area"] > 0 for thing in made)

    page.keyboard.press("Control+z")
    expect(page.get_by_test_id("object-row")).to_have_count(2)
    page.keyboard.press("Control+Shift+z")
    expect(page.get_by_test_id("object-row")).to_have_count(3)
    people.wait_until_settled(page)
    assert people.objects(page) == made

    page.reload()
    people.wait_until_settled(page)
    assert people.objects(page) == made
    expect(page.get_by_test_id("undo")).to_be_enabled()

    page.goto(page.url.split("/images/")[0] + "/projects")
    page.get_by_role("link", name=project).first.click()
    archive = export_coco(page, tmp_path)
    assert_export_holds(archive, made, tmp_path)


def export_coco(page: Page, folder: Path) -> Path:
    page.get_by_role("button", name="Export").click()
    page.get_by_test_id("start-export").click()
    download = page.get_by_test_id("download-export").first
    expect(download).to_be_visible(timeout=60_000)
    with page.expect_download() as waiting:
        download.click()
    path = folder / "export.zip"
    waiting.value.save_as(path)
    return path


def assert_export_holds(archive: Path, made: list[dict[str, object]], folder: Path) -> None:
    """pycocotools loads the file, and its masks are the ones that the editor showed."""
    with zipfile.ZipFile(archive) as content:
        (folder / "instances.json").write_bytes(content.read("annotations/instances.json"))
        report = json.loads(content.read("report.json"))
    coco = COCO(str(folder / "instances.json"))
    assert len(coco.imgs) == 10
    assert len(coco.anns) == len(made)
    assert {report["objects"]["in"], *report["objects"]["out"].values()} == {len(made)}
    areas = sorted(int(coco.annToMask(annotation).sum()) for annotation in coco.anns.values())
    assert areas == sorted(int(str(thing["area"])) for thing in made)
