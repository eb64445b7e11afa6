"""The perceptual hash of a picture: 64 bits that re-encoding, scaling and a change of brightness hardly change.

The picture is shrunk to 32 x 32 grey pixels; of its cosine transform the 8 x 8 lowest frequencies are kept, and each
bit says whether one of them is above their median. The mean brightness is left out, so 63 bits count. How many
of them differ between two pictures is their distance.
"""

from __future__ import annotations

import cv2
import numpy as np

SIDE = 32
KEPT = 8
LEAST_DETAIL = 2.0
"""Standard deviation, of 255, of the shrunk picture: below it the bits would be those of noise."""


def phash(rgb: np.ndarray) -> int | None:
    """Of ``rgb`` uint8 (H, W, 3), as a signed integer of 64 bits; None for a picture without detail, such as white."""
    grey = cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    if float(small.std()) < LEAST_DETAIL:
        return None
    lowest = cv2.dct(small)[:KEPT, :KEPT].ravel()  # (64,), the mean first
    bits = lowest > np.median(lowest[1:])
    bits[0] = False
    return int(np.packbits(bits).view(">i8")[0])


def distances(values: np.ndarray, value: int) -> np.ndarray:
    """How many bits of each of ``values``, int64 (n,), differ from ``value``: uint8 (n,)."""
    return np.bitwise_count((values ^ np.int64(value)).view(np.uint64))
