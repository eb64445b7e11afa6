"""Bilinear resizing whose first and last pixels stay where they are (``align_corners=True``), as RITM crops and pastes.

OpenCV's resizing has half-pixel centres and its remap rounds positions to 1/32 pixel, so this is NumPy.
"""

from __future__ import annotations

import numpy as np


def resize_aligned(values: np.ndarray, size_hw: tuple[int, int]) -> np.ndarray:
    """``values`` (H, W) or (H, W, C) at ``size_hw``, float32; the corners keep their values, nothing is smoothed."""
    rows = _along(values.astype(np.float32), size_hw[0])
    return _along(rows.swapaxes(0, 1), size_hw[1]).swapaxes(0, 1)


def _along(values: np.ndarray, length: int) -> np.ndarray:
    """Resize the first axis to ``length``."""
    last = values.shape[0] - 1
    positions = np.arange(length) * (last / (length - 1) if length > 1 else 0.0)
    lower = np.minimum(positions.astype(np.intp), last)
    fraction = (positions - lower).astype(np.float32).reshape(-1, *[1] * (values.ndim - 1))
    below = values[lower]
    resized: np.ndarray = below + (values[np.minimum(lower + 1, last)] - below) * fraction
    return resized
