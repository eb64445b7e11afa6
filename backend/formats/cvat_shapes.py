"""Shapes as CVAT has them, in its XML and in its backups."""

from __future__ import annotations

from backend.formats import curves
from backend.formats.fields import BadRecord
from backend.formats.records import Box, Mask, Polygons, Shape
from backend.formats.row_runs import mask_of
from kernels import rle

WITHOUT_AREA = {"polyline": "a line", "points": "points", "cuboid": "a cuboid", "skeleton": "a skeleton"}


def rectangle(x0: float, y0: float, x1: float, y1: float, angle: float) -> Shape:
    """CVAT turns it around its middle. Only one that is not turned is a bounding box."""
    if angle % 360 == 0:
        return Box(x0, y0, x1, y1)
    return Polygons((curves.rectangle(x0, y0, x1, y1, angle, ((x0 + x1) / 2, (y0 + y1) / 2)),))


def ellipse(x: float, y: float, radius_x: float, radius_y: float, angle: float) -> Shape:
    return Polygons((curves.ellipse((x, y), radius_x, radius_y, angle),))


def mask(runs: list[int], left: int, top: int, width: int, height: int) -> Shape:
    """Run lengths row by row within the box, background first."""
    return Mask(rle.encode(mask_of(runs, (height, width))), (left, top))


def unsupported(kind: str) -> BadRecord:
    what = WITHOUT_AREA.get(kind, f"a shape of the kind {kind[:40]!r}")
    return BadRecord(f"{what} is no area; only masks, polygons, ellipses and boxes come in", "unsupported")
