"""The one event loop of a worker process, in a thread of its own, for sending through the channel layer (hop 10).

The channel layer keeps its connections per loop. ``async_to_sync`` in each task would make a new loop and a new
connection every time: 5 to 8 ms instead of well under one.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any

from backend.annotation.publishing import publish

log = logging.getLogger(__name__)


class ChannelLoop:
    """Sends to the open editors of images without making the caller wait."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="channel-loop", daemon=True)
        self._thread.start()

    def publish(self, image_id: object, content: dict[str, Any]) -> Future[bool]:
        """Send ``content`` to the image's group. What cannot be sent is logged; editors notice by the revision."""
        return self._run(publish(image_id, content))

    def publish_now(self, image_id: object, content: dict[str, Any], timeout_s: float = 1.0) -> None:
        """Send and wait until it is sent: a caller that went on computing would keep the GIL from the loop for 5 ms."""
        try:
            self.publish(image_id, content).result(timeout_s)
        except TimeoutError:
            log.warning("Redis did not take a message to image %s within %s s", image_id, timeout_s)

    def warm_up(self, timeout_s: float = 5.0) -> None:
        """Open the connection now, so that the first click does not wait for it."""
        self.publish_now("warm-up", {"type": "image.status"}, timeout_s)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(2)

    def _run(self, coroutine: Coroutine[Any, Any, bool]) -> Future[bool]:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)
