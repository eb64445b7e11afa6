"""Outlines: filled by pycocotools they are the mask again, holes aside."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycocotools import mask as coco

from backend.formats.polygons import bridged, outline


def filled(rings: list[list[float]], height: int, width: int) -> np.ndarray:
    return coco.decode(coco.merge(coco.frPyObjects(rings, height, width)))


def without_holes(mask: np.ndarray) -> np.ndarray:
    """What is not reached from outside, corners included."""
    _, regions = cv2.connectedComponents(1 - np.pad(mask, 1), connectivity=8)
    return (regions[1:-1, 1:-1] != regions[0, 0]).astype(np.uint8)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 24), st.integers(1, 24), st.floats(0.05, 0.95), st.integers(0, 2**32 - 1))
def test_filling_the_outline_gives_the_mask(height: int, width: int, density: float, seed: int) -> None:
    mask = (np.random.default_rng(seed).random((height, width)) < density).astype(np.uint8)
    mask[0, 0] = 1
    assert (filled(outline(mask).rings, height, width) == without_holes(mask)).all()


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 24), st.integers(1, 24), st.floats(0.05, 0.95), st.integers(0, 2**32 - 1))
def test_filling_the_bridged_outline_gives_the_mask_with_its_holes(
    height: int, width: int, density: float, seed: int
) -> None:
    mask = (np.random.default_rng(seed).random((height, width)) < density).astype(np.uint8)
    mask[0, 0] = 1
    assert (filled([bridged(outline(mask))], height, width) == mask).all()


def test_a_rectangle_has_four_corners_on_pixel_edges() -> None:
    mask = np.zeros((10, 10), np.uint8)
    mask[2:5, 3:9] = 1
    assert outline(mask).rings == [[3.0, 2.0, 9.0, 2.0, 9.0, 5.0, 3.0, 5.0]]
    assert outline(mask[2:5, 3:9], (3, 2)).rings == outline(mask).rings


@pytest.mark.parametrize(
    ("rows", "rings", "holes"),
    [
        (["111", "101", "111"], 1, 1),
        (["10", "01"], 2, 0),
        (["11111", "10001", "10101", "10001", "11111"], 2, 1),
        (["1111", "1011", "1101", "1111"], 1, 1),
        (["000"], 0, 0),
    ],
)
def test_parts_and_holes_are_counted(rows: list[str], rings: int, holes: int) -> None:
    found = outline(np.array([[int(c) for c in row] for row in rows], np.uint8))
    assert (len(found.rings), len(found.holes)) == (rings, holes)
