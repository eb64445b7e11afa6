"""An image and its clicks as a network wants them: resized, normalised, padded (hop 7 of the way of a click).

Both engines call this, so the same image gives them the same numbers. Resizing is Pillow's bilinear filter on uint8
(anti-aliased when it shrinks), as the published models were trained. Nothing here imports torch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from model.strokes import resample
from model.types import Clicks, Features, Stroke

IMAGENET_MEAN = (123.675, 116.28, 103.53)
IMAGENET_STD = (58.395, 57.12, 57.375)


@dataclass(frozen=True)
class InputPolicy:
    """How large the network sees an image, and how its values are scaled.

    The longer side becomes at most ``longer_side`` pixels. With ``shorter_side`` the shorter side becomes that many,
    unless the longer one would then pass ``longer_side`` (the published DynaMITe: 800 and 1333). Small images are
    enlarged. The right and the bottom are padded with zeros, after normalisation, to a multiple of ``divisor``.
    """

    longer_side: int = 512
    shorter_side: int | None = None
    divisor: int = 32
    mean: tuple[float, float, float] = IMAGENET_MEAN
    std: tuple[float, float, float] = IMAGENET_STD

    def __post_init__(self) -> None:
        for name in ("longer_side", "divisor"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name}={getattr(self, name)} must be at least 1 pixel")
        if self.shorter_side is not None and not 1 <= self.shorter_side <= self.longer_side:
            raise ValueError(f"shorter_side={self.shorter_side} must lie in 1..longer_side={self.longer_side}")

    def resized_hw(self, image_hw: tuple[int, int]) -> tuple[int, int]:
        """The size of an image of ``image_hw`` pixels at the network's input, before padding."""
        height, width = float(image_hw[0]), float(image_hw[1])
        if self.shorter_side is not None:
            scale = self.shorter_side / min(height, width)
            height, width = height * scale, width * scale
        if self.shorter_side is None or max(height, width) > self.longer_side:
            scale = self.longer_side / max(height, width)
            height, width = height * scale, width * scale
        return max(1, int(height + 0.5)), max(1, int(width + 0.5))

    def padded_hw(self, resized_hw: tuple[int, int]) -> tuple[int, int]:
        """``resized_hw`` rounded up to multiples of ``divisor``."""
        height, width = (-(-side // self.divisor) * self.divisor for side in resized_hw)
        return height, width


@dataclass(frozen=True)
class NetworkInput:
    """An image ready for the encoder: ``pixels`` float32 (1, 3, Hp, Wp), and the three frames it went through."""

    pixels: np.ndarray
    image_hw: tuple[int, int]
    resized_hw: tuple[int, int]
    padded_hw: tuple[int, int]


def network_input(image: np.ndarray, policy: InputPolicy) -> NetworkInput:
    """Resize, normalise and pad ``image``, uint8 (H, W, 3) RGB."""
    if image.dtype != np.uint8 or image.ndim != 3 or image.shape[2] != 3 or image.size == 0:
        raise ValueError(f"image is {image.dtype} {image.shape}; expected uint8 (H, W, 3) RGB with at least one pixel")
    image_hw = (int(image.shape[0]), int(image.shape[1]))
    resized_hw = policy.resized_hw(image_hw)
    return NetworkInput(padded(resize(image, resized_hw), policy), image_hw, resized_hw, policy.padded_hw(resized_hw))


def padded(image: np.ndarray, policy: InputPolicy) -> np.ndarray:
    """``image``, uint8 (h, w, 3) already at the network's size, normalised and padded: float32 (1, 3, Hp, Wp)."""
    height, width = image.shape[:2]
    pixels = np.zeros((1, 3, *policy.padded_hw((height, width))), dtype=np.float32)
    pixels[0, :, :height, :width] = _normalised(image, policy)
    return pixels


def resize(image: np.ndarray, size_hw: tuple[int, int]) -> np.ndarray:
    """``image``, uint8 (H, W, 3), resized to ``size_hw`` by Pillow's bilinear filter; itself when it fits."""
    if image.shape[:2] == size_hw:
        return image
    resized = Image.fromarray(image).resize((size_hw[1], size_hw[0]), Image.Resampling.BILINEAR)
    return np.asarray(resized)


def network_points(clicks: Clicks, features: Features, shift: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Clicks and strokes as points on the padded input, in the order of the queries.

    Returns float32 (N, 3) rows (y, x, t) in pixels of the input, y and x scaled like the image, t as it is, and
    int64 (N,), the object of each point or -1: all points of object 0, of object 1, ..., then the background. A stroke
    gives 1 to 12 points of its line, one after the other, with its t. ``shift`` image pixels are taken off y and x
    first (``ModelConfig.click_shift``); nothing becomes negative, which would mean "no click" to the network.
    """
    rows: list[tuple[float, float, float]] = []
    owners: list[int] = []
    scale_y = features.resized_hw[0] / features.image_hw[0]
    scale_x = features.resized_hw[1] / features.image_hw[1]
    for owner, group in [*enumerate(clicks.objects), (-1, clicks.background)]:
        for mark in group:
            line = mark.points if isinstance(mark, Stroke) else ((mark.x, mark.y),)
            scaled = [(max(x - shift, 0.0) * scale_x, max(y - shift, 0.0) * scale_y) for x, y in line]
            points = resample(scaled)
            rows += [(y, x, float(mark.t)) for x, y in points]
            owners += [owner] * len(points)
    return np.array(rows, dtype=np.float32).reshape(-1, 3), np.array(owners, dtype=np.int64)


def valid_extent(features: Features, map_hw: tuple[int, int]) -> tuple[float, float]:
    """The extent (height, width) of the unpadded image in cells of maps of ``map_hw``; may be fractional."""
    return (
        features.resized_hw[0] * map_hw[0] / features.padded_hw[0],
        features.resized_hw[1] * map_hw[1] / features.padded_hw[1],
    )


def _normalised(image: np.ndarray, policy: InputPolicy) -> np.ndarray:
    """uint8 (h, w, 3) to float32 (3, h, w): one multiply and one add per value."""
    scale = (1.0 / np.array(policy.std, dtype=np.float64)).astype(np.float32)
    shift = (-np.array(policy.mean, dtype=np.float64) * scale).astype(np.float32)
    planes = image.transpose(2, 0, 1).astype(np.float32)
    planes *= scale[:, None, None]
    planes += shift[:, None, None]
    return planes
