"""Things that are made once and kept for the next who asks, whoever asks first, up to a limit in bytes.

Two threads may ask: the one that answers clicks and the one that encodes ahead. Whoever comes second waits for the
first instead of making the thing again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from typing import Generic, TypeVar

from worker.byte_budget import ByteBudget

T = TypeVar("T")


class OnceCache(Generic[T]):
    def __init__(self, limit_bytes: int, make: Callable[[str], T], size_of: Callable[[T], int]) -> None:
        """``make`` makes what a key stands for; its errors go to whoever asked."""
        self._make_one = make
        self._size_of = size_of
        self._budget = ByteBudget(limit_bytes)
        self._kept: dict[str, T] = {}
        self._under_way: dict[str, threading.Event] = {}
        self._lock = threading.Lock()

    def get(self, key: str) -> tuple[T, bool]:
        """What ``key`` stands for and whether it was there already (False for who had to wait until it was made)."""
        was_there = True
        while True:
            with self._lock:
                if key in self._kept:
                    self._budget.touch(key)
                    return self._kept[key], was_there
                waiting = self._under_way.get(key)
                if waiting is None:
                    self._under_way[key] = threading.Event()
            if waiting is None:
                return self._make(key), False
            waiting.wait()
            was_there = False

    def has(self, key: str) -> bool:
        """Whether it is there or being made."""
        with self._lock:
            return key in self._kept or key in self._under_way

    def keys(self) -> list[str]:
        """What is there, the one that was unused longest first."""
        with self._lock:
            return self._budget.keys()

    def under_way(self) -> list[str]:
        """What is being made."""
        with self._lock:
            return sorted(self._under_way)

    def pin(self, keys: Collection[str]) -> None:
        """Let these go last."""
        with self._lock:
            self._budget.pin(keys)

    def keep_only(self, keys: Collection[str]) -> None:
        """Let everything else go now."""
        with self._lock:
            for key in [key for key in self._kept if key not in keys]:
                self._budget.remove(key)
                del self._kept[key]

    @property
    def used_bytes(self) -> int:
        return self._budget.used_bytes

    def _make(self, key: str) -> T:
        try:
            made = self._make_one(key)
            with self._lock:
                self._kept[key] = made
                for gone in self._budget.add(key, self._size_of(made)):
                    del self._kept[gone]
            return made
        finally:
            with self._lock:
                self._under_way.pop(key).set()
