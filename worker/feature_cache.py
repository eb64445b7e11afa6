"""Features of encoded images, kept for the next click (hop 7): a hit, or one encode, whoever asks first.

Two threads may ask: the one that answers clicks and the one that encodes ahead. Whoever comes second waits for the
first instead of encoding again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection

from model.types import Features
from worker.byte_budget import ByteBudget


class FeatureCache:
    def __init__(self, limit_bytes: int, encode: Callable[[str], Features]) -> None:
        """``encode`` makes the features of an image; its errors go to whoever asked."""
        self._encode = encode
        self._budget = ByteBudget(limit_bytes)
        self._features: dict[str, Features] = {}
        self._under_way: dict[str, threading.Event] = {}
        self._lock = threading.Lock()

    def get(self, image_id: str) -> tuple[Features, bool]:
        """The features of an image and whether they were there already (False for who had to wait for an encode)."""
        was_there = True
        while True:
            with self._lock:
                if image_id in self._features:
                    self._budget.touch(image_id)
                    return self._features[image_id], was_there
                waiting = self._under_way.get(image_id)
                if waiting is None:
                    self._under_way[image_id] = threading.Event()
            if waiting is None:
                return self._make(image_id), False
            waiting.wait()
            was_there = False

    def has(self, image_id: str) -> bool:
        with self._lock:
            return image_id in self._features or image_id in self._under_way

    def images(self) -> list[str]:
        """The images whose features are held, the one that was unused longest first."""
        with self._lock:
            return self._budget.keys()

    def pin(self, image_ids: Collection[str]) -> None:
        """Let these go last: somebody has them open."""
        with self._lock:
            self._budget.pin(image_ids)

    @property
    def used_bytes(self) -> int:
        return self._budget.used_bytes

    def _make(self, image_id: str) -> Features:
        try:
            features = self._encode(image_id)
            with self._lock:
                self._features[image_id] = features
                for key in self._budget.add(image_id, features.nbytes):
                    del self._features[key]
            return features
        finally:
            with self._lock:
                self._under_way.pop(image_id).set()
