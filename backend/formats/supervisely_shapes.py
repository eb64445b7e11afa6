"""Shapes of Supervisely. Coordinates are whole numbers that mean pixels, all of them inside, as its SDK and exports
have them; with parts of a pixel they are positions, as its pages draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from backend.formats import png_mask
from backend.formats.fields import BadRecord, corners, whole
from backend.formats.parts import joined
from backend.formats.pixel_polygon import fill
from backend.formats.records import Box, Mask, Polygons, Ring, Shape
from backend.formats.row_runs import check_size
from kernels import rle

Json = dict[str, Any]


def shape_of(value: Json, size_hw: tuple[int, int] | None) -> Shape:
    """``size_hw`` is that of the image. Raises BadRecord."""
    kind = value.get("geometryType") or ("bitmap" if value.get("bitmap") else "polygon")
    if kind == "bitmap":
        return _bitmap(value.get("bitmap"))
    if kind == "polygon":
        return _polygon(value.get("points"))
    if kind == "multipolygon":
        parts = value.get("parts")
        if not isinstance(parts, list) or not parts:
            raise BadRecord("parts is not a list of polygons")
        return joined([_polygon(part) for part in parts], size_hw)
    if kind == "rectangle":
        return _rectangle(value.get("points"))
    raise BadRecord(f"objects of the kind {str(kind)[:40]!r} do not come in", "unsupported")


def _bitmap(value: Any) -> Shape:
    origin = value.get("origin") if isinstance(value, dict) else None
    if not isinstance(origin, list) or len(origin) != 2:
        raise BadRecord("a bitmap needs data and an origin [x, y]", "bad-mask")
    mask = png_mask.mask_of(png_mask.inflated(png_mask.from_base64(value.get("data"))))
    return Mask(rle.encode(mask), (whole(origin[0], "origin"), whole(origin[1], "origin")))


def _rectangle(points: Any) -> Shape:
    found = corners(_dict(points).get("exterior"), "exterior", least=2)
    xs, ys = [x for x, _ in found], [y for _, y in found]
    more = 1 if _are_pixels([found]) else 0
    return Box(min(xs), min(ys), max(xs) + more, max(ys) + more)


def _polygon(points: Any) -> Shape:
    holes = _dict(points).get("interior") or []
    if not isinstance(holes, list):
        raise BadRecord("interior is not a list of polygons")
    ring = corners(_dict(points).get("exterior"), "exterior")
    inner = [corners(hole, "interior") for hole in holes]
    if _are_pixels([ring, *inner]):
        return _drawn(ring, inner)
    return Polygons((ring,), tuple(inner))


def _are_pixels(rings: Sequence[Ring]) -> bool:
    return all(side == int(side) for ring in rings for corner in ring for side in corner)


def _drawn(ring: Ring, holes: Sequence[Ring]) -> Mask:
    """The pixels within and on the ring, less those within and on the holes."""
    left, top = (int(min(side)) for side in zip(*ring, strict=True))
    right, bottom = (int(max(side)) for side in zip(*ring, strict=True))
    size = (bottom - top + 1, right - left + 1)
    check_size(size)
    mask = np.zeros(size, dtype=bool)
    for value, each in ((True, ring), *((False, hole) for hole in holes)):
        mask[_filled(each, (left, top), size)] = value
    if not mask.any():
        raise BadRecord("the polygon holds no pixel", "empty-mask")
    return Mask(rle.encode(mask), (left, top))


def _filled(ring: Ring, corner_xy: tuple[int, int], size_hw: tuple[int, int]) -> np.ndarray:
    """Holes stay within their polygon, whatever the file says."""
    moved = np.array([(int(x), int(y)) for x, y in ring]) - corner_xy
    return fill(np.clip(moved, 0, (size_hw[1] - 1, size_hw[0] - 1)), size_hw)


def _dict(value: Any) -> Json:
    return value if isinstance(value, dict) else {}
