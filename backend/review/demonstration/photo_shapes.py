"""Real shapes without an annotation: the even regions of a photo, as colour and connection divide it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

SHADES = 6
SMOOTH_PX = 9


def shapes_of(path: Path, size_hw: tuple[int, int], most: int = 8) -> list[np.ndarray]:
    """The shapes of a photo shrunk to ``size_hw`` (height, width); the same photo gives the same shapes."""
    height, width = size_hw
    return shapes_in(cv2.resize(read(path), (width, height), interpolation=cv2.INTER_AREA), most)


def read(path: Path) -> np.ndarray:
    """uint8 (H, W, 3), BGR."""
    photo = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if photo is None:
        raise ValueError(f"{path} cannot be read as a photo")
    return photo


def shapes_in(photo: np.ndarray, most: int = 8) -> list[np.ndarray]:
    """At most ``most`` disjoint masks, bool (H, W), of ``photo``, uint8 (H, W, 3), the largest first; the very largest
    region, which mostly is the background, is left out."""
    gray = cv2.medianBlur(cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY), SMOOTH_PX)
    shade = (gray.astype(np.int32) * SHADES // 256).astype(np.uint8)
    regions: list[np.ndarray] = []
    for level in range(SHADES):
        opened = cv2.morphologyEx((shade == level).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        count, marked, facts, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
        least = max(60, gray.size // 200)
        regions += [marked == index for index in range(1, count) if facts[index, cv2.CC_STAT_AREA] >= least]
    regions.sort(key=lambda mask: -int(mask.sum()))
    return regions[1 : most + 1]
