"""`manage.py bench editor`: the real editor in a real Chromium, on images with few and with very many masks.

The masks are generated (``blobs.py``) and put in by the product's own operation, the one that pastes. Pointer and keys
come in as a person's would; ``editor_probe.js`` in the page measures. Times end when a frame is painted by the page,
before the compositor has shown it. Chromium draws in software.
"""

from __future__ import annotations

import asyncio
import math
import os
import random
import statistics
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from backend.operations.bench.blobs import blobs
from backend.operations.bench.chromium import VIEWPORT, chromium
from backend.operations.bench.figures import percentiles
from backend.operations.client.account import Account
from backend.operations.client.editor import Editor
from backend.operations.client.photos import resized_photos
from backend.operations.client.projects import ClientProject, make_project
from kernels.rle import Rle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZE_WH = (2048, 1536)
COUNTS = (50, 1000, 2000)
CLICKED = (5, 2000)
"""Objects of the two images, untouched by what is measured in the browser, whose clicks are compared."""
SAMPLES = 20
MOVE_S = 3.0
RUNS = 3
NOTCH, NOTCHES = 60, 12
"""Turns of the wheel: so far each, and so many in one direction, which is about four times as large."""
REST_MS = 100
"""A hand is on its place so long before it presses: what the keys before have changed is drawn by then."""
WAIT_MS = 60_000
PER_OPERATION = 200
PROBE = Path(__file__).with_name("editor_probe.js")
IS_PAINTED = """([x, y]) => __probe.frameWhere(() => {
  const canvas = document.querySelector('[data-testid="masks"]');
  return canvas?.getContext('2d').getImageData(x, y, 1, 1).data[3] > 0;
})"""
IS_ANSWERED = """(count) => {
  const { sync, link } = __stipple.store.get();
  return sync.pending.length === 0 && !link.isAnswerPending && __probe.answers.length >= count;
}"""


def run(url: str, username: str, password: str) -> dict[str, Any]:
    """Raises NoBrowser. Frames a second, milliseconds and mebibytes under the keys that the benchmark promises."""
    with Account(url, username, password) as account:
        counts = (*COUNTS, *CLICKED)
        photos = resized_photos(len(counts), SIZE_WH, variant=91)
        project = make_project(account, f"editor {uuid.uuid4().hex[:8]}", photos)
        try:
            filled = [
                (image, _fill(account, project, image, count))
                for image, count in zip(project.image_ids, counts, strict=True)
            ]
            seen, clicked = filled[: len(COUNTS)], filled[len(COUNTS) :]
            with chromium() as browser:
                pages = {
                    count: _measure_page(browser, account, *image, is_last=count == COUNTS[-1])
                    for count, image in zip(COUNTS, seen, strict=True)
                }
            times = {str(count): _socket_ms(account, *image) for count, image in zip(CLICKED, clicked, strict=True)}
        finally:
            account.delete(f"/api/v1/projects/{project.id}/")
    most = pages[COUNTS[-1]]
    return {
        "image": f"{SIZE_WH[0]}x{SIZE_WH[1]}",
        "fps": {str(count): page["pan"] for count, page in pages.items()},
        "zoom_fps": {str(count): page["zoom"] for count, page in pages.items()},
        "open_ms": {str(count): page["open"] for count, page in pages.items()},
        **{key: most[key] for key in ("feedback_ms", "paint_ms", "shown_ms", "select_ms", "edit_ms", "memory_mb")},
        "click_ms": {count: click_ms for count, (click_ms, _) in times.items()},
        "undo_ms": {count: undo_ms for count, (_, undo_ms) in times.items()},
        "load": [round(value, 2) for value in os.getloadavg()],
    }


