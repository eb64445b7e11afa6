"""One open editor of an image: the websocket with the browser's rules (acknowledge, resend, reconnect, refetch).

The document it holds follows the same rules as the front end's: the revision advances by ``changed`` and ``masks``
alone, a gap means fetching the document again.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from backend.operations.client.account import Account

CONNECT_PAUSES_S = (0.05, 0.1, 0.2, 0.5, 1.0)
LARGEST_MESSAGE_BYTES = 64 << 20
GAP_S = 0.5
BEHIND_S = 1.0


class Refused(RuntimeError):
    """The server answered an operation with an error that a retry does not mend."""


@dataclass(frozen=True)
class Answer:
    """A ``masks`` message, when it arrived (time.perf_counter) and how long its text is."""

    message: dict[str, Any]
    at: float
    size_bytes: int


@dataclass(frozen=True)
class Sent:
    """An acknowledged operation: its revision, when it was sent and when its ``ack`` came (time.perf_counter)."""

    id: str
    revision: int
    sent_at: float
    acknowledged_at: float


@dataclass
class Document:
    """What an editor shows: the revision, the objects by id, the background's clicks and strokes."""

    revision: int = -1
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    background: list[dict[str, Any]] = field(default_factory=list)
    background_strokes: list[dict[str, Any]] = field(default_factory=list)


