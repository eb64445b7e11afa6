"""A stroke as a network sees it: a few points of its line, evenly spaced (query_variants, section 1).

Between two clicks of a person lies a thinking hand; between two points of a stroke lies nothing, so they share the
stroke's time index, and one point every 16 pixels of the network's input says all that its stride-8 features can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

SPACING_PX = 16.0
"""Length of line that one point speaks for, in pixels of the network's input."""
MOST_POINTS = 12

PointXY = tuple[float, float]


def resample(line: Sequence[PointXY], spacing: float = SPACING_PX) -> list[PointXY]:
    """``line`` as clamp(length / ``spacing``, 1, 12) points; all in pixels of the network's input.

    The line is cut into that many equally long parts, and the middle of each is taken: the ends of a drawn line are
    its least careful places. A single point stays what it is. Raises ValueError for a line without points.
    """
    if not line:
        raise ValueError("a stroke without points cannot be resampled; give at least one (x, y)")
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line)]
    total = sum(lengths)
    if total == 0:
        return [line[0]]
    count = min(max(int(total / spacing), 1), MOST_POINTS)
    return _points_at(line, lengths, [total * (part + 0.5) / count for part in range(count)])


def _points_at(line: Sequence[PointXY], lengths: Sequence[float], places: Sequence[float]) -> list[PointXY]:
    """The points ``places`` (ascending, px) along ``line``, whose segments are ``lengths`` long."""
    found: list[PointXY] = []
    begun = 0.0
    for (start, end), length in zip(pairwise(line), lengths, strict=True):
        while len(found) < len(places) and length > 0 and places[len(found)] <= begun + length:
            part = (places[len(found)] - begun) / length
            found.append((start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part))
        begun += length
    return found + [line[-1]] * (len(places) - len(found))  # rounding may leave the last place behind the end