class Places:
    """Where an image has its blobs: a pixel inside of each, and pixels between them, x and y."""

    def __init__(self, labels: np.ndarray, count: int) -> None:
        chance = random.Random(count)  # noqa: S311
        self.inside = [self._deep(labels == number) for number in range(1, min(count, 2 * SAMPLES) + 1)]
        free = np.argwhere(labels == 0)
        free = free[(free[:, 0] > 40) & (free[:, 0] < SIZE_WH[1] - 40) & (free[:, 1] > 40)]
        chosen = [free[chance.randrange(len(free))] for _ in range(3 * SAMPLES)]
        self.free = [(int(x), int(y)) for y, x in chosen]

    @staticmethod
    def _deep(mask: np.ndarray) -> tuple[int, int]:
        """A pixel whose column is in the mask for long, in the middle of that stretch."""
        ys, xs = np.nonzero(mask)
        column = np.bincount(xs).argmax()
        rows = ys[xs == column]
        return int(column), int(rows[len(rows) // 2])


def _fill(account: Account, project: ClientProject, image: str, count: int) -> Places:
    masks, labels = blobs(count, (SIZE_WH[1], SIZE_WH[0]), seed=count)
    asyncio.run(_paste(account, project.label_ids, image, masks))
    return Places(labels, count)


async def _paste(account: Account, labels: Sequence[int], image: str, masks: Sequence[Rle]) -> None:
    shapes = [
        {"object": str(uuid.uuid4()), "label": labels[number % len(labels)], "rle": rle}
        for number, rle in enumerate(masks)
    ]
    async with Editor(account, image) as editor:
        for start in range(0, len(shapes), PER_OPERATION):
            part = shapes[start : start + PER_OPERATION]
            await editor.send({"op": "reshape", "objects": part, "removed": [], "reason": "paste"})


def _measure_page(browser: Browser, account: Account, image: str, places: Places, *, is_last: bool) -> dict[str, Any]:
    context = browser.new_context(viewport=VIEWPORT)
    name, _, value = account.session_cookie().partition("=")
    context.add_cookies([{"name": name, "value": value, "url": account.url}])
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    page.add_init_script(path=PROBE)
    try:
        page.goto(f"{account.url}/images/{image}", wait_until="commit")
        page.wait_for_function("() => window.__stipple?.viewport.get() && __stipple.store.get().sync.document")
        opened = round(page.evaluate(IS_PAINTED, places.inside[0]))
        page.wait_for_function("() => __stipple.store.get().link.features === 'ready'")
        frames = {
            "open": opened,
            "pan": _median(_panned(page) for _ in range(RUNS)),
            "zoom": _median(_zoomed(page) for _ in range(RUNS)),
        }
        return frames | (_answers(page, places) if is_last else {})
    finally:
        context.close()


def _answers(page: Page, places: Places) -> dict[str, Any]:
    """Everything that is measured on the image with the most masks."""
    page.keyboard.press("f")
    select_ms = [_selected(page, point) for point in places.inside[:SAMPLES]]
    edit_ms = [_relabelled(page, point, str(number % 3 + 1)) for number, point in enumerate(places.inside[:SAMPLES])]
    memory = _memory_mb(page)
    feedback_ms = [_clicked(page, point, number + 1) for number, point in enumerate(places.free[:SAMPLES])]
    answers = page.evaluate("() => __probe.answers")
    return {
        "feedback_ms": percentiles(feedback_ms),
        "paint_ms": percentiles([answer["work"] for answer in answers]),
        "shown_ms": percentiles([answer["shown"] for answer in answers]),
        "select_ms": percentiles(select_ms),
        "edit_ms": percentiles(edit_ms),
        "memory_mb": memory,
    }


def _panned(page: Page) -> float:
    """Frames a second while the middle button drags the image in circles."""
    page.keyboard.press("f")
    x, y = _middle(page)
    page.mouse.move(x, y)
    page.mouse.down(button="middle")
    page.evaluate("() => { __probe.panned = [] }")
    began = time.monotonic()
    while (passed := time.monotonic() - began) < MOVE_S:
        page.mouse.move(x + round(180 * math.sin(4 * passed)), y + round(120 * math.sin(7 * passed)))
    frames = page.evaluate("() => __probe.framesPerSecond()")
    page.mouse.up(button="middle")
    return float(frames)


def _zoomed(page: Page) -> float:
    """Frames a second while the wheel zooms in and out between the whole image and four times as large.

    The page turns the wheel itself, once a frame: a driver waits for every turn, and gets 30 of them a second at most.
    """
    page.keyboard.press("f")
    return float(page.evaluate("(args) => __probe.zoomed(...args)", [*_middle(page), NOTCH, NOTCHES, MOVE_S * 1000]))


def _selected(page: Page, point: tuple[int, int]) -> float:
    """From the button that selects an object going up until canvas and list show it selected."""
    page.keyboard.press("v")
    page.keyboard.press("Escape")
    page.evaluate(
        """() => __probe.arm('pointerup', () => () => {
          const { selection } = __stipple.store.get().view;
          return selection !== null && document.querySelector(`[data-object="${selection}"][data-selected]`) !== null;
        })"""
    )
    page.mouse.click(*_on_page(page, point))
    return float(page.evaluate("() => __probe.took"))


def _relabelled(page: Page, point: tuple[int, int], digit: str) -> float:
    """From the key that gives the selected object another label until the list shows it."""
    page.mouse.click(*_on_page(page, point))
    page.evaluate(
        """() => __probe.arm('keydown', () => {
          const { selection } = __stipple.store.get().view;
          const row = () => document.querySelector(`[data-object="${selection}"]`)?.textContent;
          const [before, sync] = [row(), __stipple.store.get().sync];
          return () => __stipple.store.get().sync !== sync && row() !== undefined && row() !== before;
        })"""
    )
    label = page.evaluate(
        """(digit) => {
          const { sync, view } = __stipple.store.get();
          return [...new Set([...sync.document.objects.values()].map(({ label }) => label))].sort((a, b) => a - b)
            .indexOf(sync.document.objects.get(view.selection).label) + 1 === Number(digit);
        }""",
        digit,
    )
    page.keyboard.press(digit if not label else str(int(digit) % 3 + 1))
    took = float(page.evaluate("() => __probe.took"))
    page.wait_for_function("() => __stipple.store.get().sync.pending.length === 0")
    return took


def _clicked(page: Page, point: tuple[int, int], count: int) -> float:
    """From the pointer going down with the click tool until something shows there; waits for the mask that follows."""
    page.keyboard.press("c")
    page.keyboard.press("Escape")
    x, y = _on_page(page, point)
    page.mouse.move(x, y)
    page.wait_for_timeout(REST_MS)
    page.evaluate("([x, y]) => __probe.arm('pointerdown', () => __probe.changesAround(x, y))", [x, y])
    page.mouse.down()
    page.mouse.up()
    took = float(page.evaluate("() => __probe.took"))
    page.wait_for_function(IS_ANSWERED, arg=count)
    return took


def _memory_mb(page: Page) -> float:
    """JavaScript's heap after a garbage collection; canvases are not in it."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return round(metrics["JSHeapUsedSize"] / (1 << 20), 1)


def _socket_ms(account: Account, image: str, places: Places) -> tuple[dict[str, float | None], dict[str, float | None]]:
    """Round trips measured at the websocket: of clicks that make and refine new objects, and of undoing them."""
    clicks, undos = asyncio.run(_round_trips(account, image, places))
    return percentiles(clicks), percentiles(undos)


async def _round_trips(account: Account, image: str, places: Places) -> tuple[list[float], list[float]]:
    clicks: list[float] = []
    undos: list[float] = []
    async with Editor(account, image) as editor:
        await editor.features_are_ready()
        targets = [str(uuid.uuid4()) for _ in range(4)]
        for number, (x, y) in enumerate(places.free[SAMPLES:]):
            sent = await editor.click(targets[number % len(targets)], x, y)
            answer = await editor.answer(sent.revision)
            if number >= len(targets):
                clicks.append((answer.at - sent.sent_at) * 1000)
        for _ in range(SAMPLES):
            undone = await editor.send({"op": "undo"})
            undos.append((undone.acknowledged_at - undone.sent_at) * 1000)
    return clicks, undos


def _on_page(page: Page, point: tuple[int, int]) -> tuple[float, float]:
    place = page.evaluate("([x, y]) => __stipple.toPage(x + 0.5, y + 0.5)", list(point))
    return place["x"], place["y"]


def _middle(page: Page) -> tuple[float, float]:
    box = page.get_by_test_id("canvas").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _median(values: Iterator[float]) -> float:
    return round(statistics.median(values), 1)
