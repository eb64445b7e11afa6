"""Where each output pixel samples the maps: shared by the reference and the CPU version, so that they agree exactly.

Published models enlarge their maps twice, bilinearly: to the pixels of the network's input, cropped to the image, and
from there to the size of the image. Both steps together are one weighted sum of at most three neighbouring cells along
each axis, so nothing in between is ever made.
"""

from __future__ import annotations

import math

import numpy as np

TAPS = 3


def sample_taps(pixels: int, valid: float, cells: int, stride: int) -> tuple[np.ndarray, np.ndarray]:
    """How ``pixels`` output pixels along one axis read a map of ``cells`` cells, ``valid`` of them image.

    ``stride`` is how many pixels of the network's input a cell covers; 1 skips the step in between. Pixel centres are
    at half, positions are clamped to the image, then to the map.

    Returns the first cell, int32 (pixels,), and the weights of it and the two after it, float32 (3, pixels): they add
    up to 1, and cells beyond the map have weight 0.
    """
    between = min(math.ceil(round(valid * stride, 6)), cells * stride)
    low, fraction = _interpolated(pixels, valid * stride, between)
    high = np.minimum(low + 1, between - 1)
    first, part = _positions(low, stride, cells)
    other, other_part = _positions(high, stride, cells)
    weights = np.zeros((TAPS + 1, pixels))
    index = np.arange(pixels)
    for cell, share, inner in ((first, 1.0 - fraction, part), (other, fraction, other_part)):
        np.add.at(weights, (cell - first, index), share * (1.0 - inner))
        np.add.at(weights, (cell - first + 1, index), share * inner)
    return first.astype(np.int32), weights[:TAPS].astype(np.float32)


def _interpolated(pixels: int, extent: float, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Lower neighbour among ``count`` samples that span ``extent``, and the fraction towards the next, per pixel."""
    centres = np.clip((np.arange(pixels) + 0.5) / pixels * extent - 0.5, 0.0, count - 1.0)
    low = np.floor(centres).astype(np.int64)
    return low, centres - low


def _positions(samples: np.ndarray, stride: int, cells: int) -> tuple[np.ndarray, np.ndarray]:
    """Cell before each of ``samples``, pixels of the network's input, and the fraction towards the next cell."""
    centres = np.clip((samples + 0.5) / stride - 0.5, 0.0, cells - 1.0)
    low = np.floor(centres).astype(np.int64)
    return low, centres - low
