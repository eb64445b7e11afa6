"""A whole image with every tool, and one by keys alone, in Firefox."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from backend.operations.bench.temporary_product import TemporaryProduct
from backend.operations.client.account import Account
from backend.operations.client.photos import resized_photos
from backend.operations.client.projects import make_project
from kernels.rle import decode
from tests.browser import drawing
from tests.browser.bidi import Connection, Page
from tests.browser.firefox import NAMES, find_firefox, firefox
from tests.browser.people import IS_SETTLED

pytestmark = pytest.mark.browser

HW = (400, 600)
PointXY = tuple[float, float]
SHOWN = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const canvas = document.querySelector('[data-testid="masks"]');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let bits = '';
  for (let index = 3; index < data.length; index += 4) bits += data[index] === 0 ? '0' : '1';
  return bits;
}"""
IS_READY = """() => document.querySelector('[data-testid="model-state"]')?.textContent.includes('Model ready')"""
IS_SUBMITTED = """() => document.querySelector('[data-testid="workflow-state"]')?.textContent === 'Submitted'"""
BRUSH_SIZE = """() => parseInt(document.querySelector('[data-testid="brush-size-value"]').textContent)"""
CROSSHAIR = """() => {
  const { pointer, isByKeys } = window.__stipple.hand.get();
  return isByKeys && pointer ? [...pointer] : null;
}"""


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    path = find_firefox()
    if path is None:
        pytest.skip(f"no Firefox ({', '.join(NAMES)}); install one or set STIPPLE_FIREFOX to its path")
    with firefox(path) as running:
        yield running


@pytest.fixture
def account(product: TemporaryProduct) -> Iterator[Account]:
    with Account(product.url, product.username, product.password) as account:
        yield account


@pytest.fixture
def image(account: Account) -> str:
    """A photo of 600 x 400 pixels that nobody has worked on."""
    project = make_project(account, f"Firefox {uuid.uuid4()}", resized_photos(1, HW[::-1], variant=7))
    return project.image_ids[0]


@pytest.fixture
def page(connection: Connection, product: TemporaryProduct, image: str) -> Iterator[Page]:
    """The editor, after a login by keys."""
    page = Page(connection, 1440, 900)
    page.goto(f"{product.url}/images/{image}")
    page.wait_for_function("() => document.querySelector('[name=username]') !== null || window.__stipple !== undefined")
    if page.evaluate("() => window.__stipple === undefined"):
        page.evaluate("() => document.querySelector('[name=username]').focus()")
        page.keyboard.type(product.username)
        page.keyboard.press("Tab")
        page.evaluate("() => document.querySelector('[name=password]').focus()")
        page.keyboard.type(product.password)
        page.keyboard.press("Enter")
    page.wait_for_function(IS_READY, timeout=60_000)
    yield page
    page.close()


def test_a_whole_image_with_every_tool(page: Page, account: Account, image: str) -> None:
    page.keyboard.press("c")
    click(page, (300.5, 130.5))
    click(page, (40.5, 40.5), button="right")
    settle(page)
    page.keyboard.press("Enter")
    page.keyboard.press("s")
    draw(page, [(250.5, 220.5), (300.5, 240.5), (350.5, 220.5)])
    settle(page)
    page.keyboard.press("Enter")
    page.keyboard.press("x")
    draw(page, [(370.5, 300.5), (455.5, 390.5)])
    settle(page)
    page.keyboard.press("Enter")
    made = objects(account, image)
    assert [thing["source"] for thing in made] == ["click", "scribble", "box"]
    assert all(thing["area"] > 0 for thing in made)

    page.keyboard.press("w")
    draw(page, [(20.5, 340.5), (80.5, 390.5)])
    settle(page)
    page.keyboard.press("Enter")
    assert [thing["shape"] for thing in objects(account, image)].count("box") == 1

    page.keyboard.press("b")
    set_size(page, 9)
    stroke = [(500.5, 60.5), (580.5, 90.5), (520.5, 150.5)]
    draw(page, stroke)
    page.keyboard.press("e")
    set_size(page, 5)
    erased = [(480.5, 75.5), (590.5, 75.5)]
    draw(page, erased)
    expected = drawing.stroke(HW, stroke, 9) & ~drawing.stroke(HW, erased, 5)
    page.keyboard.press("p")
    outline = on_the_grid(page, [(480.2, 200.3), (580.7, 210.1), (540.3, 290.9)])
    for corner in outline:
        click(page, corner)
    page.keyboard.press("Enter")
    expected |= drawing.polygon(HW, outline)
    page.keyboard.press("l")
    loop = on_the_grid(page, [(400.2, 20.3), (470.7, 30.1), (430.3, 90.9)])
    draw(page, loop)
    expected |= drawing.polygon(HW, loop)
    settle(page)
    painted = objects(account, image)[-1]
    assert (decode(painted["rle"]).astype(bool) == expected).all()
    assert (shown(page)[expected]).all()

    page.keyboard.press("Control+z")
    settle(page)
    expected = decode(objects(account, image)[-1]["rle"]).astype(bool)
    assert not expected[40, 430]
    page.reload()
    page.wait_for_function(IS_READY)
    assert (shown(page)[expected]).all()
    page.keyboard.press("Control+Enter")
    page.wait_for_function(IS_SUBMITTED)


