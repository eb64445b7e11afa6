"""Simulated annotators: where the next click falls, given the ground truth and the masks so far.

``RitmClicker`` is the single-object protocol (RITM, arXiv 2102.06583): the centre of the largest error, one pixel
blocked. ``DynamiteClicker`` is the multi-object one (DynaMITe, arXiv 2304.06668): a disc blocked for all objects, and
the pixel's true owner decides whose click it is. Clicks are pixel indices (row, column); ``PlacedClick.xy`` gives the
pixel's centre in image coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

import cv2
import numpy as np

BACKGROUND = -1
BLOCKED_RADIUS = 5


@dataclass(frozen=True)
class PlacedClick:
    """A click on pixel (``row``, ``column``) of ``owner``, an object or BACKGROUND; ``t`` counts all clicks from 0."""

    row: int
    column: int
    owner: int
    t: int

    @property
    def is_positive(self) -> bool:
        return self.owner != BACKGROUND

    @property
    def xy(self) -> tuple[float, float]:
        """The centre of the pixel in continuous image coordinates."""
        return self.column + 0.5, self.row + 0.5


def distance_to_outside(mask: np.ndarray) -> np.ndarray:
    """Exact Euclidean distance of each pixel of ``mask``, bool (H, W), to the nearest one outside; float32 (H, W).

    The image's border counts as outside. The whole image is transformed, as the published simulators do: OpenCV's last
    bit depends on where a pixel lies in the array, so a crop would break ties differently.
    """
    if not mask.any():
        return np.zeros(mask.shape, dtype=np.float32)
    framed = np.pad(mask.astype(np.uint8), 1)
    distance: np.ndarray = cv2.distanceTransform(framed, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[1:-1, 1:-1]
    return distance


class RitmClicker:
    """The clicks of one session on one object.

    ``ground_truth``: integer (H, W), 1 object, 0 background, -1 ignored; ignored pixels are never clicked. ``depth`` is
    the distance of the last click to the border of the error it was placed in, in pixels.
    """

    def __init__(self, ground_truth: np.ndarray) -> None:
        self._object = ground_truth == 1
        self._counted = ground_truth != -1
        self._free: np.ndarray = np.ones(ground_truth.shape, dtype=bool)
        self.depth = 0.0
        self._made = 0

    def next_click(self, predicted: np.ndarray) -> PlacedClick | None:
        """The click after seeing ``predicted``, bool (H, W); None when no pixel that is wrong is left to click.

        It lies where the distance to the border of the missed or of the wrongly taken region is largest, the first
        such pixel in reading order; a tie between the two regions makes it negative.
        """
        missed = distance_to_outside(self._object & ~predicted & self._counted) * self._free
        taken = distance_to_outside(~self._object & predicted & self._counted) * self._free
        is_positive = missed.max() > taken.max()
        distance = missed if is_positive else taken
        row, column = _first_maximum(distance)
        if distance[row, column] == 0:
            return None
        self.depth = float(distance[row, column])
        click = PlacedClick(row, column, 0 if is_positive else BACKGROUND, self._made)
        self._free[row, column] = False
        self._made += 1
        return click


class DynamiteClicker:
    """The clicks of one session on all objects of an image.

    ``masks``: bool (K, H, W), disjoint, one per object. ``ignored``: bool (H, W) or None. ``blocking``: ``disc``
    keeps later clicks more than ``radius`` pixels away from every click made, ``pixel`` only off those pixels.
    ``depth`` is the distance of the last click to the border of the error it was placed in, in pixels.
    """

    def __init__(
        self,
        masks: np.ndarray,
        ignored: np.ndarray | None = None,
        blocking: Literal["disc", "pixel"] = "disc",
        radius: int = BLOCKED_RADIUS,
    ) -> None:
        owners = np.full(masks.shape[1:], BACKGROUND, dtype=np.int32)
        for k, mask in enumerate(masks):
            owners[mask.astype(bool)] = k
        counted = np.ones(owners.shape, dtype=bool) if ignored is None else ~ignored
        self._begin(owners, counted, len(masks), radius if blocking == "disc" else 0)

    @classmethod
    def from_labels(cls, labels: np.ndarray, objects: int, radius: int = BLOCKED_RADIUS) -> Self:
        """The same from ``labels``, int32 (H, W): 0 background, 1..``objects``, -1 ignored (``Sample.labels``)."""
        clicker = cls.__new__(cls)
        clicker._begin(np.where(labels > 0, labels - 1, BACKGROUND), labels >= 0, objects, radius)
        return clicker

    def _begin(self, owners: np.ndarray, counted: np.ndarray, objects: int, radius: int) -> None:
        self.owners = owners
        self.counted = counted
        self.free: np.ndarray = np.ones(owners.shape, dtype=bool)
        self.depth = 0.0
        self._objects = objects
        self._radius = radius
        self._made = 0

    def first_clicks(self) -> list[PlacedClick]:
        """One click per object, in order, where it is thickest; an object without a pixel gets pixel (0, 0)."""
        clicks = []
        for k in range(self._objects):
            row, column = _first_maximum(distance_to_outside((self.owners == k) & self.counted))
            clicks.append(self._place(row, column, k))
        return clicks

    def next_click(self, predicted: np.ndarray, target: int) -> PlacedClick | None:
        """The click that mends object ``target``, given its mask ``predicted``, bool (H, W); None when none is left.

        A click on a wrongly taken pixel belongs to whoever owns that pixel: another object or the background.
        """
        truth = self.owners == target
        missed = distance_to_outside(truth & ~predicted & self.counted) * self.free
        taken = distance_to_outside(~truth & predicted & self.counted) * self.free
        return self._place_at_maximum(missed if missed.max() > taken.max() else taken)

    def next_click_anywhere(self, predicted: np.ndarray) -> PlacedClick | None:
        """The click on the thickest error of the whole image (``max_dt``).

        ``predicted``: integer (H, W), -1 background, k object k. The published rule counts ignored pixels as well.
        """
        return self.click_within(predicted != self.owners)

    def click_within(self, error: np.ndarray) -> PlacedClick | None:
        """The click where ``error``, bool (H, W), is thickest, of whoever owns that pixel; None when all is blocked."""
        return self._place_at_maximum(distance_to_outside(error) * self.free)

    def _place_at_maximum(self, distance: np.ndarray) -> PlacedClick | None:
        row, column = _first_maximum(distance)
        if distance[row, column] == 0:
            return None
        self.depth = float(distance[row, column])
        return self._place(row, column, int(self.owners[row, column]))

    def _place(self, row: int, column: int, owner: int) -> PlacedClick:
        reach = self._radius
        top, left = max(0, row - reach), max(0, column - reach)
        near = self.free[top : row + reach + 1, left : column + reach + 1]
        rows, columns = np.arange(near.shape[0])[:, None] + top, np.arange(near.shape[1]) + left
        near &= (rows - row) ** 2 + (columns - column) ** 2 > reach**2
        click = PlacedClick(row, column, owner, self._made)
        self._made += 1
        return click


def _first_maximum(values: np.ndarray) -> tuple[int, int]:
    """Row and column of the largest of ``values``, the first in reading order."""
    row, column = divmod(int(np.argmax(values)), values.shape[1])
    return row, column
