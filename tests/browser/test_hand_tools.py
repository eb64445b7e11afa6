"""Brush, eraser, polygon, lasso, scribble and box by a mouse: what is stored is what was drawn, pixel for pixel."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, WebSocketRoute, expect

from backend.operations.bench.temporary_product import TemporaryProduct
from kernels.rle import decode
from tests.browser import drawing, people

pytestmark = pytest.mark.browser

HW = (400, 600)
SHOWN = """() => {
  const canvas = document.querySelector('[data-testid="masks"]');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let bits = '';
  for (let index = 3; index < data.length; index += 4) bits += data[index] === 0 ? '0' : '1';
  return bits;
}"""
DETAIL = """() => {
  const canvas = document.querySelector('[data-testid="detail"]');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let bits = '';
  for (let index = 3; index < data.length; index += 4) bits += data[index] === 0 ? '0' : '1';
  return [parseInt(canvas.style.left), parseInt(canvas.style.top), canvas.width, bits];
}"""
PointXY = tuple[float, float]


@pytest.fixture
def page(product: TemporaryProduct, open_page: Callable[..., Page], photos: list[Path]) -> Page:
    """The editor with a photo of 600 x 400 pixels that nobody has worked on."""
    page = open_page()
    people.log_in(page, product)
    people.make_project(page, f"By hand {uuid.uuid4()}", "One label")
    people.upload(page, [photo for photo in photos if photo.stem == "coffee"])
    people.wait_until_ready(page, 1)
    people.open_editor(page, "coffee.png")
    return page


def test_brush_and_eraser_store_the_pixels_under_the_pointer(page: Page) -> None:
    page.keyboard.press("b")
    expected = np.zeros(HW, dtype=bool)
    for size, line in (
        (1, [(50.5, 60.5)]),
        (1, [(60.5, 60.5), (140.5, 97.5), (90.5, 130.5)]),
        (2, [(200.4, 60.4), (260.4, 75.4)]),
        (3, [(200.5, 120.5)]),
        (9, [(300.5, 60.5), (420.5, 180.5), (320.5, 300.5)]),
    ):
        set_size(page, size)
        draw(page, line)
        expected |= drawing.stroke(HW, line, size)
        assert (shown(page) == expected).all(), "what is painted shows at once"
    assert (stored(page) == expected).all()

    erased = [(280.5, 100.5), (420.5, 200.5)]
    set_size(page, 5)
    draw(page, erased, button="right")
    expected &= ~drawing.stroke(HW, erased, 5)
    page.keyboard.press("e")
    draw(page, [(60.5, 60.5)])
    expected &= ~drawing.stroke(HW, [(60.5, 60.5)], 5)
    assert (shown(page) == expected).all()
    assert (stored(page) == expected).all()


def test_shift_and_a_click_draws_a_straight_line_from_the_last_point(page: Page) -> None:
    page.keyboard.press("b")
    set_size(page, 3)
    draw(page, [(50.5, 50.5), (80.5, 60.5)])
    page.keyboard.down("Shift")
    draw(page, [(200.5, 220.5)])
    draw(page, [(300.5, 90.5)])
    page.keyboard.up("Shift")
    line = [(50.5, 50.5), (80.5, 60.5), (200.5, 220.5), (300.5, 90.5)]
    assert (stored(page) == drawing.stroke(HW, line, 3)).all()


def test_polygon_and_lasso_add_and_take_away_what_they_hold(page: Page) -> None:
    page.keyboard.press("p")
    outline = on_the_grid(page, [(100.2, 50.3), (300.7, 80.1), (260.3, 250.9), (120.8, 220.4)])
    click_corners(page, [*outline, (20.1, 30.1)])
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expected = drawing.polygon(HW, outline)
    assert (stored(page) == expected).all()

    hole = on_the_grid(page, [(150.2, 100.3), (220.7, 110.1), (200.3, 190.9)])
    page.keyboard.down("Alt")
    click_corners(page, hole[:1])
    page.keyboard.up("Alt")
    click_corners(page, [*hole[1:], hole[0]])  # the first corner again closes it
    expected &= ~drawing.polygon(HW, hole)
    assert (stored(page) == expected).all()

    page.keyboard.press("l")
    loop = on_the_grid(page, [(400.2, 100.3), (500.7, 120.1), (520.3, 220.9), (420.8, 260.4), (380.2, 180.7)])
    draw(page, loop)
    expected |= drawing.polygon(HW, loop)
    page.keyboard.press("t")
    bite = on_the_grid(page, [(440.2, 90.3), (560.7, 100.1), (550.3, 160.9)])
    draw(page, bite)
    expected &= ~drawing.polygon(HW, bite)
    assert (shown(page) == expected).all()
    assert (stored(page) == expected).all()


def test_every_step_is_undone_by_itself_also_after_a_reload(page: Page) -> None:
    page.keyboard.press("b")
    set_size(page, 9)
    masks = [np.zeros(HW, dtype=bool)]
    for line in ([(60.5, 60.5), (200.5, 90.5)], [(100.5, 30.5), (90.5, 200.5)]):
        draw(page, line)
        masks.append(masks[-1] | drawing.stroke(HW, line, 9))
    page.keyboard.press("p")
    outline = on_the_grid(page, [(150.2, 50.3), (350.7, 80.1), (310.3, 250.9)])
    click_corners(page, outline)
    page.keyboard.press("Enter")
    masks.append(masks[-1] | drawing.polygon(HW, outline))
    page.keyboard.press("e")
    erased = [(60.5, 60.5), (300.5, 120.5)]
    draw(page, erased)
    masks.append(masks[-1] & ~drawing.stroke(HW, erased, 9))
    assert (stored(page) == masks[-1]).all()

    page.reload()
    people.wait_for_model(page)
    for keys, mask in (
        *(("Control+z", mask) for mask in masks[3:0:-1]),
        *(("Control+Shift+z", mask) for mask in masks[2:]),
    ):
        page.keyboard.press(keys)
        assert (stored(page) == mask).all()
        assert (shown(page) == mask).all()


def test_locked_objects_keep_their_pixels_on_the_screen_and_in_the_database(page: Page) -> None:
    page.keyboard.press("b")
    set_size(page, 9)
    held, over = [(100.5, 100.5), (200.5, 100.5)], [(150.5, 60.5), (150.5, 160.5)]
    draw(page, held)
    page.keyboard.press("k")
    people.wait_until_settled(page)
    page.keyboard.press("Enter")
    draw(page, over)
    first, second = drawing.stroke(HW, held, 9), drawing.stroke(HW, over, 9)
    assert (shown(page) == first | second).all()
    masks = {thing["locked"]: decode(thing["rle"]).astype(bool) for thing in document(page)["objects"]}
    assert (masks[True] == first).all() and (masks[False] == second & ~first).all()


def test_what_no_server_has_acknowledged_shows_also_after_a_reload_and_is_stored_later(page: Page) -> None:
    is_deaf: list[bool] = []

    def between(browser: WebSocketRoute) -> None:
        if is_deaf:
            return  # whoever connects hears nothing
        server = browser.connect_to_server()
        browser.on_message(lambda message: None if is_deaf else server.send(message))
        server.on_message(lambda message: None if is_deaf else browser.send(message))

    page.route_web_socket("**/ws/images/**", between)
    page.reload()
    people.wait_for_model(page)
    is_deaf.append(True)
    page.keyboard.press("b")
    set_size(page, 9)
    line = [(60.5, 60.5), (200.5, 90.5), (180.5, 300.5)]
    draw(page, line)
    expected = drawing.stroke(HW, line, 9)
    assert (shown(page) == expected).all()
    page.reload()
    expect(page.get_by_test_id("object-row")).to_have_count(1)
    assert (shown(page) == expected).all()
    assert document(page)["objects"] == []
    is_deaf.clear()
    page.reload()
    people.wait_for_model(page)
    assert (stored(page) == expected).all()
    assert (shown(page) == expected).all()


def test_scribble_and_box_give_the_model_what_was_drawn(page: Page) -> None:
    page.keyboard.press("s")
    draw(page, [(250.5, 120.5), (300.5, 140.5), (350.5, 120.5)])
    draw(page, [(30.5, 30.5), (30.5, 300.5)], button="right")
    people.wait_until_settled(page)
    page.keyboard.press("x")
    draw(page, [(370.5, 300.5), (455.5, 390.5)])
    people.wait_until_settled(page)
    scribbled, boxed = document(page)["objects"]
    assert [len(scribbled[name]) for name in ("strokes", "boxes")] == [1, 0]
    assert scribbled["strokes"][0]["points"][0] == pytest.approx([250.5, 120.5], abs=0.3)
    assert boxed["boxes"][0]["box"] == pytest.approx([370.5, 300.5, 455.5, 390.5], abs=0.3)
    rows, columns = np.nonzero(decode(boxed["rle"]))
    assert rows.min() >= 299 and rows.max() <= 391 and columns.min() >= 369 and columns.max() <= 456
    assert len(document(page)["background_strokes"]) == 1
    page.keyboard.press("Control+z")
    people.wait_until_settled(page)
    assert [thing["source"] for thing in document(page)["objects"]] == ["scribble"]


def test_a_tool_stays_and_every_tool_lets_the_image_move(page: Page) -> None:
    for key in "csxbepl":
        page.keyboard.press(key)
        before = page.evaluate("() => window.__stipple.viewport.get().offsetX")
        page.keyboard.down("Space")
        draw(page, [(300.5, 200.5), (310.5, 200.5)])
        page.keyboard.up("Space")
        assert page.evaluate("() => window.__stipple.viewport.get().offsetX") > before
    assert document(page)["objects"] == []
    page.keyboard.press("b")
    for x in (100.5, 200.5):
        draw(page, [(x, 100.5)])
        page.keyboard.press("Enter")
    people.wait_until_settled(page)
    assert len(document(page)["objects"]) == 2
    page.keyboard.down("Control")
    people.click_at(page, 100.5, 100.5)
    page.keyboard.up("Control")
    expect(page.get_by_role("button", name="Select", exact=False, pressed=True)).to_have_count(1)
    assert len(document(page)["objects"]) == 2


def on_the_grid(page: Page, points: Sequence[PointXY]) -> list[PointXY]:
    """The image points that lie nearest to ``points`` where a mouse can be: at whole pixels of the page."""
    result = []
    for x, y in points:
        place = page.evaluate("([x, y]) => window.__stipple.toPage(x, y)", [x, y])
        scale = page.evaluate("() => window.__stipple.viewport.get().scale")
        result.append(
            (x + (round(place["x"]) - place["x"]) / scale, y + (round(place["y"]) - place["y"]) / scale),
        )
    return result


def test_single_pixels_of_a_large_photo_show_where_they_are_painted(
    product: TemporaryProduct, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    size_hw = (2200, 3000)  # larger than the label image of a whole photo
    photo = tmp_path / "large.png"
    Image.new("RGB", size_hw[::-1], (120, 140, 90)).save(photo)
    page = open_page()
    people.log_in(page, product)
    people.make_project(page, f"Large {uuid.uuid4()}", "One label")
    people.upload(page, [photo])
    people.wait_until_ready(page, 1)
    people.open_editor(page, "large.png")
    middle = page.evaluate("() => window.__stipple.toPage(1500, 1100)")
    page.mouse.move(middle["x"], middle["y"])
    for _ in range(6):
        page.mouse.wheel(0, -200)
    page.keyboard.press("b")
    set_size(page, 1)
    line = [(1480.5, 1090.5), (1520.5, 1103.5), (1500.5, 1120.5)]
    draw(page, line)
    expected = drawing.stroke(size_hw, line, 1)
    people.wait_until_settled(page)
    (thing,) = document(page)["objects"]
    assert (decode(thing["rle"]).astype(bool) == expected).all()
    expect(page.get_by_test_id("detail")).to_be_visible()
    left, top, width, bits = page.evaluate(DETAIL)
    seen = (np.frombuffer(bits.encode(), dtype=np.uint8) == ord("1")).reshape(-1, width)
    assert (seen == expected[top : top + seen.shape[0], left : left + width]).all() and seen.sum() == expected.sum()


def draw(page: Page, points: Sequence[PointXY], button: Any = "left") -> None:
    """Drag along ``points`` (image pixels); the pointer jumps from one to the next, as a fast hand does."""
    places = [page.evaluate("([x, y]) => window.__stipple.toPage(x, y)", list(point)) for point in points]
    page.mouse.move(places[0]["x"], places[0]["y"])
    page.mouse.down(button=button)
    for place in places[1:]:
        page.mouse.move(place["x"], place["y"])
    page.mouse.up(button=button)


def click_corners(page: Page, corners: Sequence[PointXY]) -> None:
    for x, y in corners:
        people.click_at(page, x, y)


def set_size(page: Page, size: int) -> None:
    value = page.get_by_test_id("brush-size-value")
    while (now := int((value.text_content() or "").removesuffix(" px"))) != size:
        page.keyboard.press("]" if now < size else "[")


def shown(page: Page) -> np.ndarray:
    """The mask canvas after two frames: whether each pixel of the image has a colour, bool (H, W)."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    bits = page.evaluate(SHOWN)
    return (np.frombuffer(bits.encode(), dtype=np.uint8) == ord("1")).reshape(HW)


def document(page: Page) -> dict[str, Any]:
    """What the server has stored."""
    image = page.url.rstrip("/").rsplit("/", 1)[-1]
    answer: dict[str, Any] = page.request.get(
        f"{page.url.split('/images/')[0]}/api/v1/images/{image}/annotation/"
    ).json()
    return answer


def stored(page: Page) -> np.ndarray:
    """The mask of the only object, once everything is saved: bool (H, W)."""
    people.wait_until_settled(page)
    (thing,) = document(page)["objects"]
    return decode(thing["rle"]).astype(bool)
