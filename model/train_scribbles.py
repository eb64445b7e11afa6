"""Strokes of a simulated person during training: along an object, over the background, through an error.

A hand draws towards where a region is thick, keeps its direction, strays a little, and stops before the edge. So a
stroke is a walk on the distance map of its region: each step goes to the best of a fan of places ahead, the deeper the
better and the nearer to a slowly drifting turn of the hand; both ends grow from one start. ``wander`` weighs the two:
at 0 the stroke follows the region's ridge, its medial axis, at 1 it is a smooth random curve. All arithmetic is numpy
on bool masks (H, W); points are (y, x), continuous pixels of the mask.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import numpy as np

from model.clickers import distance_to_outside
from model.strokes import SPACING_PX, resample

FAN = np.linspace(-pi / 3, pi / 3, 9)
"""Turns that a hand makes within a step."""
COMPASS = np.linspace(0, 2 * pi, 16, endpoint=False)
LENGTHS = (0.3, 1.2)
"""Shortest and longest stroke, in lengths of a band that has the region's area and is as wide as its thickest place."""
STEADY = 0.7
"""How much of its turn a hand keeps from step to step."""
EDGE_PX = 1.5
"""A stroke stays so far from the border, or at half the region's depth where that is less."""

PointYX = tuple[float, float]


@dataclass(frozen=True)
class _Ground:
    """What a walk stands on: the distance map, the least depth it may step on, the length of a step (pixels)."""

    depth: np.ndarray
    edge: float
    step: float

    def depths(self, places: np.ndarray) -> np.ndarray:
        """Depth at ``places`` (N, 2) of (y, x); 0 outside."""
        rows, columns = np.floor(places).astype(np.int64).T
        height, width = self.depth.shape
        is_inside = (rows >= 0) & (columns >= 0) & (rows < height) & (columns < width)
        return np.where(is_inside, self.depth[rows.clip(0, height - 1), columns.clip(0, width - 1)], 0.0)


def scribble(mask: np.ndarray, rng: np.random.Generator, start: PointYX | None = None) -> list[PointYX]:
    """A stroke inside ``mask``, bool (H, W) with at least one pixel: one or more (y, x), in the order of drawing.

    ``start`` is a point of the mask that the stroke goes through; without it one of the deeper half of the mask. How
    much the hand wanders and how long it draws is drawn from ``rng``. Where there is no room the start is all.
    Raises ValueError for an empty mask.
    """
    depth = distance_to_outside(mask)
    if start is None:
        start = _deep_start(depth, rng)
    deepest = float(depth.max())
    ground = _Ground(depth, min(EDGE_PX, deepest / 2), step=float(np.clip(deepest / 2, 2.0, 8.0)))
    wander = float(rng.random())
    length = float(rng.uniform(*LENGTHS)) * np.count_nonzero(mask) / (2 * deepest)
    heading = _first_heading(ground, start, rng)
    ahead = _walk(ground, [start], heading, length * 0.5, wander, rng)
    both = _walk(ground, ahead[::-1], heading + pi, length * 0.5, wander, rng)
    return both if rng.random() < 0.5 else both[::-1]


def stroke_points(
    mask: np.ndarray, rng: np.random.Generator, start: PointYX | None = None, spacing: float = SPACING_PX
) -> list[PointYX]:
    """The 1 to 12 points (y, x) inside ``mask`` that a network makes of such a stroke, ``spacing`` of its pixels apart.

    They are pixel centres, like simulated clicks. A step may cut a corner of a thin region: what would lie outside is
    left out.
    """
    line = scribble(mask, rng, start)
    pixels = [(int(y), int(x)) for y, x in resample(line, spacing)]
    return [(row + 0.5, column + 0.5) for row, column in pixels if mask[row, column]] or [start or line[0]]


def _walk(
    ground: _Ground, walked: list[PointYX], heading: float, length: float, wander: float, rng: np.random.Generator
) -> list[PointYX]:
    """``walked`` and up to ``length`` pixels more from its last point; it never comes near where it was before."""
    walked, drift = list(walked), 0.0
    for _ in range(int(length / ground.step)):
        turns = heading + FAN
        here = np.array(walked[-1])
        ahead = ground.step * np.stack((np.sin(turns), np.cos(turns)), axis=1)  # (fan, 2)
        places, halfway = here + ahead, here + ahead / 2
        depths = ground.depths(places)
        before = np.array(walked[:-1]).reshape(-1, 1, 2)
        gaps = np.hypot(*np.moveaxis(places - before, 2, 0))  # (points before, fan)
        is_inside = np.minimum(depths, ground.depths(halfway)) >= ground.edge
        is_free = is_inside & (gaps >= 1.2 * ground.step).all(axis=0)
        if not is_free.any():
            break
        drift = STEADY * drift + (1 - STEADY) * float(rng.normal(0, pi / 3))
        merit = (1 - wander) * depths / depths.max() - (0.1 + wander) * np.abs(FAN - drift)
        best = int(np.where(is_free, merit, -np.inf).argmax())
        heading = float(turns[best])
        walked.append((float(places[best, 0]), float(places[best, 1])))
    return walked


def _first_heading(ground: _Ground, start: PointYX, rng: np.random.Generator) -> float:
    """Along the ridge: of all directions one of those in which the region stays deep on both sides, by chance."""
    turned = float(rng.uniform(0, pi / len(COMPASS)))
    reach = 2 * ground.step
    arms = reach * np.stack((np.sin(COMPASS + turned), np.cos(COMPASS + turned)), axis=1)
    both = np.minimum(ground.depths(np.array(start) + arms), ground.depths(np.array(start) - arms))
    return float(COMPASS[int((both + rng.random(len(COMPASS))).argmax())] + turned)


def _deep_start(depth: np.ndarray, rng: np.random.Generator) -> PointYX:
    deep = np.flatnonzero(depth.ravel() > depth.max() / 2)
    if not len(deep):
        raise ValueError(f"a stroke needs a mask with at least one pixel; this one of {depth.shape} has none")
    row, column = divmod(int(rng.choice(deep)), depth.shape[1])
    return row + 0.5, column + 0.5
