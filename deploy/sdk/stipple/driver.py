"""Carrying out effects with httpx: one driver that blocks, one for asyncio. Nothing else here knows of httpx."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from typing import Any

import httpx

from stipple.effects import Answer, Effect, Flow, Pause, Request, T
from stipple.errors import NotConfigured, Unreachable
from stipple.listing import Listing
from stipple.retrying import Retries, with_retries

NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class Driver:
    """Blocking."""

    def __init__(self, url: str, options: dict[str, Any], retries: Retries) -> None:
        self.url = url
        self.retries = retries
        self.http = httpx.Client(**options)

    def run(self, flow: Flow[T]) -> T:
        steps = with_retries(flow, self.retries)
        try:
            effect = next(steps)
            while True:
                try:
                    outcome = self._perform(effect)
                except httpx.TransportError as error:
                    effect = steps.throw(_unreachable(error, self.url))
                else:
                    effect = steps.send(outcome)
        except StopIteration as stop:
            result: T = stop.value
            return result
        finally:
            steps.close()

    def items(self, listing: Listing[T]) -> Iterator[T]:
        following: str | None = ""
        while following is not None:
            page = self.run(listing.page(following))
            yield from page.items
            following = page.following

    def _perform(self, effect: Effect) -> Answer | None:
        if isinstance(effect, Pause):
            time.sleep(effect.seconds)
            return None
        if isinstance(effect, Request):
            with ExitStack() as open_files:
                return _whole(self.http.request(**_arguments(effect, open_files)))
        with self.http.stream(**_arguments(effect.request, ExitStack())) as response:
            if response.is_error:
                response.read()
                return _whole(response)
            effect.begin(_head(response))
            # as they come: what waits for a piece of one's own size is lost when the connection breaks
            for piece in response.iter_bytes():
                effect.piece(piece)
            return _head(response)


class AsyncDriver:
    """For asyncio. Files are read and written between two pieces, without a thread: pieces are small."""

    def __init__(self, url: str, options: dict[str, Any], retries: Retries) -> None:
        self.url = url
        self.retries = retries
        self.http = httpx.AsyncClient(**options)

    async def run(self, flow: Flow[T]) -> T:
        steps = with_retries(flow, self.retries)
        try:
            effect = next(steps)
            while True:
                try:
                    outcome = await self._perform(effect)
                except httpx.TransportError as error:
                    effect = steps.throw(_unreachable(error, self.url))
                else:
                    effect = steps.send(outcome)
        except StopIteration as stop:
            result: T = stop.value
            return result
        finally:
            steps.close()

    async def items(self, listing: Listing[T]) -> AsyncIterator[T]:
        following: str | None = ""
        while following is not None:
            page = await self.run(listing.page(following))
            for item in page.items:
                yield item
            following = page.following

    async def _perform(self, effect: Effect) -> Answer | None:
        if isinstance(effect, Pause):
            await asyncio.sleep(effect.seconds)
            return None
        if isinstance(effect, Request):
            with ExitStack() as open_files:
                return _whole(await self.http.request(**_arguments(effect, open_files)))
        async with self.http.stream(**_arguments(effect.request, ExitStack())) as response:
            if response.is_error:
                await response.aread()
                return _whole(response)
            effect.begin(_head(response))
            async for piece in response.aiter_bytes():
                effect.piece(piece)
            return _head(response)


def client_options(url: str, token: str, timeout_s: float, user_agent: str) -> dict[str, Any]:
    """Raises NotConfigured for an address that is none."""
    address = httpx.URL(url)
    if address.scheme not in ("http", "https") or not address.host:
        raise NotConfigured(f"url={url!r} is no address of a server; give one such as https://stipple.example.org.")
    headers = {"Authorization": f"Bearer {token}", "User-Agent": user_agent, "Accept": "application/json, */*"}
    return {"base_url": url, "headers": headers, "timeout": timeout_s, "follow_redirects": False}


def _arguments(request: Request, open_files: ExitStack) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "method": request.method,
        "url": request.path,
        "params": dict(request.params) or None,
        "headers": dict(request.headers),
        "json": request.json,
        "content": request.content,
    }
    if request.files:
        arguments["files"] = [
            ("files", (name, open_files.enter_context(path.open("rb")), "application/octet-stream"))
            for name, path in request.files
        ]
    return arguments | ({"timeout": request.timeout_s} if request.timeout_s else {})


def _head(response: httpx.Response) -> Answer:
    return Answer(response.status_code, dict(response.headers))


def _whole(response: httpx.Response) -> Answer:
    return Answer(response.status_code, dict(response.headers), response.content)


def _unreachable(error: httpx.TransportError, url: str) -> Unreachable:
    arrived = not isinstance(error, NEVER_SENT)
    kind = "did not answer in time" if isinstance(error, httpx.TimeoutException) else "cannot be reached"
    if arrived and kind == "cannot be reached":
        kind = "broke the connection off"
    why = f" ({error})" if str(error) else f" ({type(error).__name__})"
    return Unreachable(f"{url} {kind}{why}. Is it the right address, and is the server up?", arrived)
