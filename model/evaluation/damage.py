"""Masks damaged as people's and programs' are: edges a few pixels off, and one bite missing or one bump too many.

What a click that mends the mask has to undo, with the pixel that a person would click. The same generator gives the
same damage.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from model.clickers import distance_to_outside

BITE_SHARE = 0.1
LARGEST_STEP = 5
WRONG_SHARE = 0.7
"""Of the bite that must be an error: where the edge is off, some of it is not."""
TRIES = 50


@dataclass(frozen=True)
class Damage:
    """``mask`` and ``bite``, bool (H, W): the damaged mask, and the region removed from it or added to it.

    ``is_missing``: whether the bite was removed. ``pixel``: row and column of the deepest wrong pixel of the bite.
    """

    mask: np.ndarray
    bite: np.ndarray
    is_missing: bool
    pixel: tuple[int, int]


def damaged(truth: np.ndarray, is_missing: bool, rng: np.random.Generator) -> Damage:
    """Damage ``truth``, bool (H, W): its edge eroded or dilated by 1 to 5 pixels, then a bite of 10 % of its area.

    The bite holds the pixels nearest to a random pixel at the edge, in one piece. Where there is none that is mostly an
    error, the edge moves less. Raises ValueError where no such bite exists (a mask that fills the image, or crumbs).
    """
    wanted = max(1, round(BITE_SHARE * int(truth.sum())))
    step, grows = int(rng.integers(1, LARGEST_STEP + 1)), bool(rng.integers(2))
    for radius in range(step, 0, -1):
        moved = _moved_edge(truth, radius, grows)
        side = moved if is_missing else ~moved
        for start in rng.permutation(_edge(side))[:TRIES]:
            bite = _nearest(side, divmod(int(start), truth.shape[1]), wanted)
            wrong = bite & (truth if is_missing else ~truth)
            if bite.sum() == wanted and wrong.sum() >= WRONG_SHARE * wanted:
                mask = moved & ~bite if is_missing else moved | bite
                row, column = divmod(int(distance_to_outside(wrong).argmax()), truth.shape[1])
                return Damage(mask, bite, is_missing, (row, column))
    kind = "removed from" if is_missing else "added to"
    raise ValueError(f"no bite of {wanted} pixels can be {kind} this mask of {int(truth.sum())} pixels")


def _moved_edge(truth: np.ndarray, radius: int, grows: bool) -> np.ndarray:
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    moved: np.ndarray = (cv2.dilate if grows else cv2.erode)(truth.astype(np.uint8), disc) > 0
    return moved


def _edge(side: np.ndarray) -> np.ndarray:
    """Flat indices of the pixels of ``side`` that touch a pixel outside it."""
    beside = cv2.dilate((~side).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.flatnonzero((side & beside).ravel())


def _nearest(side: np.ndarray, start: tuple[int, int], wanted: int) -> np.ndarray:
    """The ``wanted`` pixels of ``side`` nearest to ``start`` that hang together with it; fewer where there are none."""
    rows, columns = np.ogrid[: side.shape[0], : side.shape[1]]
    squared = (rows - start[0]) ** 2 + (columns - start[1]) ** 2
    low, high = 0, int(squared.max()) + 1
    while low < high:
        radius = (low + high) // 2
        if _piece(side & (squared <= radius), start).sum() < wanted:
            low = radius + 1
        else:
            high = radius
    piece = _piece(side & (squared <= low), start)
    surplus = int(piece.sum()) - wanted
    if surplus > 0:  # pixels of one distance: the last ones in reading order are left out
        rim = np.flatnonzero((piece & (squared == low)).ravel())
        piece.ravel()[rim[len(rim) - surplus :]] = False
    return piece


def _piece(mask: np.ndarray, start: tuple[int, int]) -> np.ndarray:
    _, parts = cv2.connectedComponents(mask.astype(np.uint8), connectivity=4, ltype=cv2.CV_32S)
    piece: np.ndarray = parts == parts[start]
    return piece
