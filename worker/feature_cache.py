"""Features of encoded images, kept for the next click (hop 7): a hit, or one encode, whoever asks first.

A key stands for an image, or a crop of it, and the model that encodes it (``live_workers.features_of``).
"""

from __future__ import annotations

from collections.abc import Callable

from model.types import Features
from worker.once_cache import OnceCache


class FeatureCache(OnceCache[Features]):
    def __init__(self, limit_bytes: int, encode: Callable[[str], Features]) -> None:
        super().__init__(limit_bytes, encode, lambda features: features.nbytes)
