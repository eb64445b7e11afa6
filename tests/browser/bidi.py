"""A page of Firefox as its own WebDriver BiDi (W3C) gives it, by the names that a page of playwright has.

Playwright drives a Firefox of its own making only; this drives the one that people have.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from websockets.sync.client import ClientConnection, connect

ANSWER_S = 60.0
POLL_S = 0.05
BUTTONS = {"left": 0, "middle": 1, "right": 2}
KEYS = {
    "Backspace": "\ue003",
    "Tab": "\ue004",
    "Enter": "\ue006",
    "Shift": "\ue008",
    "Control": "\ue009",
    "Alt": "\ue00a",
    "Escape": "\ue00c",
    "Space": " ",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
    "F6": "\ue036",
}
"""Those of the WebDriver specification (Keyboard actions, normalised key values)."""


class BidiError(RuntimeError):
    """The browser refused a command or a script threw; the message is the browser's."""


class Connection:
    """One session with a browser: ``send`` waits for the answer; what the browser tells on its own is dropped."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self.send("session.new", {"capabilities": {}})

    def send(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        """Raises BidiError."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(ANSWER_S))
            if answer.get("id") != number:
                continue
            if answer["type"] == "error":
                raise BidiError(f"{method}: {answer['error']}: {answer['message']}")
            return dict(answer["result"])


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A session with the browser that listens at this address."""
    with connect(url, max_size=None, open_timeout=ANSWER_S) as socket:
        yield Connection(socket)


class Page:
    """A tab of that size in CSS pixels."""

    def __init__(self, connection: Connection, width: int, height: int) -> None:
        self._connection = connection
        self._context = connection.send("browsingContext.create", {"type": "tab"})["context"]
        viewport = {"context": self._context, "viewport": {"width": width, "height": height}}
        connection.send("browsingContext.setViewport", viewport)
        self.keyboard = Keyboard(self)
        self.mouse = Mouse(self)

    @property
    def url(self) -> str:
        return str(self.evaluate("() => location.href"))

    def goto(self, url: str) -> None:
        self._connection.send("browsingContext.navigate", {"context": self._context, "url": url, "wait": "complete"})

    def reload(self) -> None:
        self._connection.send("browsingContext.reload", {"context": self._context, "wait": "complete"})

    def evaluate(self, function: str, arg: Any = None) -> Any:
        """What the JavaScript function returns (or its promise resolves to), by way of JSON. Raises BidiError."""
        wrapped = f"async (given) => JSON.stringify((await ({function})(JSON.parse(given))) ?? null)"
        answer = self._connection.send(
            "script.callFunction",
            {
                "functionDeclaration": wrapped,
                "arguments": [{"type": "string", "value": json.dumps(arg)}],
                "target": {"context": self._context},
                "awaitPromise": True,
            },
        )
        if answer["type"] == "exception":
            raise BidiError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def wait_for_function(self, function: str, arg: Any = None, timeout: float = 20_000) -> None:
        """Raises TimeoutError after ``timeout`` milliseconds."""
        until = time.monotonic() + timeout / 1000
        while not self.evaluate(function, arg):
            if time.monotonic() > until:
                raise TimeoutError(f"not so within {timeout:.0f} ms: {function}")
            time.sleep(POLL_S)

    def act(self, source: dict[str, Any]) -> None:
        self._connection.send("input.performActions", {"context": self._context, "actions": [source]})

    def close(self) -> None:
        self._connection.send("browsingContext.close", {"context": self._context})


class Keyboard:
    def __init__(self, page: Page) -> None:
        self._page = page

    def down(self, key: str) -> None:
        self._act(_key("keyDown", key))

    def up(self, key: str) -> None:
        self._act(_key("keyUp", key))

    def press(self, keys: str) -> None:
        """One key, with those that are held before it: "Control+z"."""
        *held, last = keys.split("+")
        down = [_key("keyDown", key) for key in (*held, last)]
        self._act(*down, *(_key("keyUp", key) for key in (last, *reversed(held))))

    def type(self, text: str) -> None:
        for letter in text:
            self._act(_key("keyDown", letter), _key("keyUp", letter))

    def _act(self, *actions: dict[str, Any]) -> None:
        self._page.act({"type": "key", "id": "keyboard", "actions": list(actions)})


class Mouse:
    def __init__(self, page: Page) -> None:
        self._page = page

    def move(self, x: float, y: float) -> None:
        self._act({"type": "pointerMove", "x": round(x), "y": round(y)})

    def down(self, button: str = "left") -> None:
        self._act({"type": "pointerDown", "button": BUTTONS[button]})

    def up(self, button: str = "left") -> None:
        self._act({"type": "pointerUp", "button": BUTTONS[button]})

    def click(self, x: float, y: float, button: str = "left") -> None:
        self.move(x, y)
        self.down(button)
        self.up(button)

    def _act(self, action: dict[str, Any]) -> None:
        self._page.act({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [action]})


def _key(kind: str, key: str) -> dict[str, Any]:
    return {"type": kind, "value": KEYS.get(key, key)}
