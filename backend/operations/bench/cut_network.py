"""A network that fails on command: a TCP proxy between a browser and the product.

Four ways a connection ends: ``reset`` (both ends hear of it at once), ``torn`` (half of the next piece arrives, then a
reset), ``stalled`` (nothing arrives any more, and nobody is told) and ``deaf`` (the server still hears, its answers are
lost). For a while after each, new connections are refused.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Literal, Self, get_args

from backend.operations.bench.temporary_product import free_port

Fault = Literal["reset", "torn", "stalled", "deaf"]
FAULTS: tuple[Fault, ...] = get_args(Fault)
PIECE_BYTES = 1 << 16
CLOSE_S = 5.0
NO_LINGER = struct.pack("ii", 1, 0)


class Link:
    """One connection of the browser and the one that it leads to."""

    def __init__(self, browser: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self.browser, self.server = browser, server
        self.fault: Fault | None = None
        self.sent_bytes = 0

    def reset(self) -> None:
        for writer in (self.browser, self.server):
            _reset(writer)


class CutNetwork:
    """Use as a context manager: ``url`` leads to the product on 127.0.0.1:``port``."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._port = free_port()
        self._links: set[Link] = set()
        self._is_down = False
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None
        self.url = f"http://127.0.0.1:{self._port}"
        self.sent_bytes = 0
        """By browsers, over connections that have ended."""
        self.faults: dict[str, int] = dict.fromkeys(FAULTS, 0)

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._wait(asyncio.start_server(self._connected, "127.0.0.1", self._port))
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._wait(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def fail(self, fault: Fault, in_s: float, down_s: float) -> None:
        """In ``in_s`` seconds every connection ends by ``fault``; for ``down_s`` more no new one is made."""
        self._loop.call_soon_threadsafe(lambda: self._loop.call_later(in_s, self._fail, fault, down_s))

    def cut(self) -> None:
        """Reset every connection now, and make no new one until ``restore``."""
        self._loop.call_soon_threadsafe(lambda: self._fail("reset", None))

    def restore(self) -> None:
        self._loop.call_soon_threadsafe(self._come_back)

    def _fail(self, fault: Fault, down_s: float | None) -> None:
        self.faults[fault] += 1
        self._is_down = True
        if down_s is not None:
            self._loop.call_later(down_s, self._come_back)
        for link in list(self._links):
            if fault == "reset":
                link.reset()
            else:
                link.fault = link.fault or fault

    def _come_back(self) -> None:
        self._is_down = False

    async def _connected(self, from_browser: asyncio.StreamReader, browser: asyncio.StreamWriter) -> None:
        if self._is_down:
            _reset(browser)
            return
        try:
            from_server, server = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            _reset(browser)
            return
        link = Link(browser, server)
        self._links.add(link)
        await asyncio.gather(
            _carry(from_browser, server, link, is_answer=False), _carry(from_server, browser, link, is_answer=True)
        )
        self._links.discard(link)
        self.sent_bytes += link.sent_bytes

    async def _close(self) -> None:
        assert self._server
        self._server.close()
        for link in list(self._links):
            link.reset()
        if others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others, timeout=CLOSE_S)

    def _wait(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, link: Link, *, is_answer: bool) -> None:
    """Carry pieces until one end closes. The other end of a stalled connection is told nothing."""
    try:
        while piece := await reader.read(PIECE_BYTES):
            link.sent_bytes += 0 if is_answer else len(piece)
            if link.fault == "stalled" or (link.fault == "deaf" and is_answer):
                continue
            if link.fault == "torn":
                writer.write(piece[: len(piece) // 2])
                await writer.drain()
                link.reset()
                return
            writer.write(piece)
            await writer.drain()
        if link.fault is None:
            writer.close()
    except OSError:
        link.reset()


def _reset(writer: asyncio.StreamWriter) -> None:
    """End the connection with RST: what is on its way is lost."""
    plug = writer.get_extra_info("socket")
    if plug is not None and plug.fileno() >= 0:
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
    writer.transport.abort()
