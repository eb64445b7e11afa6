"""Polygons of whole pixels come out as OpenCV fills them, pixel by pixel."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from backend.formats.pixel_polygon import fill


@pytest.mark.parametrize("side", [1, 2, 12, 61, 300])
@pytest.mark.parametrize("corners", [3, 4, 7, 20])
def test_polygons_that_cross_themselves_and_others_are_filled_alike(side: int, corners: int) -> None:
    random = np.random.default_rng(side * 100 + corners)
    for _ in range(10):
        ring = random.integers(0, side, (corners, 2))
        expected = np.zeros((side, side), np.uint8)
        cv2.fillPoly(expected, [ring.astype(np.int32)], (1,))
        assert np.array_equal(fill(ring, (side, side)), expected != 0)
