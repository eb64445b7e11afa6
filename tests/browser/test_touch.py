"""Fingers and a pen on the canvas: one finger uses the tool, two move the image, beside a pen fingers never draw."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import CDPSession, Page, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from kernels.rle import decode
from tests.browser import people

pytestmark = pytest.mark.browser

MASKS = "() => [...window.__stipple.store.get().sync.document.objects.values()].map(({ rle }) => rle)"
IS_IDLE = """() => { const { sync } = window.__stipple.store.get();
  return sync.document !== null && sync.pending.length === 0 && window.__stipple.hand.get().tool.name === 'idle'; }"""
Point = tuple[float, float]


@pytest.fixture
def page(product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]) -> Page:
    page = open_page(has_touch=True)
    people.log_in(page, product)
    people.make_project(page, f"Touch {uuid.uuid4()}", "One label")
    people.upload(page, [next(photo for photo in photos if photo.stem == "coffee")])
    people.wait_until_ready(page, 1)
    people.open_editor(page, "coffee.png")
    return page


@pytest.fixture
def cdp(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def place(page: Page, point: Point) -> dict[str, float]:
    found: dict[str, float] = page.evaluate("([x, y]) => window.__stipple.toPage(x, y)", list(point))
    return found


def touch(cdp: CDPSession, kind: str, *places: dict[str, float]) -> None:
    """``kind``: touchStart, touchMove, touchEnd or touchCancel; ``places``: of all fingers that are down, in pages."""
    points = [{**at, "id": number} for number, at in enumerate(places)]
    cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def pen(cdp: CDPSession, kind: str, at: dict[str, float], **more: Any) -> None:
    given = {"type": kind, "pointerType": "pen", "button": "left", "clickCount": 1, **at, **more}
    cdp.send("Input.dispatchMouseEvent", given)


def viewport(page: Page) -> dict[str, float]:
    found: dict[str, float] = page.evaluate("window.__stipple.viewport.get()")
    return found


def masks(page: Page) -> list[np.ndarray]:
    page.wait_for_function(IS_IDLE)
    return [decode(rle).astype(bool) for rle in page.evaluate(MASKS) if rle is not None]


def test_one_finger_paints_what_it_was_drawn_over(page: Page, cdp: CDPSession) -> None:
    page.keyboard.press("b")
    touch(cdp, "touchStart", place(page, (200, 150)))
    for x in range(205, 301, 5):
        touch(cdp, "touchMove", place(page, (x, 150)))
    touch(cdp, "touchEnd")
    page.wait_for_function("() => window.__stipple.store.get().sync.document?.objects.size === 1")
    (mask,) = masks(page)
    assert mask[150, 205:295].all() and not mask[100].any()


def test_a_second_finger_takes_the_stroke_back_and_both_zoom(page: Page, cdp: CDPSession) -> None:
    page.keyboard.press("b")
    before = viewport(page)
    one, two = place(page, (200, 150)), place(page, (300, 150))
    touch(cdp, "touchStart", one)
    touch(cdp, "touchMove", {"x": one["x"] + 20, "y": one["y"]})
    touch(cdp, "touchStart", {"x": one["x"] + 20, "y": one["y"]}, two)
    touch(cdp, "touchMove", {"x": one["x"] - 80, "y": one["y"]}, {"x": two["x"] + 80, "y": two["y"]})
    touch(cdp, "touchEnd")
    page.wait_for_function("before => window.__stipple.viewport.get().scale > 1.5 * before", arg=before["scale"])
    assert masks(page) == []


def test_with_the_select_tool_one_finger_moves_the_image(page: Page, cdp: CDPSession) -> None:
    page.keyboard.press("v")
    before, at = viewport(page), place(page, (300, 200))
    touch(cdp, "touchStart", at)
    touch(cdp, "touchMove", {"x": at["x"] + 40, "y": at["y"]})
    touch(cdp, "touchMove", {"x": at["x"] + 80, "y": at["y"] - 30})
    touch(cdp, "touchEnd")
    after = viewport(page)
    assert after["scale"] == before["scale"]
    assert (after["offsetX"] - before["offsetX"], after["offsetY"] - before["offsetY"]) == pytest.approx((80, -30))


def test_a_tap_is_a_click_and_a_long_one_says_background(page: Page, cdp: CDPSession) -> None:
    page.keyboard.press("c")
    touch(cdp, "touchStart", place(page, (300, 190)))
    touch(cdp, "touchEnd")
    people.wait_until_settled(page)
    touch(cdp, "touchStart", place(page, (40, 40)))
    page.wait_for_function("() => window.__stipple.hand.get().tool.meaning === 'background'")
    touch(cdp, "touchEnd")
    page.wait_for_function("() => window.__stipple.store.get().sync.document.background.length === 1")
    (thing,) = people.objects(page)
    assert len(thing["clicks"]) == 1


def test_beside_a_pen_a_finger_moves_the_image_and_draws_nothing(page: Page, cdp: CDPSession) -> None:
    page.keyboard.press("b")
    pen(cdp, "mouseMoved", place(page, (200, 150)), button="none")
    pen(cdp, "mousePressed", place(page, (200, 150)))
    for x in range(205, 301, 5):
        pen(cdp, "mouseMoved", place(page, (x, 150)), buttons=1)
    pen(cdp, "mouseReleased", place(page, (300, 150)))
    page.wait_for_function("() => window.__stipple.store.get().sync.document?.objects.size === 1")
    before, drawn = viewport(page), masks(page)
    at = place(page, (300, 250))
    touch(cdp, "touchStart", at)
    touch(cdp, "touchMove", {"x": at["x"] + 60, "y": at["y"] + 10})
    touch(cdp, "touchEnd")
    assert viewport(page)["offsetX"] - before["offsetX"] == pytest.approx(60)
    assert len(masks(page)) == 1 and (masks(page)[0] == drawn[0]).all()


def test_tools_are_large_enough_for_a_finger(
    product: TemporaryProduct, page: Page, open_page: Callable[..., Page]
) -> None:
    tablet = open_page(has_touch=True, is_mobile=True)
    people.log_in(tablet, product, page.url.removeprefix(product.url))
    tools = tablet.locator("nav[data-region] button")
    expect(tools.first).to_be_visible()
    for tool in tools.all():
        box = tool.bounding_box()
        assert box is not None and min(box["width"], box["height"]) >= 44
