"""GrabCut (Rother, Kolmogorov, Blake, SIGGRAPH 2004) from clicks, as OpenCV has it.

Seeds are discs: an object's clicks surely inside, all other clicks surely outside, what is near the object's clicks
probably inside, all else and the image's border probably outside. With several objects each has a GrabCut of its own;
a click runs the one of its owner and the one whose label it was placed on, and where two masks meet the object
clicked last wins.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import cv2
import numpy as np

from model.clickers import PlacedClick
from model.evaluation.peers.seeds import enlarged, frame_of, paint_disc, shrunk

LONGER_SIDE = 320
"""Pixels; at 320 an answer takes 0.3 s of a core."""
RADIUS = 0.03
"""Of a surely marked disc, as a share of the longer side: 9 pixels of 320."""
NEAR = 0.2
"""Of the disc that is probably inside, as such a share. With the whole photo inside it takes twice the clicks."""
BORDER = 0.02
ITERATIONS = 3
INSIDE = (cv2.GC_FGD, cv2.GC_PR_FGD)


class GrabCut:
    name = "grabcut"
    digest = (
        f"opencv-{cv2.__version__}-side{LONGER_SIDE}-radius{RADIUS}-near{NEAR}-border{BORDER}-iterations{ITERATIONS}"
    )

    def open(self, image: np.ndarray, objects: int) -> GrabCutSession:
        return GrabCutSession(image, objects)


class GrabCutSession:
    """One photo. Answers go click by click: what a click touches depends on the label it was placed on."""

    def __init__(self, image: np.ndarray, objects: int) -> None:
        start = time.perf_counter()
        self._picture = np.ascontiguousarray(shrunk(image, LONGER_SIDE)[..., ::-1])
        self._image_hw = (image.shape[0], image.shape[1])
        self._insides: dict[int, np.ndarray] = {}
        self._answered: list[PlacedClick] = []
        self._labels: np.ndarray = np.zeros(self._image_hw, dtype=np.int32)
        self.encode_s = time.perf_counter() - start
        self.decode_s = 0.0

    def segment(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        start = time.perf_counter()
        if list(clicks[: len(self._answered)]) != self._answered:  # clicks were taken back
            self._insides, self._answered = {}, []
            self._labels = np.zeros(self._image_hw, dtype=np.int32)
        for k in sorted({k for click in clicks[len(self._answered) :] for k in self._touched(click)}):
            self._insides[k] = self._cut(clicks, k)
        self._answered = list(clicks)
        self._labels = self._overlaid(clicks)
        self.decode_s += time.perf_counter() - start
        return self._labels.copy()

    def _touched(self, click: PlacedClick) -> set[int]:
        """The objects that a click changes: its owner, and the one whose label it was placed on to correct it."""
        placed_on = int(self._labels[click.row, click.column]) - 1
        return {k for k in (click.owner, placed_on) if k >= 0}

    def _cut(self, clicks: Sequence[PlacedClick], k: int) -> np.ndarray:
        """Where object ``k`` is on the small picture: float32 (h, w), 1 inside, 0 outside."""
        side = max(self._picture.shape[:2])
        marks = np.full(self._picture.shape[:2], cv2.GC_PR_BGD, dtype=np.uint8)
        for click in clicks:
            if click.owner == k:
                paint_disc(marks, click, self._image_hw, NEAR * side, cv2.GC_PR_FGD)
        marks[frame_of(marks, max(1, round(BORDER * side)))] = cv2.GC_PR_BGD
        for click in clicks:
            value = cv2.GC_FGD if click.owner == k else cv2.GC_BGD
            paint_disc(marks, click, self._image_hw, RADIUS * side, value)
        seeded = np.isin(marks, INSIDE)
        if seeded.any() and not seeded.all():  # else a picture of a few pixels; OpenCV wants one on either side
            cv2.setRNGSeed(0)  # its k-means starts at random
            models = np.zeros((2, 1, 65))
            cv2.grabCut(self._picture, marks, (0, 0, 1, 1), models[0], models[1], ITERATIONS, cv2.GC_INIT_WITH_MASK)
        inside: np.ndarray = np.isin(marks, INSIDE).astype(np.float32)
        return inside

    def _overlaid(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        """The label map, int32 (H, W): objects in the order of their last clicks, the latest on top."""
        labels = np.zeros(self._image_hw, dtype=np.int32)
        for k in dict.fromkeys(click.owner for click in reversed(clicks) if click.is_positive):
            labels[(labels == 0) & (enlarged(self._insides[k], self._image_hw) > 0.5)] = k + 1
        return labels