class Editor:
    def __init__(self, account: Account, image: str) -> None:
        self.image = image
        self.document = Document()
        self.hello: dict[str, Any] = {}
        self.opened_at = 0.0
        self.features_at: float | None = None
        self.features = "unavailable"
        self.refetches = 0
        self.reconnects = 0
        self.errors: list[dict[str, Any]] = []
        self.is_pending = False
        self.heartbeat_at = 0.0
        self._account = account
        self._unacknowledged: dict[str, dict[str, Any]] = {}
        self._waiting_acks: dict[str, asyncio.Future[tuple[int, float]]] = {}
        self._answers: dict[int, Answer] = {}
        self._waiting_answers: dict[int, asyncio.Future[Answer]] = {}
        self._connection: ClientConnection | None = None
        self._is_open = asyncio.Event()
        self._behind_since: float | None = None
        self._held: list[dict[str, Any]] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        await self._fetch()
        self._spawn(self._stay_connected())
        await asyncio.wait_for(self._is_open.wait(), 30)
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._connection:
            await self._connection.close()

    async def send(self, operation: dict[str, Any], timeout_s: float = 60.0) -> Sent:
        """Send one operation with an id of its own and wait for its ``ack``, over any reconnect; raises Refused."""
        key = str(uuid.uuid4())
        message = {**operation, "id": key}
        future: asyncio.Future[tuple[int, float]] = asyncio.get_running_loop().create_future()
        self._waiting_acks[key] = future
        self._unacknowledged[key] = message
        sent_at = time.perf_counter()
        await self._transmit(message)
        revision, at = await asyncio.wait_for(future, timeout_s)
        return Sent(key, revision, sent_at, at)

    async def click(self, target: str | None, x: float, y: float, label: int | None = None) -> Sent:
        """A click on object ``target`` (None: the background) at image pixels (x, y)."""
        operation = {"op": "click", "object": target, "x": x, "y": y}
        return await self.send(operation | ({"label": label} if target else {}))

    async def scribble(
        self, target: str | None, points_xy: Sequence[tuple[float, float]], label: int | None = None
    ) -> Sent:
        """A line drawn on object ``target`` (None: the background) through image pixels."""
        operation = {"op": "scribble", "object": target, "points": [list(point) for point in points_xy]}
        return await self.send(operation | ({"label": label} if target else {}))

    async def box(self, target: str, box_xyxy: tuple[float, float, float, float], label: int | None = None) -> Sent:
        """A box around object ``target``, in image pixels."""
        return await self.send({"op": "box", "object": target, "box": list(box_xyxy), "label": label})

    async def answer(self, revision: int, timeout_s: float = 60.0) -> Answer:
        """The ``masks`` message that answers the operation of ``revision``."""
        if revision not in self._answers:
            future = self._waiting_answers.setdefault(revision, asyncio.get_running_loop().create_future())
            return await asyncio.wait_for(asyncio.shield(future), timeout_s)
        return self._answers[revision]

    async def cut(self) -> None:
        """Break the connection off without a closing handshake, as a lost network does."""
        if self._connection:
            self._connection.transport.abort()
        await asyncio.sleep(0)

    async def features_are_ready(self, timeout_s: float = 30.0) -> None:
        async with asyncio.timeout(timeout_s):
            while self.features != "ready":
                await asyncio.sleep(0.02)

    def _spawn(self, coroutine: Any) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _stay_connected(self) -> None:
        attempt = 0
        while True:
            try:
                async with connect(
                    self._account.socket_url(f"/ws/images/{self.image}/"),
                    additional_headers={"Cookie": self._account.socket_headers()["Cookie"]},
                    origin=self._account.url,  # type: ignore[arg-type]
                    max_size=LARGEST_MESSAGE_BYTES,
                    open_timeout=10,
                    proxy=None,
                ) as connection:
                    self._connection = connection
                    attempt = 0
                    async for text in connection:
                        await self._receive(str(text))
            except (ConnectionClosed, OSError, TimeoutError, InvalidStatus):
                pass
            self._connection = None
            self._is_open.clear()
            self.reconnects += 1
            await asyncio.sleep(CONNECT_PAUSES_S[min(attempt, len(CONNECT_PAUSES_S) - 1)])
            attempt += 1

    async def _transmit(self, message: dict[str, Any]) -> None:
        if self._connection and self._is_open.is_set():
            with contextlib.suppress(ConnectionClosed, OSError):
                await self._connection.send(json.dumps(message))

    async def _receive(self, text: str) -> None:
        at = time.perf_counter()
        message = json.loads(text)
        match message["op"]:
            case "hello":
                await self._greet(message)
            case "ack":
                self._acknowledge(message, at)
            case "masks":
                self._note_answer(message, Answer(message, at, len(text)))
                self._apply(message)
            case "changed":
                self._apply(message)
            case "status":
                self._heartbeat(message, at)
            case "error":
                self._error(message)

    async def _greet(self, message: dict[str, Any]) -> None:
        self.hello = message
        self.opened_at = time.perf_counter()
        self.features = message["features"]
        self._is_open.set()
        for pending in list(self._unacknowledged.values()):  # made before this connection
            await self._transmit({**pending, "late": True})
        if message["revision"] > self.document.revision:
            self._spawn(self._fetch())

    def _acknowledge(self, message: dict[str, Any], at: float) -> None:
        self._unacknowledged.pop(message["id"], None)
        future = self._waiting_acks.pop(message["id"], None)
        if future and not future.done():
            future.set_result((message["revision"], at))

    def _note_answer(self, message: dict[str, Any], answer: Answer) -> None:
        for revision in message["answers"]:
            self._answers[revision] = answer
            future = self._waiting_answers.pop(revision, None)
            if future and not future.done():
                future.set_result(answer)

    def _apply(self, message: dict[str, Any]) -> None:
        """Apply a message, or hold it while one before it is missing, which may be right behind it."""
        if message["revision"] <= self.document.revision:
            return
        self._held = sorted([*self._held, message], key=lambda held: int(held["since"]))
        self._release_held()
        if self._held:
            self._spawn(self._fetch_unless_mended(message["revision"], GAP_S))

    def _release_held(self) -> None:
        waiting = []
        for message in self._held:
            if message["since"] > self.document.revision:
                waiting.append(message)
            elif message["revision"] > self.document.revision:
                self._change(message)
        self._held = waiting

    def _change(self, message: dict[str, Any]) -> None:
        document = self.document
        for view in message["objects"]:
            document.objects[view["id"]] = document.objects.get(view["id"], {}) | view
        for gone in message["removed"]:
            document.objects.pop(gone, None)
        if "background" in message:
            document.background = message["background"]
            document.background_strokes = message["background_strokes"]
        document.revision = message["revision"]

    def _heartbeat(self, message: dict[str, Any], at: float) -> None:
        if message["features"] == "ready" != self.features:
            self.features_at = at
        self.features = message["features"]
        self.is_pending = message["pending"]
        self.heartbeat_at = at
        if message["revision"] <= self.document.revision:
            self._behind_since = None
        elif self._behind_since is None or at - self._behind_since > BEHIND_S:
            self._behind_since = at
            self._spawn(self._fetch_unless_mended(message["revision"], BEHIND_S))

    def _error(self, message: dict[str, Any]) -> None:
        self.errors.append(message)
        key = message.get("id")
        if not key or message.get("retry"):
            if key in self._unacknowledged:
                self._spawn(self._try_again({**self._unacknowledged[key], "late": True}))
            return
        self._unacknowledged.pop(key, None)
        future = self._waiting_acks.pop(key, None)
        if future and not future.done():
            future.set_exception(Refused(f"{message['code']}: {message['detail']}"))

    async def _try_again(self, message: dict[str, Any]) -> None:
        await asyncio.sleep(GAP_S)
        await self._transmit(message)

    async def _fetch_unless_mended(self, revision: int, patience_s: float) -> None:
        await asyncio.sleep(patience_s)
        if self.document.revision < revision:
            await self._fetch()

    async def _fetch(self) -> None:
        fetched = await asyncio.to_thread(self._account.get, f"/api/v1/images/{self.image}/annotation/")
        self.refetches += 1
        if fetched["revision"] >= self.document.revision:
            objects = {view["id"]: view for view in fetched["objects"]}
            background, strokes = fetched["background"], fetched["background_strokes"]
            self.document = Document(fetched["revision"], objects, background, strokes)
            self._release_held()
