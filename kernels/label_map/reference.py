"""The plain label map: resample every map to full size, take the first largest. Slow, hungry, and the truth."""

from __future__ import annotations

import numpy as np

from kernels.label_map.sampling import sample_positions


def label_map(
    maps: np.ndarray, owner: np.ndarray, image_hw: tuple[int, int], valid_hw: tuple[float, float]
) -> np.ndarray:
    """See ``kernels.label_map.label_map``."""
    best = np.argmax(resampled(maps, image_hw, valid_hw), axis=0)
    labels: np.ndarray = (owner + 1).astype(np.uint16)[best]
    return labels


def resampled(maps: np.ndarray, image_hw: tuple[int, int], valid_hw: tuple[float, float]) -> np.ndarray:
    """``maps``, float32 (Q, h, w), bilinearly at full size (Q, H, W): along columns first, then along rows."""
    y0, fy = sample_positions(image_hw[0], valid_hw[0], maps.shape[1])
    x0, fx = sample_positions(image_hw[1], valid_hw[1], maps.shape[2])
    y1 = np.minimum(y0 + 1, maps.shape[1] - 1)
    x1 = np.minimum(x0 + 1, maps.shape[2] - 1)
    wy = fy[None, :, None]
    rows = maps[:, y0] + wy * (maps[:, y1] - maps[:, y0])  # (Q, H, w)
    full: np.ndarray = rows[:, :, x0] + fx * (rows[:, :, x1] - rows[:, :, x0])  # (Q, H, W)
    return full
