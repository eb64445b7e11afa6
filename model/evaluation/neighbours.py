"""Which objects of an image touch: clicks on one are expected to move the masks of its neighbours most."""

from __future__ import annotations

import cv2
import numpy as np

REACH = 3
"""Pixels by which an object is dilated (8-neighbourhood); what it then overlaps is its neighbour."""


def neighbours(labels: np.ndarray, objects: int) -> list[list[int]]:
    """Pairs [i, k] of objects from 0, i < k, at most ``REACH`` pixels apart in rows and in columns.

    ``labels``: int32 (H, W), 0 background, 1..``objects``, -1 ignored.
    """
    side = 2 * REACH + 1
    pairs = []
    for i in range(objects):
        mask = (labels == i + 1).astype(np.uint8)
        left, top, width, height = cv2.boundingRect(mask)
        if not width:
            continue
        box = np.s_[max(0, top - REACH) : top + height + REACH, max(0, left - REACH) : left + width + REACH]
        reached = labels[box][cv2.dilate(mask[box], np.ones((side, side), np.uint8)) > 0]
        pairs += [[i, int(k) - 1] for k in np.unique(reached) if k > i + 1]
    return pairs
