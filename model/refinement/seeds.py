"""Where clicks and strokes say whose a pixel is: discs and thick lines on a small picture, single pixels on the image.

What was made later lies on top.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np

from model.types import Click, Clicks, Mark

FREE = -1


def seeds(clicks: Clicks, image_hw: tuple[int, int], size_hw: tuple[int, int], radius: float) -> np.ndarray:
    """Whose each pixel of a picture of ``size_hw`` surely is: int32 (h, w), 0 background, k + 1 object k, else FREE.

    ``radius``: of the discs, in pixels of the picture, and at most half way to what is somebody else's: clicks close to
    each other tell of something small. The pixel under a click always counts.
    """
    marks = np.full(size_hw, FREE, dtype=np.int32)
    lines = [(label, [_pixel(x, y, image_hw, size_hw) for x, y in _points(mark)]) for label, mark in _ordered(clicks)]
    reaches = _reaches(lines, radius)
    for reached in (reaches, [0] * len(lines)):  # centres last: no disc may cover another click
        for (label, pixels), reach in zip(lines, reached, strict=True):
            for start, end in pairwise(pixels):
                cv2.line(marks, start, end, label, 2 * reach + 1)
            for centre in (pixels[0], pixels[-1]):
                cv2.circle(marks, centre, reach, label, cv2.FILLED)
    return marks


def _reaches(lines: list[tuple[int, list[tuple[int, int]]]], radius: float) -> list[int]:
    """Whole pixels that each line may be wide to either side."""
    points = np.array([pixel for _, pixels in lines for pixel in pixels], dtype=np.float64).reshape(-1, 2)
    owner = np.array([label for label, pixels in lines for _ in pixels])
    reaches = []
    for label, pixels in lines:
        others = points[owner != label]
        apart = np.linalg.norm(np.array(pixels)[:, None] - others, axis=2).min() if len(others) else np.inf
        reaches.append(int(min(radius, apart / 2)))
    return reaches


def honour(clicks: Clicks, labels: np.ndarray) -> None:
    """Give the pixel under each click, and under the points of each stroke, in ``labels`` (H, W) to its owner."""
    size_hw = (labels.shape[0], labels.shape[1])
    for label, mark in _ordered(clicks):
        for x, y in _points(mark):
            column, row = _pixel(x, y, size_hw, size_hw)
            labels[row, column] = label


def clicks_per_object(clicks: Clicks) -> float:
    marks = len(clicks.background) + sum(len(group) for group in clicks.objects)
    return marks / max(1, len(clicks.objects))


def _ordered(clicks: Clicks) -> list[tuple[int, Mark]]:
    return sorted(_owned(clicks), key=lambda owned: owned[1].t)


def _owned(clicks: Clicks) -> Iterator[tuple[int, Mark]]:
    for label, group in enumerate((clicks.background, *clicks.objects)):
        for mark in group:
            yield label, mark


def _points(mark: Mark) -> tuple[tuple[float, float], ...]:
    return ((mark.x, mark.y),) if isinstance(mark, Click) else mark.points


def _pixel(x: float, y: float, image_hw: tuple[int, int], size_hw: tuple[int, int]) -> tuple[int, int]:
    """Column and row of the picture's pixel under an image point; points outside fall on its border."""
    column, row = int(x * size_hw[1] / image_hw[1]), int(y * size_hw[0] / image_hw[0])
    return min(max(column, 0), size_hw[1] - 1), min(max(row, 0), size_hw[0] - 1)
