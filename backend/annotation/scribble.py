"""A scribble as evidence: points along its line, evenly spaced, each a click. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

MAX_CLICKS = 16
SPACING = 1 / 64
"""Distance between clicks as a part of the image's longer side."""

PointXY = tuple[float, float]


def resample(points_xy: Sequence[PointXY], longer_side: int) -> list[PointXY]:
    """At most MAX_CLICKS points of the line, its ends among them; a dot of a scribble gives one. Image pixels."""
    lengths = [_distance(a, b) for a, b in pairwise(points_xy)]
    total = sum(lengths)
    count = min(MAX_CLICKS, 1 + int(total / (longer_side * SPACING)))
    if count == 1:
        return [_at(points_xy, lengths, total / 2)]
    return [_at(points_xy, lengths, total * i / (count - 1)) for i in range(count)]


def _at(points_xy: Sequence[PointXY], lengths: Sequence[float], along: float) -> PointXY:
    for start, end, length in zip(points_xy[:-1], points_xy[1:], lengths, strict=True):
        if along <= length and length > 0:
            part = along / length
            return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
        along -= length
    return points_xy[-1]


def _distance(a: PointXY, b: PointXY) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)
