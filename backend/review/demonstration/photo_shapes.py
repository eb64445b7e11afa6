"""Real shapes without an annotation: the even regions of a photo, as colour and connection divide it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

SHADES = 6
SMOOTH_PX = 9


def shapes_of(path: Path, size_hw: tuple[int, int], most: int = 8) -> list[np.ndarray]:
    """At most ``most`` disjoint masks, bool of ``size_hw`` (height, width), of a photo shrunk to that; the largest
    region, which mostly is the background, is left out. The same photo gives the same shapes."""
    height, width = size_hw
    photo = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if photo is None:
        raise ValueError(f"{path} cannot be read as a photo")
    small = cv2.resize(photo, (width, height), interpolation=cv2.INTER_AREA)
    gray = cv2.medianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), SMOOTH_PX)
    shade = (gray.astype(np.int32) * SHADES // 256).astype(np.uint8)
    regions: list[np.ndarray] = []
    for level in range(SHADES):
        opened = cv2.morphologyEx((shade == level).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        count, marked = cv2.connectedComponents(opened, connectivity=4)
        regions += [marked == index for index in range(1, count)]
    least = max(60, height * width // 200)
    regions = sorted((mask for mask in regions if mask.sum() >= least), key=lambda mask: -int(mask.sum()))
    return regions[1 : most + 1]