def test_a_whole_image_by_keys_alone(page: Page, account: Account, image: str) -> None:
    page.evaluate(
        "() => { window.pointers = 0; addEventListener('pointerdown', () => { window.pointers += 1; }, true); }"
    )
    page.keyboard.press("1")
    go_to(page, 300, 130)
    page.keyboard.press("q")
    settle(page)
    go_to(page, 40, 40)
    page.keyboard.press("Shift+Q")
    settle(page)
    page.keyboard.press("Enter")
    page.keyboard.press("2")
    page.keyboard.press("b")
    go_to(page, 60, 300)
    page.keyboard.press("q")
    go_to(page, 120, 330)
    page.keyboard.press("q")
    settle(page)
    clicked, painted = objects(account, image)
    assert [thing["source"] for thing in (clicked, painted)] == ["click", "brush"]
    assert clicked["label"] != painted["label"] and painted["area"] > 0
    page.keyboard.press("Control+z")
    settle(page)
    assert len(objects(account, image)) == 1
    page.keyboard.press("Control+Shift+z")
    settle(page)
    assert len(objects(account, image)) == 2
    page.keyboard.press("Control+Enter")
    page.wait_for_function(IS_SUBMITTED)
    assert page.evaluate("() => window.pointers") == 0


def objects(account: Account, image: str) -> list[dict[str, Any]]:
    """What the server has stored."""
    return list(account.get(f"/api/v1/images/{image}/annotation/")["objects"])


def settle(page: Page) -> None:
    page.wait_for_function(IS_SETTLED, timeout=60_000)


def place(page: Page, point: PointXY) -> PointXY:
    found = page.evaluate("([x, y]) => window.__stipple.toPage(x, y)", list(point))
    return found["x"], found["y"]


def on_the_grid(page: Page, points: Sequence[PointXY]) -> list[PointXY]:
    """The image points that lie nearest to ``points`` where a mouse can be: at whole pixels of the page."""
    scale = page.evaluate("() => window.__stipple.viewport.get().scale")
    places = [place(page, point) for point in points]
    return [
        (x + (round(px) - px) / scale, y + (round(py) - py) / scale)
        for (x, y), (px, py) in zip(points, places, strict=True)
    ]


def click(page: Page, point: PointXY, button: str = "left") -> None:
    page.mouse.click(*place(page, point), button=button)


def draw(page: Page, points: Sequence[PointXY]) -> None:
    places = [place(page, point) for point in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for each in places[1:]:
        page.mouse.move(*each)
    page.mouse.up()


def set_size(page: Page, size: int) -> None:
    while (now := page.evaluate(BRUSH_SIZE)) != size:
        page.keyboard.press("]" if now < size else "[")


def shown(page: Page) -> np.ndarray:
    """Whether each pixel of the image has a colour on the mask canvas, bool (H, W)."""
    return (np.frombuffer(page.evaluate(SHOWN).encode(), dtype=np.uint8) == ord("1")).reshape(HW)


def go_to(page: Page, x: float, y: float) -> None:
    """Move the crosshair as near to image pixel (x, y) as its steps go."""
    page.keyboard.press("ArrowLeft")
    step = page.evaluate("() => Math.max(1, Math.round(10 / window.__stipple.viewport.get().scale))")
    for axis, wanted, keys in ((0, x, ("ArrowLeft", "ArrowRight")), (1, y, ("ArrowUp", "ArrowDown"))):
        while abs(off := wanted - page.evaluate(CROSSHAIR)[axis]) > step / 2 + 1:
            page.keyboard.press(("Shift+" if abs(off) > 8 * step else "") + keys[off > 0])
