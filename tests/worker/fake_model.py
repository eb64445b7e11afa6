"""A model for tests: every click and every point that a stroke becomes owns a disc, later ones and nearer centres win.

Deterministic, needs no weights.
"""

from __future__ import annotations

import numpy as np

from model.preprocess import network_points
from model.types import Clicks, Features, Logits

STRIDE = 2
RADIUS = 9.0


class DiscModel:
    """``calls`` counts what was asked; ``radius`` in image pixels."""

    def __init__(self, radius: float = RADIUS, digest: str = "d" * 64) -> None:
        self.radius = radius
        self.digest = digest
        self.encodes = 0
        self.decodes = 0

    def encode(self, image: np.ndarray) -> Features:
        self.encodes += 1
        return features_of((image.shape[0], image.shape[1]), self.digest)

    def decode(self, features: Features, clicks: Clicks) -> Logits:
        self.decodes += 1
        height, width = features.image_hw
        rows, columns = -(-height // STRIDE), -(-width // STRIDE)
        y, x = np.mgrid[:rows, :columns].astype(np.float32) * STRIDE + STRIDE / 2
        points, owners = network_points(clicks, features)
        discs = [self.radius - np.hypot(x - cx, y - cy) + t / 100 for cy, cx, t in points]
        maps = np.stack([*discs, np.zeros_like(x)]).astype(np.float32)
        owner = np.array([*owners, -1], dtype=np.int32)
        quality = np.full(len(clicks.objects), 0.9, dtype=np.float32)
        return Logits(maps, owner, features.image_hw, (height / STRIDE, width / STRIDE), quality)


def features_of(image_hw: tuple[int, int], digest: str, size_bytes: int = 1000) -> Features:
    tensors = {"f": np.zeros(size_bytes // 4, dtype=np.float32)}
    return Features(tensors, image_hw, image_hw, image_hw, digest)
