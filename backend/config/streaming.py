"""Requests whose body is handed on while it still comes in.

Django gathers a request's body before it calls the view: of an upload that breaks off in the middle, nothing would be
left. Here the view of a resumable upload reads what has come so far, and the network waits for the disk.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import CancelledError
from typing import Any

from asgiref.sync import sync_to_async
from django.core import signals
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.urls import set_script_prefix

STREAMED = re.compile(r"/api/v1/(projects/[0-9]+/uploads|uploads/[0-9a-f-]{36})/")
METHODS = ("POST", "PATCH")
STALLED_S = 20.0
"""After so long without a byte the connection counts as broken, and whoever it kept out may go on."""

Receive = Callable[[], Awaitable[Any]]


class LiveBody:
    """The body as a file that a view reads in its thread; OSError where the connection breaks or stands still."""

    def __init__(self, receive: Receive, loop: asyncio.AbstractEventLoop, stalled_s: float = STALLED_S) -> None:
        self._receive, self._loop, self._stalled_s = receive, loop, stalled_s
        self._rest = b""
        self._is_over = False

    def read(self, size: int) -> bytes:
        """Up to ``size`` bytes, at least one unless the body is over."""
        while not self._rest and not self._is_over:
            self._take()
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece

    def close(self) -> None:
        self._is_over, self._rest = True, b""

    def _take(self) -> None:
        coming = asyncio.run_coroutine_threadsafe(self._next(), self._loop)
        try:
            message = coming.result()
        except CancelledError:
            raise ConnectionAbortedError("the server stops") from None
        if message["type"] == "http.disconnect":
            raise ConnectionResetError("the client is gone")
        self._rest = message.get("body", b"")
        self._is_over = not message.get("more_body", False)

    async def _next(self) -> Any:
        return await asyncio.wait_for(self._receive(), self._stalled_s)


class StreamingHandler(ASGIHandler):
    """Django's own, but for bodies that are read while they come."""

    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["method"] not in METHODS or not STREAMED.fullmatch(scope["path"]):
            await super().handle(scope, receive, send)
            return
        set_script_prefix(get_script_prefix(scope))
        await signals.request_started.asend(sender=self.__class__, scope=scope)
        body: Any = LiveBody(receive, asyncio.get_running_loop())
        request, refusal = self.create_request(scope, body)
        response: Any = refusal if request is None else await self.run_get_response(request)
        await self.send_response(response, send)
        await sync_to_async(response.close)()
