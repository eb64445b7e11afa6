"""One COCO annotation as a mask: polygons, run lengths as a list, run lengths as compressed text.

https://cocodataset.org/#format-data. Files come from anywhere, and pycocotools trusts what it is given, so it only
sees polygons that were checked; run lengths are read by our own kernels.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from kernels import rle

MIN_NUMBERS = 6  # three corners


def usable_polygons(segmentation: list[Any]) -> list[list[float]]:
    """The polygons of at least three corners; the rest (COCO has a few of two) covers no area."""
    return [each for each in segmentation if len(each) >= MIN_NUMBERS and len(each) % 2 == 0]


def is_drawn(annotation: Mapping[str, Any]) -> bool:
    """Whether ``annotation`` is one object with an area: no crowd, and a mask that can be drawn."""
    segmentation = annotation.get("segmentation")
    if annotation.get("iscrowd") or not segmentation:
        return False
    return not isinstance(segmentation, list) or bool(usable_polygons(segmentation))


def mask_of(segmentation: Any, size_hw: tuple[int, int]) -> np.ndarray:
    """``segmentation`` of an annotation as bool (H, W). Raises ValueError with what is wrong with it."""
    if isinstance(segmentation, list):
        return _filled(usable_polygons(segmentation), size_hw)
    if not isinstance(segmentation, Mapping):
        raise ValueError(f"segmentation is {type(segmentation).__name__}; expected polygons or run lengths")
    if isinstance(segmentation.get("counts"), list):
        return _from_runs(segmentation, size_hw)
    rle.validate(segmentation, size_hw)
    return rle.decode({"size": list(size_hw), "counts": segmentation["counts"]}).astype(bool)


def _filled(polygons: list[list[float]], size_hw: tuple[int, int]) -> np.ndarray:
    from pycocotools import mask as coco  # loaded by those who need it

    height, width = size_hw
    corners = np.concatenate([np.asarray(each, dtype=np.float64).reshape(-1, 2) for each in polygons])
    limit = np.array([width, height])
    if not (np.isfinite(corners).all() and (corners >= -limit).all() and (corners <= 2 * limit).all()):
        raise ValueError(f"a polygon has corners far outside the {width}x{height} pixels of its image")
    filled = coco.merge(coco.frPyObjects(polygons, height, width))
    return rle.decode({"size": [height, width], "counts": filled["counts"].decode("ascii")}).astype(bool)


def _from_runs(segmentation: Mapping[str, Any], size_hw: tuple[int, int]) -> np.ndarray:
    height, width = size_hw
    if list(segmentation.get("size", [])) != [height, width]:
        raise ValueError(f"size={segmentation.get('size')} of the mask; the image is [{height}, {width}]")
    runs = np.array(segmentation["counts"], dtype=np.int64)
    if runs.ndim != 1 or (runs < 0).any() or int(runs.sum()) != height * width:
        raise ValueError(f"counts adds up to {int(runs.sum())} pixels; a {width}x{height} mask has {height * width}")
    line = np.repeat(np.arange(runs.size) & 1, runs)
    return np.ascontiguousarray(line.reshape(width, height).T).astype(bool)
