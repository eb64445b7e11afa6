"""Where each output pixel samples the maps: shared by the reference and the CPU version, so that they agree exactly."""

from __future__ import annotations

import numpy as np


def sample_positions(pixels: int, valid: float, cells: int) -> tuple[np.ndarray, np.ndarray]:
    """Positions of ``pixels`` output pixels along one axis of a map of ``cells`` cells, ``valid`` of them image.

    The centre of output pixel i lies at ``(i + 0.5) / pixels * valid - 0.5`` (cell 0's centre is 0), clamped to the
    map. Returns the lower cell, int32, and the fraction towards the next one, float32 in [0, 1).
    """
    centres = (np.arange(pixels, dtype=np.float64) + 0.5) / pixels * valid - 0.5
    np.clip(centres, 0.0, cells - 1.0, out=centres)
    lower = np.floor(centres).astype(np.int32)
    return lower, np.minimum((centres - lower).astype(np.float32), np.float32(1.0 - 2.0**-24))
