"""Zoomed in on something small: the click carries what was seen, its mask is sharp there, and lasts."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from kernels.rle import decode
from tests.browser import people

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 3000, 2000
X, Y, RADIUS = 2104, 606, 16


@pytest.fixture
def large_photo(tmp_path: Path, photos: list[Path]) -> Path:
    """A photo, enlarged beyond what is shown whole, with one small blue ball on it."""
    ground = cv2.imread(str(next(photo for photo in photos if photo.stem == "coffee")))
    picture = cv2.GaussianBlur(cv2.resize(ground, (WIDTH, HEIGHT)), (0, 0), 8)
    cv2.circle(picture, (X, Y), RADIUS, (235, 90, 20), cv2.FILLED, cv2.LINE_AA)
    path = tmp_path / "large.jpg"
    cv2.imwrite(str(path), picture, [cv2.IMWRITE_JPEG_QUALITY, 95])
    return path


def zoom_on(page: Page, x: float, y: float, scale: float) -> None:
    point = page.evaluate("([x, y]) => window.__stipple.toPage(x, y)", [x, y])
    page.mouse.move(point["x"], point["y"])
    while (before := page.evaluate("window.__stipple.viewport.get().scale")) < scale:
        page.mouse.wheel(0, -240)
        page.wait_for_function("before => window.__stipple.viewport.get().scale > before", arg=before)


def test_a_zoomed_click_is_logged_with_its_crop_and_answered_there(
    product: TemporaryProduct, open_page: Callable[..., Page], large_photo: Path
) -> None:
    page = open_page()
    people.log_in(page, product)
    people.make_project(page, f"Zoom {uuid.uuid4()}", "One label")
    people.upload(page, [large_photo])
    people.wait_until_ready(page, 1)
    people.open_editor(page, large_photo.name)
    image = page.url.split("/images/")[1].split("?")[0]
    note = page.get_by_test_id("look")
    expect(note).to_have_count(0)

    zoom_on(page, X, Y, 7.0)
    expect(note).to_be_visible()
    people.click_at(page, X, Y)
    people.wait_until_settled(page)

    url = f"{product.url}/api/v1/images/{image}"
    clicks = [entry for entry in page.request.get(f"{url}/operations/").json()["results"] if entry["kind"] == "click"]
    x0, y0, x1, y1 = crop = clicks[0]["payload"]["crop"]
    assert 0 <= x0 < X < x1 <= WIDTH and 0 <= y0 < Y < y1 <= HEIGHT
    assert (x1 - x0) * (y1 - y0) < WIDTH * HEIGHT / 2
    (made,) = page.request.get(f"{url}/annotation/").json()["objects"]
    assert made["crop"] == crop
    mask = decode(made["rle"]).astype(bool)
    rows, columns = np.nonzero(mask)
    assert rows.min() >= y0 and rows.max() < y1 and columns.min() >= x0 and columns.max() < x1
    ball = np.hypot(*(np.mgrid[:HEIGHT, :WIDTH] - np.array([Y, X])[:, None, None])) <= RADIUS
    assert (mask & ball).sum() / (mask | ball).sum() > 0.6

    page.keyboard.press("f")
    expect(note).to_be_visible()  # the selected object's next click is answered where its last one was
    page.reload()
    people.wait_for_model(page)
    people.wait_until_settled(page)
    assert [thing["rle"] for thing in people.objects(page)] == [made["rle"]]
    page.keyboard.press("Control+z")
    expect(page.get_by_test_id("object-row")).to_have_count(0)
