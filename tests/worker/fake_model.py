"""A model for tests: every click owns a disc, later clicks and nearer centres win. Deterministic, needs no weights."""

from __future__ import annotations

import numpy as np

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
        owned = [(k, click) for k, group in enumerate(clicks.objects) for click in group]
        owned += [(-1, click) for click in clicks.background]
        discs = [self.radius - np.hypot(x - c.x, y - c.y) + c.t / 100 for _, c in owned]
        maps = np.stack([*discs, np.zeros_like(x)]).astype(np.float32)
        owner = np.array([k for k, _ in owned] + [-1], dtype=np.int32)
        quality = np.full(len(clicks.objects), 0.9, dtype=np.float32)
        return Logits(maps, owner, features.image_hw, (height / STRIDE, width / STRIDE), quality)


def features_of(image_hw: tuple[int, int], digest: str, size_bytes: int = 1000) -> Features:
    tensors = {"f": np.zeros(size_bytes // 4, dtype=np.float32)}
    return Features(tensors, image_hw, image_hw, image_hw, digest)
