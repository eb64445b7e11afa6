"""The box that zoom-in crops: around a mask, widened, compared with others (RITM, arXiv 2102.06583).

All four bounds are pixel indices and belong to the box. ``round`` is Python's, halves to even, as in the published
code: both decide which pixels are seen, so both are kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class CropBox:
    """Rows ``top``..``bottom`` and columns ``left``..``right``, all inclusive."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def size_hw(self) -> tuple[int, int]:
        return self.bottom - self.top + 1, self.right - self.left + 1

    def keeps(self, row: int, column: int) -> bool:
        """The published test of a positive click: the last row and the last column count as outside."""
        return self.top <= row < self.bottom and self.left <= column < self.right

    def holds(self, row: int, column: int) -> bool:
        """Whether the pixel is part of the box."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def iou(self, other: CropBox) -> float:
        """The product of the overlaps of rows and of columns (the published measure; not the overlap of areas)."""
        return _overlap(self.top, self.bottom, other.top, other.bottom) * _overlap(
            self.left, self.right, other.left, other.right
        )

    def of(self, array: np.ndarray) -> np.ndarray:
        """A view of ``array`` (H, W, ...) inside the box."""
        return array[self.top : self.bottom + 1, self.left : self.right + 1]


def whole(size_hw: tuple[int, int]) -> CropBox:
    return CropBox(0, size_hw[0] - 1, 0, size_hw[1] - 1)


def box_around(mask: np.ndarray, expansion: float, min_side: int) -> CropBox:
    """The tight box of ``mask``, bool (H, W) with a pixel set, ``expansion`` times as large but at least ``min_side``.

    It grows about its centre and is cut off at the image's border.
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    top, bottom = _widened(int(rows[0]), int(rows[-1]), expansion, min_side, mask.shape[0])
    left, right = _widened(int(columns[0]), int(columns[-1]), expansion, min_side, mask.shape[1])
    return CropBox(top, bottom, left, right)


def _widened(first: int, last: int, expansion: float, min_side: int, size: int) -> tuple[int, int]:
    centre = 0.5 * (first + last)
    side = max(expansion * (last - first + 1), min_side)
    return max(0, round(centre - 0.5 * side)), min(size - 1, round(centre + 0.5 * side))


def _overlap(first: int, last: int, other_first: int, other_last: int) -> float:
    """IoU of two inclusive intervals."""
    shared = max(0, min(last, other_last) - max(first, other_first) + 1)
    return shared / (max(last, other_last) - min(first, other_first) + 1)
