"""A person's hands in the real editor, moved by chance: every kind of operation by mouse and keys."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page, WebSocket

SIZE_WH = (640, 480)
MARGIN_PX = 12
PENDING = "() => window.__stipple.store.get().sync.pending.map(({ operation }) => [operation.id, operation.op])"
PLACE = "([x, y]) => window.__stipple.toPage(x, y)"
PointXY = tuple[float, float]


class Hands:
    """``made``: the operations (id → kind) in the order in which the person made them; ``refused``: id → code."""

    def __init__(self, page: Page, chance: random.Random) -> None:
        self.page = page
        self.made: dict[str, str] = {}
        self.refused: dict[str, str] = {}
        self.connections = 0
        self._chance = chance
        self._sent: dict[str, str] = {}
        page.on("websocket", self._listen)

    def act(self) -> None:
        """Do one thing, and note the operations that came of it: none where there was nothing to do it to."""
        (act,) = self._chance.choices(list(ACTS), weights=list(ACTS.values()))
        act(self)
        pending = dict(self.page.evaluate(PENDING))
        self.made |= {key: kind for key, kind in (self._sent | pending).items() if key not in self.made}

    def click(self) -> None:
        self.page.keyboard.press("c")
        self.page.mouse.click(*self._place(self._somewhere()))

    def click_anew(self) -> None:
        self.page.keyboard.press("Escape")
        self.click()

    def click_background(self) -> None:
        self.page.keyboard.press("c")
        self.page.mouse.click(*self._place(self._somewhere()), button="right")

    def paint(self) -> None:
        self._drag("b", self._chance.randint(2, 5))

    def erase(self) -> None:
        self._drag("e", 3)

    def scribble(self) -> None:
        self._drag("s", 4)

    def lasso(self) -> None:
        self._drag("l", 5)

    def box(self) -> None:
        self._drag("x", 2)

    def bounds(self) -> None:
        self._drag("w", 2)

    def select_next(self) -> None:
        self.page.get_by_test_id("canvas").focus()
        self.page.keyboard.press("Tab")

    def label(self) -> None:
        self.select_next()
        self.page.keyboard.press(self._chance.choice("123"))

    def lock(self) -> None:
        """And unlock again, so that not everything gets locked."""
        self.page.keyboard.press("k")
        self.page.mouse.click(*self._place(self._somewhere()))
        self.page.keyboard.press("k")

    def reshape(self) -> None:
        self.page.keyboard.press(self._chance.choice(["Shift+W", "Shift+N", "Shift+S", "Shift+F"]))
        panel = self.page.get_by_test_id("adjust-panel")
        if panel.count():
            self.page.keyboard.press("Enter")
        if panel.count():
            self.page.keyboard.press("Escape")
        self.page.get_by_test_id("canvas").focus()

    def duplicate(self) -> None:
        self.page.keyboard.press("Control+d")

    def delete(self) -> None:
        self.page.keyboard.press("Delete")

    def undo(self) -> None:
        self.page.keyboard.press("Control+z")

    def redo(self) -> None:
        self.page.keyboard.press("Control+Shift+z")

    def _drag(self, tool: str, points: int) -> None:
        self.page.keyboard.press(tool)
        x, y = self._somewhere()
        self.page.mouse.move(*self._place((x, y)))
        self.page.mouse.down()
        for _ in range(points - 1):
            x, y = _inside(x + self._chance.uniform(-90, 90), y + self._chance.uniform(-90, 90))
            self.page.mouse.move(*self._place((x, y)))
        self.page.mouse.up()

    def _somewhere(self) -> PointXY:
        width, height = SIZE_WH
        return _inside(self._chance.uniform(0, width), self._chance.uniform(0, height))

    def _place(self, point: PointXY) -> PointXY:
        place = self.page.evaluate(PLACE, list(point))
        return place["x"], place["y"]

    def _listen(self, socket: WebSocket) -> None:
        if "/ws/images/" in socket.url:
            self.connections += 1
            socket.on("framesent", self._note_sent)
            socket.on("framereceived", self._note_received)

    def _note_sent(self, text: str | bytes) -> None:
        message = json.loads(text)
        if "id" in message:
            self._sent.setdefault(message["id"], message["op"])

    def _note_received(self, text: str | bytes) -> None:
        message: dict[str, Any] = json.loads(text)
        if message["op"] == "error" and message["id"] and not message["retry"]:
            self.refused[message["id"]] = message["code"]


def _inside(x: float, y: float) -> PointXY:
    width, height = SIZE_WH
    return min(max(x, MARGIN_PX), width - MARGIN_PX), min(max(y, MARGIN_PX), height - MARGIN_PX)


ACTS: dict[Callable[[Hands], None], int] = {
    Hands.click: 12,
    Hands.click_anew: 8,
    Hands.click_background: 3,
    Hands.paint: 12,
    Hands.erase: 6,
    Hands.scribble: 6,
    Hands.lasso: 5,
    Hands.box: 5,
    Hands.bounds: 3,
    Hands.select_next: 6,
    Hands.label: 10,
    Hands.lock: 2,
    Hands.reshape: 8,
    Hands.duplicate: 3,
    Hands.delete: 8,
    Hands.undo: 10,
    Hands.redo: 6,
}
"""What the hands do, and how often of each other."""
