"""Polygons whose corners are pixels, filled as OpenCV's ``fillPoly`` does: what lies within, and the line itself.

Within is, row by row, every pixel between the first and second crossing with the row, the third and fourth, and so
on. The line is J. Bresenham's (1965) from the left end on; a tie stays on the side of that end.
"""

from __future__ import annotations

import numpy as np


def fill(corners_xy: np.ndarray, size_hw: tuple[int, int]) -> np.ndarray:
    """Bool (H, W). ``corners_xy``: whole numbers (n, 2), inside of ``size_hw``."""
    mask = np.zeros(size_hw, dtype=bool)
    ends = np.stack([corners_xy, np.roll(corners_xy, -1, axis=0)], axis=1)  # (n, 2, 2): edge, end, x and y
    _fill_rows(mask, ends[ends[:, 0, 1] != ends[:, 1, 1]])
    for first, second in ends:
        _draw(mask, first, second) if first[0] <= second[0] else _draw(mask, second, first)
    return mask


def _fill_rows(mask: np.ndarray, ends: np.ndarray) -> None:
    upper = np.where((ends[:, 0, 1] < ends[:, 1, 1])[:, None], ends[:, 0], ends[:, 1])
    lower = ends[:, 0] + ends[:, 1] - upper
    slopes = (lower[:, 0] - upper[:, 0]) / np.maximum(lower[:, 1] - upper[:, 1], 1)
    for y in range(mask.shape[0]):
        crossed = (upper[:, 1] <= y) & (y < lower[:, 1])
        crossings = np.sort(upper[crossed, 0] + (y - upper[crossed, 1]) * slopes[crossed])
        for begin, end in zip(crossings[0::2], crossings[1::2], strict=True):
            mask[y, int(np.ceil(begin)) : int(np.floor(end)) + 1] = True


def _draw(mask: np.ndarray, left: np.ndarray, right: np.ndarray) -> None:
    """The pixels from ``left`` (x, y) to ``right``."""
    width, height = right - left
    step, across, along = (1 if height >= 0 else -1), abs(int(height)), int(width)
    is_steep = across > along
    longer, shorter = (across, along) if is_steep else (along, across)
    place = np.arange(longer + 1)
    beside = -((longer - 2 * shorter * place) // max(2 * longer, 1))
    xs, ys = (beside, place) if is_steep else (place, beside)
    mask[left[1] + step * ys, left[0] + xs] = True
