"""Masks for measurements: wobbly blobs of many sizes that do not overlap, as people's objects do not."""

from __future__ import annotations

import math

import numpy as np

from kernels.rle import Rle, encode_labels

COVER = 0.55
"""Part of the image that the blobs would cover if none lay on another."""
MIN_PIXELS = 30
WOBBLES = 4


def blobs(count: int, size_hw: tuple[int, int], seed: int) -> tuple[list[Rle], np.ndarray]:
    """``count`` disjoint masks, and the label map (int32, H x W: 0 none, k + 1 blob k) that they were read from."""
    chance = np.random.default_rng(seed)
    height, width = size_hw
    labels = np.zeros(size_hw, dtype=np.int32)
    typical = math.sqrt(COVER * height * width / count / math.pi)
    radii = sorted(typical * chance.lognormal(-0.2, 0.5, count), reverse=True)
    for number, radius in enumerate(radii, start=1):
        while True:
            centre = (chance.uniform(0, width), chance.uniform(0, height))
            rows, columns, inside = _blob(centre, max(4.0, float(radius)), size_hw, chance)
            free = inside & (labels[rows, columns] == 0)
            if free.sum() >= max(MIN_PIXELS, 0.4 * inside.sum()):
                break
        labels[rows, columns][free] = number
    return encode_labels(labels, count), labels


def _blob(
    centre_xy: tuple[float, float], radius: float, size_hw: tuple[int, int], chance: np.random.Generator
) -> tuple[slice, slice, np.ndarray]:
    """The rows and columns around a blob, and its pixels there (bool)."""
    x, y = centre_xy
    reach = radius * 1.6
    rows = slice(max(0, math.floor(y - reach)), min(size_hw[0], math.ceil(y + reach)))
    columns = slice(max(0, math.floor(x - reach)), min(size_hw[1], math.ceil(x + reach)))
    dy, dx = np.mgrid[rows, columns] + 0.5 - np.array([y, x]).reshape(2, 1, 1)
    angle = np.arctan2(dy, dx)
    edge = np.full(angle.shape, radius)
    for turns in range(1, WOBBLES + 1):
        edge += radius * chance.uniform(0, 0.3 / turns) * np.cos(turns * angle + chance.uniform(0, 2 * math.pi))
    return rows, columns, dx * dx + dy * dy <= edge * edge
