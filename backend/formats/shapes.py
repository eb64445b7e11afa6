"""From the shapes of a record to what is stored: a mask of its image's size, or a box of whole pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from pycocotools import mask as coco_mask

from backend.formats.records import Box, Mask, Polygons, Ring, Shape
from kernels import rle
from kernels.rle import Rle

SizeHW = tuple[int, int]
FARTHEST = 1e9
LARGEST_PART = 4
"""A mask of a part of the image may stick out of it; one of many times its pixels is a mistake or an attack."""


class BadShape(ValueError):
    """A shape that cannot be stored; ``code`` is the reason in reports."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


def stored(shape: Shape, size_hw: SizeHW) -> Rle | list[int]:
    """The mask, or the box as [x, y, width, height], of ``shape`` on an image of ``size_hw``. Raises BadShape."""
    if isinstance(shape, Box):
        return _box(shape, size_hw)
    mask = _placed(shape, size_hw) if isinstance(shape, Mask) else _filled(shape, size_hw)
    if not rle.area(mask):
        raise BadShape("empty-mask", "the mask holds no pixel of the image")
    return mask


def _placed(shape: Mask, size_hw: SizeHW) -> Rle:
    try:
        if shape.corner_xy is None:
            rle.validate(shape.rle, size_hw)
            return rle.normalise(shape.rle)
        _check_part(shape.rle["size"], size_hw)
        rle.validate(shape.rle, (shape.rle["size"][0], shape.rle["size"][1]))
        return _pasted(rle.decode(shape.rle), shape.corner_xy, size_hw)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise BadShape("bad-mask", str(error)) from error


def _check_part(part_hw: Sequence[int], size_hw: SizeHW) -> None:
    if part_hw[0] * part_hw[1] > LARGEST_PART * size_hw[0] * size_hw[1]:
        raise ValueError(f"the part is {part_hw[1]}x{part_hw[0]} pixels, the image {size_hw[1]}x{size_hw[0]}")


def _pasted(mask: np.ndarray, corner_xy: tuple[int, int], size_hw: SizeHW) -> Rle:
    """``mask`` (h, w) with its first pixel at ``corner_xy``; what lies outside the image is cut off."""
    (x, y), (height, width) = corner_xy, size_hw
    inside = mask[max(0, -y) : max(0, height - y), max(0, -x) : max(0, width - x)]
    if not inside.size:
        return rle.empty(size_hw)
    return rle.encode_box(inside, (max(0, x), max(0, y)), size_hw)


def _filled(shape: Polygons, size_hw: SizeHW) -> Rle:
    mask = _union(shape.rings, shape.is_relative, size_hw)
    return rle.subtract(mask, _union(shape.holes, shape.is_relative, size_hw)) if shape.holes else mask


def _union(rings: Sequence[Ring], is_relative: bool, size_hw: SizeHW) -> Rle:
    """COCO's rule of which pixels are inside; what lies outside the image is cut off before it costs anything."""
    height, width = size_hw
    scale_x, scale_y = (width, height) if is_relative else (1.0, 1.0)
    flat: list[list[float]] = []
    for ring in rings:
        corners = [(x * scale_x, y * scale_y) for x, y in ring]
        _check_finite([side for corner in corners for side in corner])
        if len(corners) < 3:
            raise BadShape("bad-polygon", f"a polygon needs 3 corners or more; this one has {len(corners)}")
        corners = _clipped(corners, size_hw)
        if len(corners) >= 3:
            flat.append([side for corner in corners for side in corner])
    if not flat:
        return rle.empty(size_hw)
    merged = coco_mask.merge(coco_mask.frPyObjects(flat, height, width))
    return rle.normalise({"size": [height, width], "counts": merged["counts"].decode("ascii")})


def _clipped(corners: list[tuple[float, float]], size_hw: SizeHW) -> list[tuple[float, float]]:
    """The part of a polygon within the image and a pixel around it (I. Sutherland, G. Hodgman, 1974)."""
    height, width = size_hw
    for axis, limit, sign in ((0, -1.0, 1), (0, width + 1.0, -1), (1, -1.0, 1), (1, height + 1.0, -1)):
        if all(sign * (corner[axis] - limit) >= 0 for corner in corners):
            continue
        kept: list[tuple[float, float]] = []
        for before, after in zip(corners[-1:] + corners[:-1], corners, strict=True):
            before_by, after_by = sign * (before[axis] - limit), sign * (after[axis] - limit)
            if (before_by >= 0) != (after_by >= 0):
                share = before_by / (before_by - after_by)
                kept.append((before[0] + share * (after[0] - before[0]), before[1] + share * (after[1] - before[1])))
            if after_by >= 0:
                kept.append(after)
        corners = kept
        if not corners:
            break
    return corners


def _box(shape: Box, size_hw: SizeHW) -> list[int]:
    height, width = size_hw
    scale_x, scale_y = (width, height) if shape.is_relative else (1.0, 1.0)
    x0, x1 = shape.x0 * scale_x, shape.x1 * scale_x
    y0, y1 = shape.y0 * scale_y, shape.y1 * scale_y
    _check_finite([x0, y0, x1, y1])
    if x1 < x0 or y1 < y0:
        raise BadShape("bad-box", f"the box from ({x0:g}, {y0:g}) to ({x1:g}, {y1:g}) ends before it begins")
    left, top = max(0, round(x0)), max(0, round(y0))
    right, bottom = min(width, max(round(x1), left + 1)), min(height, max(round(y1), top + 1))
    if right <= left or bottom <= top:
        raise BadShape("outside-image", f"the box from ({x0:g}, {y0:g}) to ({x1:g}, {y1:g}) lies outside the image")
    return [left, top, right - left, bottom - top]


def _check_finite(sides: Sequence[float]) -> None:
    for side in sides:
        if not math.isfinite(side) or abs(side) > FARTHEST:
            raise BadShape("bad-number", f"{side!r} is no position in an image")
