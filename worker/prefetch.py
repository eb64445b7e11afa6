"""Encodes ahead on one background thread: the image that was just opened, then its neighbours, each with its model.

The runtime releases the GIL, so a click is answered meanwhile; no new encode starts while a click is in hand. The
image that was asked for last comes first; what was asked for long ago is forgotten.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from worker.feature_cache import FeatureCache

log = logging.getLogger(__name__)

MAX_WAITING = 16


class Prefetcher(threading.Thread):
    def __init__(self, cache: FeatureCache, when_ready: Callable[[str], object]) -> None:
        """``when_ready`` is told every key (image and model) whose features have become available here."""
        super().__init__(name="prefetch", daemon=True)
        self._cache = cache
        self._when_ready = when_ready
        self._waiting: deque[str] = deque(maxlen=MAX_WAITING)
        self._changed = threading.Condition()
        self._clicks = 0
        self._is_stopping = False

    def ask(self, keys: list[str]) -> None:
        """Encode these next, in this order."""
        with self._changed:
            for key in reversed(keys):
                if key in self._waiting:
                    self._waiting.remove(key)
                if len(self._waiting) == MAX_WAITING:
                    self._waiting.pop()
                self._waiting.appendleft(key)
            self._changed.notify()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Start no encode while a click is in hand."""
        with self._changed:
            self._clicks += 1
        try:
            yield
        finally:
            with self._changed:
                self._clicks -= 1
                self._changed.notify()

    def stop(self) -> None:
        with self._changed:
            self._is_stopping = True
            self._changed.notify()

    def run(self) -> None:
        while (key := self._next()) is not None:
            if self._cache.has(key):
                continue
            try:
                self._cache.get(key)
                self._when_ready(key)
            except Exception as error:  # an image that cannot be read is answered to whoever clicks on it
                log.warning("could not encode image %s ahead: %s", key, error)

    def _next(self) -> str | None:
        with self._changed:
            while not self._is_stopping and (self._clicks or not self._waiting):
                self._changed.wait()
            return None if self._is_stopping else self._waiting.popleft()
