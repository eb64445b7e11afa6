"""GrabCut (Rother, Kolmogorov, Blake, SIGGRAPH 2004) from clicks, as OpenCV has it.

Seeds are discs: an object's clicks surely inside, all other clicks surely outside, what is near the object's clicks
probably inside, all else and the image's border probably outside. With several objects each has a GrabCut of its own;
a click runs the one of its owner and the ones whose mask it fell into, and where two masks meet the object clicked
last wins.
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
RADIUS = 0.02
"""Of a surely marked disc, as a share of the longer side: 6 pixels of 320."""
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
    """One photo. Answers go click by click: what a click touches depends on the masks it was placed on."""

    def __init__(self, image: np.ndarray, objects: int) -> None:
        start = time.perf_counter()
        self._picture = np.ascontiguousarray(shrunk(image, LONGER_SIDE)[..., ::-1])
        self._image_hw = (image.shape[0], image.shape[1])
        self._masks: np.ndarray = np.zeros((objects, *self._image_hw), dtype=bool)
        self._answered: list[PlacedClick] = []
        self.encode_s = time.perf_counter() - start
        self.decode_s = 0.0

    def segment(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        start = time.perf_counter()
        known = len(self._answered)
        if list(clicks[:known]) != self._answered:
            self._masks[:], known = False, 0
        changed = {k for click in clicks[known:] for k in self._touched(click)}
        for k in sorted(changed):
            self._masks[k] = self._cut(clicks, k)
        self._answered = list(clicks)
        labels = self._overlaid(clicks)
        self.decode_s += time.perf_counter() - start
        return labels

    def _touched(self, click: PlacedClick) -> list[int]:
        """The objects whose mask a click changes: its owner's, and those it was placed in to correct."""
        wrong = np.flatnonzero(self._masks[:, click.row, click.column]).tolist()
        return [*wrong, click.owner] if click.is_positive else wrong

    def _cut(self, clicks: Sequence[PlacedClick], k: int) -> np.ndarray:
        """The mask of object ``k``, bool (H, W); empty without a click of its own."""
        if not any(click.owner == k for click in clicks):
            return np.zeros(self._image_hw, dtype=bool)
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
        if seeded.all() or not seeded.any():  # a picture of a few pixels; OpenCV wants one on either side
            return np.full(self._image_hw, seeded.all())
        cv2.setRNGSeed(0)  # its k-means starts at random
        models = np.zeros((2, 1, 65))
        cv2.grabCut(self._picture, marks, (0, 0, 1, 1), models[0], models[1], ITERATIONS, cv2.GC_INIT_WITH_MASK)
        inside = np.isin(marks, INSIDE).astype(np.float32)
        return enlarged(inside, self._image_hw) > 0.5

    def _overlaid(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        labels = np.zeros(self._image_hw, dtype=np.int32)
        for k in dict.fromkeys(click.owner for click in reversed(clicks) if click.is_positive):
            labels[(labels == 0) & self._masks[k]] = k + 1
        return labels
