"""The plain label map: resample every map to full size, take the first largest. Slow, hungry, and the truth."""

from __future__ import annotations

import numpy as np

from kernels.label_map.sampling import TAPS, sample_taps


def label_map(
    maps: np.ndarray, owner: np.ndarray, image_hw: tuple[int, int], valid_hw: tuple[float, float], stride: int = 1
) -> np.ndarray:
    """See ``kernels.label_map.label_map``."""
    best = np.argmax(resampled(maps, image_hw, valid_hw, stride), axis=0)
    labels: np.ndarray = (owner + 1).astype(np.uint16)[best]
    return labels


def resampled(
    maps: np.ndarray, image_hw: tuple[int, int], valid_hw: tuple[float, float], stride: int = 1
) -> np.ndarray:
    """``maps``, float32 (Q, h, w), bilinearly at full size (Q, H, W): along columns first, then along rows."""
    first_y, weights_y = sample_taps(image_hw[0], valid_hw[0], maps.shape[1], stride)
    first_x, weights_x = sample_taps(image_hw[1], valid_hw[1], maps.shape[2], stride)
    rows = np.zeros((maps.shape[0], image_hw[0], maps.shape[2]), dtype=np.float32)
    for tap in range(TAPS):
        cell = np.minimum(first_y + tap, maps.shape[1] - 1)
        rows += weights_y[tap][None, :, None] * maps[:, cell]
    full = np.zeros((maps.shape[0], *image_hw), dtype=np.float32)
    for tap in range(TAPS):
        cell = np.minimum(first_x + tap, maps.shape[2] - 1)
        full += weights_x[tap] * rows[:, :, cell]
    return full
