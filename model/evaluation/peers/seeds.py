"""The clicks of a peer that has no network: discs on a smaller picture, marked with whose they are."""

from __future__ import annotations

import cv2
import numpy as np

from model.clickers import PlacedClick


def shrunk(image: np.ndarray, longer_side: int) -> np.ndarray:
    """``image``, uint8 (H, W, 3), with a longer side of at most ``longer_side`` pixels."""
    scale = longer_side / max(image.shape[:2])
    if scale >= 1:
        return image
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA))


def enlarged(values: np.ndarray, size_hw: tuple[int, int]) -> np.ndarray:
    """``values``, float32 (h, w), at ``size_hw``, bilinear."""
    return np.asarray(cv2.resize(values, (size_hw[1], size_hw[0]), interpolation=cv2.INTER_LINEAR))


def paint_disc(marks: np.ndarray, click: PlacedClick, image_hw: tuple[int, int], radius: float, value: int) -> None:
    """Set ``marks`` (h, w) to ``value`` within ``radius`` of its pixels around a click on an image of ``image_hw``.

    The pixel under the click is always set.
    """
    height, width = marks.shape
    row, column = click.row * height // image_hw[0], click.column * width // image_hw[1]
    reach = int(radius)
    top, left = max(0, row - reach), max(0, column - reach)
    window = marks[top : row + reach + 1, left : column + reach + 1]
    rows = np.arange(top, top + window.shape[0])[:, None] - row
    columns = np.arange(left, left + window.shape[1]) - column
    window[rows**2 + columns**2 <= radius**2] = value


def frame_of(marks: np.ndarray, width: int) -> np.ndarray:
    """The pixels of ``marks`` (h, w) at most ``width`` from the border, bool (h, w)."""
    frame = np.ones(marks.shape, dtype=bool)
    frame[width:-width, width:-width] = False
    return frame
