"""Outlines of a mask along its pixel edges: filling them gives exactly the mask again, but for holes.

A vertex is a lattice point where the outline turns. Sorted by row, vertices pair up into horizontal edges; sorted by
column, into vertical ones; following both in turn closes the loops (J. O'Rourke, "Uniqueness of orthogonal
connect-the-dots", 1988). COCO's polygon lists are filled as a union, so a hole cannot be written there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Outline:
    """``rings``: [x0, y0, x1, y1, ...] in pixels, one per 4-connected part; ``holes``: the loops around what is missing
    inside of them."""

    rings: list[list[float]]
    holes: list[list[float]]


def outline(mask: np.ndarray, offset_xy: tuple[int, int] = (0, 0)) -> Outline:
    """The outline of ``mask`` (bool or integer, (H, W)), moved by ``offset_xy``."""
    y, x, rank, is_notch = _vertices(mask)
    horizontal = _partners(np.lexsort((rank, x, y)))
    vertical = _partners(np.lexsort((_below_last(rank), y, x)))
    step = vertical[horizontal].tolist()  # along a horizontal edge, then along a vertical one
    across = horizontal.tolist()
    xs, ys = (x + offset_xy[0]).tolist(), (y + offset_xy[1]).tolist()
    seen = bytearray(len(step))
    rings: list[list[float]] = []
    holes: list[list[float]] = []
    for start in range(len(step)):  # row by row, so that a loop is met first at its top left vertex
        if seen[start]:
            continue
        ring: list[float] = []
        at = start
        while not seen[at]:
            seen[at] = seen[across[at]] = 1
            ring += (float(xs[at]), float(ys[at]), float(xs[across[at]]), float(ys[across[at]]))
            at = step[at]
        (holes if is_notch[start] else rings).append(ring)
    return Outline(rings, holes)


def bridged(found: Outline) -> list[float]:
    """All loops as one, joined by lines that go to and fro and so bound nothing: for formats that have one polygon an
    object. Where fillings count crossings (even-odd), it holds exactly the mask, holes and parts included."""
    first, *others = [*found.rings, *found.holes]
    start = first[:2]
    joined = list(first)
    for loop in others:
        joined += start + loop + loop[:2]
    return joined + start if others else joined


TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT = range(4)


def _vertices(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Vertices row by row: y, x, rank at a shared point (``_row_order``), and whether the one odd quarter is empty.

    Where two pixels touch by a corner only, the point is two vertices, one for each pixel, so that parts stay apart.
    """
    padded = np.pad(mask != 0, 1)
    quarters = np.stack([padded[:-1, :-1], padded[:-1, 1:], padded[1:, :-1], padded[1:, 1:]])
    count = quarters.sum(0)
    is_saddle = (count == 2) & (quarters[TOP_LEFT] == quarters[BOTTOM_RIGHT])
    found = []
    for side in range(4):
        corner = quarters[side] & ((count == 1) | is_saddle)
        notch = ~quarters[side] & (count == 3)
        for points, is_empty in ((corner, False), (notch, True)):
            y, x = np.nonzero(points)
            found.append(np.stack([y, x, np.full(y.size, side), np.full(y.size, is_empty)]))
    y, x, side, is_notch = np.concatenate(found, axis=1)
    order = np.lexsort((_row_order(side), x, y))
    return y[order], x[order], _row_order(side)[order], is_notch[order].astype(bool)


def _row_order(side: np.ndarray) -> np.ndarray:
    """At a shared point the vertex whose edge goes left comes first: 0 and 1 go left, 2 and 3 go right."""
    return np.array([0, 2, 1, 3])[side]


def _below_last(row_order: np.ndarray) -> np.ndarray:
    """At a shared point the vertex whose edge goes up comes first: those of the top quarters."""
    return np.array([0, 1, 0, 1])[row_order]


def _partners(order: np.ndarray) -> np.ndarray:
    """``order`` lists vertices so that neighbours 2k and 2k + 1 are joined: the partner of each vertex."""
    partners = np.empty_like(order)
    partners[order[0::2]] = order[1::2]
    partners[order[1::2]] = order[0::2]
    return partners
