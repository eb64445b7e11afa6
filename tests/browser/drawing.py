"""What the hand tools should make, pixel by pixel, written down without looking at the editor's own code."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

import numpy as np

PointXY = tuple[float, float]
TIPS = {
    1: ["#"],
    2: ["##", "##"],
    3: [".#.", "###", ".#."],
    5: [".###.", "#####", "#####", "#####", ".###."],
    9: [
        "...###...",
        ".#######.",
        ".#######.",
        "#########",
        "#########",
        "#########",
        ".#######.",
        ".#######.",
        "...###...",
    ],
}
"""The round tips that people expect."""


def stroke(size_hw: tuple[int, int], points: Sequence[PointXY], size: int) -> np.ndarray:
    """The tip of ``size`` pixels moved along ``points`` (image pixels) by single pixels: bool (H, W)."""
    mask = np.zeros(size_hw, dtype=bool)
    tip = np.array([[cell == "#" for cell in row] for row in TIPS[size]])
    corners = [_corner(point, size) for point in points]
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[-1]], strict=True):
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        for step in range(steps + 1):
            x = x0 + floor((x1 - x0) * step / steps + 0.5)
            y = y0 + floor((y1 - y0) * step / steps + 0.5)
            mask[y : y + size, x : x + size] |= tip
    return mask


def polygon(size_hw: tuple[int, int], corners: Sequence[PointXY]) -> np.ndarray:
    """Pixels whose centres lie inside by the even-odd rule: bool (H, W). No corner may lie on a centre."""
    y, x = np.mgrid[: size_hw[0], : size_hw[1]] + 0.5
    inside = np.zeros(size_hw, dtype=bool)
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if ay != by:
            inside ^= ((ay > y) != (by > y)) & (x < ax + (y - ay) * (bx - ax) / (by - ay))
    return inside


def _corner(point: PointXY, size: int) -> tuple[int, int]:
    """The top-left pixel of the tip: odd sizes around the pixel, even ones around the nearest pixel corner."""
    shift = 0.5 if size % 2 == 0 else 0.0
    return floor(point[0] + shift) - size // 2, floor(point[1] + shift) - size // 2
