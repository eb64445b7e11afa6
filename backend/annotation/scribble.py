"""A scribble as it is kept, and how much work it makes. Pure.

The line is kept as it was drawn, but never denser than the picture's pixels and never with more than MAX_KEPT points:
the log, the rows and every open editor carry it. Which points of it a network looks at is the model's own business
(model/strokes.py); the backend only has to bound them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, dist, floor

MAX_KEPT = 512
MOST_QUERIES = 12
"""So many points a network makes of a stroke at most; a test holds it to model/strokes.py."""
FINEST_SPACING = 16 / 1333
"""Between those points, as a part of the image's longer side, where a network sees it at its largest."""

PointXY = tuple[float, float]


def simplify(points_xy: Sequence[PointXY]) -> list[PointXY]:
    """The line itself, or where it is denser than one point a pixel (or MAX_KEPT), as many evenly spaced points.

    Image pixels. The ends stay; new points are hundredths of a pixel, rounded down, so they stay in the image.
    """
    lengths = [dist(a, b) for a, b in pairwise(points_xy)]
    total = sum(lengths)
    count = min(len(points_xy), MAX_KEPT, 1 + ceil(total))
    if count == len(points_xy):
        return list(points_xy)
    if count == 1:
        return [points_xy[0]]
    between = [_at(points_xy, lengths, total * i / (count - 1)) for i in range(1, count - 1)]
    return [points_xy[0], *((floor(x * 100) / 100, floor(y * 100) / 100) for x, y in between), points_xy[-1]]


def queries_of(points_xy: Sequence[PointXY], longer_side: int) -> int:
    """Bound on the points that a network makes of the line in an image whose longer side is ``longer_side`` pixels."""
    total = sum(dist(a, b) for a, b in pairwise(points_xy))
    return min(MOST_QUERIES, max(1, ceil(total / (longer_side * FINEST_SPACING))))


def _at(points_xy: Sequence[PointXY], lengths: Sequence[float], along: float) -> PointXY:
    for start, end, length in zip(points_xy[:-1], points_xy[1:], lengths, strict=True):
        if along <= length and length > 0:
            part = along / length
            return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
        along -= length
    return points_xy[-1]
