"""Whole masks changed in the editor: each way is one step that undoes and redoes exactly, and lasts."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from playwright.sync_api import Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account
from backend.operations.client.editor import Editor
from kernels.rle import decode, encode
from tests.browser import people

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 600, 400
Masks = dict[str, np.ndarray]


def pixels(inside: Callable[[Any, Any], Any]) -> np.ndarray:
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    return np.asarray(inside(x, y), dtype=bool)


RING = pixels(lambda x, y: ((x - 200) ** 2 + (y - 180) ** 2 <= 90**2) & ((x - 200) ** 2 + (y - 180) ** 2 > 25**2))
DISC = pixels(lambda x, y: (x - 200) ** 2 + (y - 180) ** 2 <= 90**2)
SPECK = pixels(lambda x, y: (x >= 40) & (x < 46) & (y >= 40) & (y < 46))
RAGGED = pixels(lambda x, y: (abs(x - 430) <= 90) & (abs(y - 220) <= 60 + (x * 7 % 9)))


def disc(radius: int) -> np.ndarray:
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    return (x * x + y * y <= radius * radius).astype(np.uint8)


def majority(mask: np.ndarray, radius: int) -> np.ndarray:
    votes = cv2.filter2D(mask.astype(np.float32), -1, disc(radius).astype(np.float32))
    return votes > disc(radius).sum() / 2


class Canvas:
    """The open editor of one image that holds a ring with a speck (first) and a ragged box (second)."""

    def __init__(self, page: Page, product: TemporaryProduct, image: str, first: str, second: str) -> None:
        self.page, self.product, self.image, self.first, self.second = page, product, image, first, second

    def stored(self) -> Masks:
        """The masks that the server has, the same ones that the editor shows."""
        people.wait_until_settled(self.page)
        url = f"{self.product.url}/api/v1/images/{self.image}/annotation/"
        told = self.page.request.get(url).json()["objects"]
        shown = {thing["id"]: thing["rle"]["counts"] for thing in people.objects(self.page)}
        assert shown == {thing["id"]: thing["rle"]["counts"] for thing in told}
        return {thing["id"]: decode(thing["rle"]).astype(bool) for thing in told}

    def select(self, *numbers: int) -> None:
        """By their places in the list, the foremost first."""
        self.page.get_by_test_id("canvas").focus()
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Escape")
        for at, number in enumerate(numbers):
            row = self.page.get_by_test_id("object-row").nth(number - 1)
            row.get_by_role("button", name="Select").click(modifiers=["Shift"] if at else [])
        self.page.get_by_test_id("canvas").focus()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def adjust(self, key: str, amount: str | None) -> None:
        self.press(key)
        panel = self.page.get_by_test_id("adjust-panel")
        if amount is not None:
            panel.get_by_test_id("adjust-amount").fill(amount)
        expect(panel.get_by_test_id("adjust-apply")).to_be_enabled()
        self.press("Enter")
        expect(panel).to_have_count(0)

    def at(self, x: float, y: float) -> tuple[float, float]:
        point = self.page.evaluate("([x, y]) => window.__stipple.toPage(x, y)", [x, y])
        return point["x"], point["y"]

    def drag(self, *points: tuple[float, float]) -> None:
        self.page.mouse.move(*self.at(*points[0]))
        self.page.mouse.down()
        for point in points[1:]:
            self.page.mouse.move(*self.at(*point), steps=5)
        self.page.mouse.up()

    def check_step(self, act: Callable[[], None]) -> tuple[Masks, Masks]:
        """What was stored before and after ``act``, which undoes and redoes to the pixel."""
        before = self.stored()
        act()
        after = self.stored()
        assert not same(before, after), "nothing was changed"
        self.page.get_by_test_id("canvas").focus()
        self.press("Control+z")
        expect(self.page.get_by_test_id("redo")).to_be_enabled()
        assert same(self.stored(), before)
        self.press("Control+Shift+z")
        expect(self.page.get_by_test_id("redo")).to_be_disabled()
        assert same(self.stored(), after)
        return before, after


def same(a: Masks, b: Masks) -> bool:
    return a.keys() == b.keys() and all((a[key] == b[key]).all() for key in a)


def paint(product: TemporaryProduct, image: str, masks: Masks) -> None:
    async def draw() -> None:
        with Account(product.url, product.username, product.password) as account:
            async with Editor(account, image) as editor:
                for key, mask in masks.items():
                    rle = encode(mask)
                    await editor.send({"op": "paint", "object": key, "label": None, "rle": rle, "mode": "add"})

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, draw()).result()


@pytest.fixture
def canvas(product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]) -> Iterator[Canvas]:
    page = open_page()
    people.log_in(page, product)
    people.make_project(page, f"Reshape {uuid.uuid4()}", "One label")
    people.upload(page, [photo for photo in photos if photo.stem in ("coffee", "chelsea")])
    people.wait_until_ready(page, 2)
    people.open_editor(page, "coffee.png")
    image = page.url.split("/images/")[1].split("?")[0]
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    paint(product, image, {first: RING | SPECK, second: RAGGED})
    expect(page.get_by_test_id("object-row")).to_have_count(2)
    yield Canvas(page, product, image, first, second)


def test_holes_specks_sizes_and_edges_change_as_computed_elsewhere(canvas: Canvas) -> None:
    canvas.select(1)
    _, after = canvas.check_step(lambda: canvas.adjust("Shift+f", None))
    assert (after[canvas.first] == (DISC | SPECK)).all()
    canvas.select(1)
    _, after = canvas.check_step(lambda: canvas.adjust("Shift+r", "40"))
    assert (after[canvas.first] == DISC).all()
    for key, amount, expected in (
        ("Shift+w", "5", lambda mask: cv2.dilate(mask.astype(np.uint8), disc(5)) > 0),
        ("Shift+n", "3", lambda mask: cv2.erode(mask.astype(np.uint8), disc(3)) > 0),
        ("Shift+s", "4", lambda mask: majority(mask, 4)),
    ):
        canvas.select(2)
        before, after = canvas.check_step(lambda key=key, amount=amount: canvas.adjust(key, amount))
        wanted = expected(before[canvas.second]) & ~before[canvas.first]
        assert (after[canvas.second] == wanted).all(), key
        assert (after[canvas.first] == before[canvas.first]).all()
    last = canvas.stored()
    canvas.page.reload()
    assert same(canvas.stored(), last)
    expect(canvas.page.get_by_test_id("undo")).to_be_enabled()


def test_what_is_tried_out_shows_and_leaves_nothing_behind(canvas: Canvas) -> None:
    before = canvas.stored()
    canvas.select(1)
    canvas.press("Shift+f")
    expect(canvas.page.get_by_test_id("adjust-effect")).to_have_text("+1,961 px")
    canvas.press("Escape")
    expect(canvas.page.get_by_test_id("adjust-panel")).to_have_count(0)
    assert same(canvas.stored(), before)
    expect(canvas.page.get_by_test_id("object-row").first).to_have_attribute("data-selected", "true")


def test_split_by_a_line_into_parts_and_merge(canvas: Canvas) -> None:
    canvas.select(2)
    canvas.press("u")
    before, after = canvas.check_step(lambda: canvas.drag((320, 150), (430, 220), (540, 290)))
    (new,) = after.keys() - before.keys()
    large, small = after[canvas.second], after[new]
    assert ((large | small) == RAGGED).all()
    assert not (large & small).any()
    assert large.sum() >= small.sum() > 0
    y, x = np.nonzero(small)
    off = (y + 0.5 - 150) - (x + 0.5 - 320) * 140 / 220
    assert len(set(np.sign(off[abs(off) > 1.5]))) == 1

    canvas.select(1)
    before, after = canvas.check_step(lambda: canvas.press("Shift+u"))
    (part,) = after.keys() - before.keys()
    assert (after[part] == SPECK).all()
    assert (after[canvas.first] == RING).all()

    canvas.select(2, 1)
    before, after = canvas.check_step(lambda: canvas.press("m"))
    assert after.keys() == before.keys() - {canvas.first}
    assert (after[canvas.second] == (before[canvas.second] | RING)).all()
    last = canvas.stored()
    canvas.page.reload()
    assert same(canvas.stored(), last)


def test_handles_change_the_outline_beside_them_and_nowhere_else(canvas: Canvas) -> None:
    canvas.select(1)
    canvas.press("r")
    corner = (200, 90)
    before, after = canvas.check_step(lambda: canvas.drag(corner, (205, 40)))
    changed = before[canvas.first] != after[canvas.first]
    y, x = np.nonzero(changed)
    assert after[canvas.first][60, 202]
    assert changed.sum() > 100
    assert y.max() < 130
    assert abs(x - 200).max() < 90

    canvas.select(1)
    canvas.press("r")

    def take_the_handle_out() -> None:
        canvas.page.keyboard.down("Alt")
        canvas.page.mouse.click(*canvas.at(204, 41))
        canvas.page.keyboard.up("Alt")

    before, after = canvas.check_step(take_the_handle_out)
    assert after[canvas.first].sum() < before[canvas.first].sum()

    canvas.select(2)
    canvas.press("r")

    def pull_a_new_handle() -> None:
        x, y = canvas.at(520.5, 220)
        canvas.page.mouse.click(x, y)
        canvas.page.mouse.move(x, y)
        canvas.page.mouse.down()
        canvas.page.mouse.move(*canvas.at(560, 220), steps=5)
        canvas.page.mouse.up()

    before, after = canvas.check_step(pull_a_new_handle)
    assert after[canvas.second][220, 540]
    assert (after[canvas.second][:, :340] == before[canvas.second][:, :340]).all()
    last = canvas.stored()
    canvas.page.reload()
    assert same(canvas.stored(), last)


def test_copy_cut_paste_and_duplicate_here_and_in_the_next_image(canvas: Canvas) -> None:
    page = canvas.page
    canvas.select(1)
    before, after = canvas.check_step(lambda: canvas.press("Control+d"))
    (copy,) = after.keys() - before.keys()
    assert after[copy].sum() <= before[canvas.first].sum()
    assert (after[canvas.first] == before[canvas.first]).all()
    canvas.press("Control+z")
    assert same(canvas.stored(), before)

    canvas.select(2)
    canvas.press("Control+c")
    page.mouse.move(*canvas.at(470, 350))

    def paste() -> None:
        canvas.press("Control+v")
        expect(page.get_by_text("Pasted what fits")).to_be_visible()

    before, after = canvas.check_step(paste)
    (copy,) = after.keys() - before.keys()
    y, x = np.nonzero(after[copy])
    assert abs(x.mean() - 470) < 15
    assert y.max() == HEIGHT - 1, "the copy is cut at the border of the image"

    canvas.select(1, 2)
    before, after = canvas.check_step(lambda: canvas.press("Control+x"))
    assert after.keys() == before.keys() - {canvas.first, canvas.second}

    page.get_by_test_id("previous-image").click()
    expect(page.get_by_test_id("image-name")).to_have_text("chelsea.png")
    people.wait_until_settled(page)
    page.get_by_test_id("canvas").focus()
    canvas.press("Control+v")
    expect(page.get_by_test_id("object-row")).to_have_count(2)
    people.wait_until_settled(page)
    pasted = {thing["area"]: thing["rle"]["size"] for thing in people.objects(page)}
    height, width = next(iter(pasted.values()))
    expected = {int(before[key][:height, :width].sum()) for key in (canvas.first, canvas.second)}
    assert set(pasted) == expected
    page.reload()
    people.wait_until_settled(page)
    assert {thing["area"] for thing in people.objects(page)} == expected


def test_the_menu_offers_what_can_be_done(canvas: Canvas) -> None:
    page = canvas.page
    canvas.press("v")
    page.mouse.click(*canvas.at(430, 220), button="right")
    menu = page.get_by_test_id("object-menu")
    expect(menu.get_by_test_id("action-merge")).to_be_disabled()
    before = canvas.stored()
    menu.get_by_test_id("action-deleteSelected").click()
    expect(page.get_by_test_id("object-row")).to_have_count(1)
    assert canvas.stored().keys() == before.keys() - {canvas.second}
    canvas.select(1)
    canvas.press("Shift+F10")
    expect(menu).to_be_visible()
    canvas.press("Escape")
    expect(menu).to_have_count(0)


def test_bounding_boxes_are_objects_that_are_drawn_moved_and_resized(canvas: Canvas) -> None:
    page = canvas.page

    def box() -> list[int] | None:
        url = f"{canvas.product.url}/api/v1/images/{canvas.image}/annotation/"
        page.wait_for_function("() => window.__stipple.store.get().sync.pending.length === 0")
        told = [thing for thing in page.request.get(url).json()["objects"] if thing["shape"] == "box"]
        assert all(thing["rle"] is None for thing in told)
        return told[0]["bbox"] if told else None

    canvas.press("Escape", "w")
    canvas.drag((40, 250), (120, 350))
    expect(page.get_by_test_id("object-row")).to_have_count(3)
    drawn = box()
    assert drawn is not None
    assert np.abs(np.array(drawn) - (40, 250, 80, 100)).max() <= 1
    canvas.drag((80, 300), (100, 310))
    moved = box()
    assert moved is not None
    assert np.abs(np.array(moved) - (60, 260, 80, 100)).max() <= 1
    right, bottom = moved[0] + moved[2], moved[1] + moved[3]
    canvas.drag((right, bottom), (right + 50, bottom - 30))
    resized = box()
    assert resized is not None
    assert resized[:2] == moved[:2]
    assert np.abs(np.array(resized[2:]) - (130, 70)).max() <= 2
    expect(page.get_by_test_id("object-row").nth(2)).to_contain_text(f"{resized[2]} × {resized[3]} px")
    page.get_by_test_id("canvas").focus()
    for wanted in (moved, drawn, None):
        canvas.press("Control+z")
        expect(page.get_by_test_id("redo")).to_be_enabled()
        assert box() == wanted
    for _ in range(3):
        canvas.press("Control+Shift+z")
    assert box() == resized
    page.reload()
    people.wait_for_model(page)
    assert box() == resized
    canvas.press("v")
    page.mouse.click(*canvas.at(resized[0] + 3, resized[1] + 3))
    expect(page.get_by_test_id("object-row").nth(2)).to_have_attribute("data-selected", "true")
    canvas.press("Delete")
    expect(page.get_by_test_id("object-row")).to_have_count(2)
    assert box() is None
