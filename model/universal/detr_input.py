"""Images as DETR wants them: resized to its rule, and padded into one batch with a mask of what is padding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from model.preprocess import InputPolicy, padded, resize

SHORTER_SIDE, LONGER_SIDE = 800, 1333
PLAIN = InputPolicy(divisor=1)
"""Normalisation alone: a batch is padded to its largest image, and no further."""


@dataclass(frozen=True)
class DetrBatch:
    """``pixels`` float32 (B, 3, H, W), ``padding`` bool (B, H, W) True where there is no image, and what it came from.

    ``processed_hw`` is the size of each image in the batch, ``image_hw`` the size before it was resized.
    """

    pixels: Tensor
    padding: Tensor
    processed_hw: tuple[tuple[int, int], ...]
    image_hw: tuple[tuple[int, int], ...]


def processed_hw(image_hw: tuple[int, int], shorter: int = SHORTER_SIDE, longer: int = LONGER_SIDE) -> tuple[int, int]:
    """The size at which the network sees an image: the short side ``shorter``, unless the long one would pass it."""
    low, high = min(image_hw), max(image_hw)
    side = round(longer * low / high) if high / low * shorter > longer else shorter
    side = max(1, side)  # of an image more than 2,666 times as long as wide
    other = int(side * high / low)
    return (side, other) if image_hw[0] <= image_hw[1] else (other, side)


def detr_batch(images: Sequence[np.ndarray], shorter: int = SHORTER_SIDE, longer: int = LONGER_SIDE) -> DetrBatch:
    """Resize and pad images, uint8 (H, W, 3) RGB. Raises ValueError for none, and for images of another form.

    The dilated networks lose accuracy where much is padded: give them images of one shape, or one at a time.
    """
    for image in images:
        if image.dtype != np.uint8 or image.ndim != 3 or image.shape[2] != 3 or image.size == 0:
            raise ValueError(f"image is {image.dtype} {image.shape}; expected uint8 (H, W, 3) RGB with a pixel at least")
    sizes = tuple((int(image.shape[0]), int(image.shape[1])) for image in images)
    batch = padded_batch(
        [resize(image, processed_hw(size, shorter, longer)) for image, size in zip(images, sizes, strict=True)]
    )
    return DetrBatch(batch.pixels, batch.padding, batch.processed_hw, sizes)


def padded_batch(images: Sequence[np.ndarray]) -> DetrBatch:
    """Images that have the network's size already: zeros to the right and below, up to the largest height and width."""
    if not images:
        raise ValueError("a batch needs an image at least; got none")
    sizes = tuple((int(image.shape[0]), int(image.shape[1])) for image in images)
    height, width = (max(sides) for sides in zip(*sizes, strict=True))
    pixels = torch.zeros(len(images), 3, height, width)
    padding = torch.ones(len(images), height, width, dtype=torch.bool)
    for index, (image, (h, w)) in enumerate(zip(images, sizes, strict=True)):
        pixels[index, :, :h, :w] = torch.from_numpy(padded(image, PLAIN)[0])
        padding[index, :h, :w] = False
    return DetrBatch(pixels, padding, sizes, sizes)
