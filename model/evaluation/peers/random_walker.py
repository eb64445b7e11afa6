"""Random walks for image segmentation (Grady, PAMI 2006) from clicks.

Seeds are discs around the clicks; the image's border is linked to the background, so that one click suffices. A
pixel goes to whose seed a walk from it most likely meets first, all objects at once; the background takes the rest.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import cv2
import numpy as np

from model.clickers import BACKGROUND, PlacedClick
from model.evaluation.peers.grid_walk import probabilities
from model.evaluation.peers.seeds import enlarged, frame_of, paint_disc, shrunk

LONGER_SIDE = 320
RADIUS = 0.02
BETA = 10.0
BORDER_LINK = 0.05
FREE = -2
LEAST = 1e-6


class RandomWalker:
    name = "random_walker"
    digest = f"side{LONGER_SIDE}-radius{RADIUS}-beta{BETA}-border{BORDER_LINK}"

    def open(self, image: np.ndarray, objects: int) -> RandomWalkerSession:
        return RandomWalkerSession(image, objects)


class RandomWalkerSession:
    """One photo. Fulfils ``MarginSession``: the margin is the log of the ratio of two probabilities."""

    def __init__(self, image: np.ndarray, objects: int) -> None:
        start = time.perf_counter()
        lab = cv2.cvtColor(shrunk(image, LONGER_SIDE).astype(np.float32) / 255.0, cv2.COLOR_RGB2LAB)
        self._picture: np.ndarray = np.asarray(lab) / 100.0
        self._image_hw = (image.shape[0], image.shape[1])
        self._objects = objects
        self.encode_s = time.perf_counter() - start
        self.decode_s = 0.0

    def segment(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        start = time.perf_counter()
        labels = np.zeros(self._image_hw, dtype=np.int32)
        likely = self._likely(clicks)
        best = enlarged(likely[0], self._image_hw)
        for k, small in enumerate(likely[1:], start=1):  # one full map at a time: photos are large, objects many
            full = enlarged(small, self._image_hw)
            wins = full > best
            labels[wins], best[wins] = k, full[wins]
        self.decode_s += time.perf_counter() - start
        return labels

    def margins(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        start = time.perf_counter()
        logs = np.log(np.maximum([enlarged(small, self._image_hw) for small in self._likely(clicks)], LEAST))
        rivals = [np.delete(logs, k, axis=0).max(axis=0) for k in range(1, len(logs))]
        self.decode_s += time.perf_counter() - start
        margins: np.ndarray = logs[1:] - np.stack(rivals)
        return margins

    def _likely(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        """float32 (K + 1, h, w) on the small picture: the background's probability, then each object's.

        An object without a click has 0 everywhere.
        """
        size_hw = self._picture.shape[:2]
        owners = np.full(size_hw, FREE, dtype=np.int32)
        for click in clicks:
            paint_disc(owners, click, self._image_hw, RADIUS * max(size_hw), click.owner)
        linked = np.where(frame_of(owners, 1), BORDER_LINK, 0.0)
        likely = np.zeros((self._objects + 1, *size_hw), dtype=np.float32)
        for k in sorted({click.owner for click in clicks if click.owner != BACKGROUND}):
            likely[k + 1] = probabilities(self._picture, linked, owners != FREE, (owners == k).astype(np.float64), BETA)
        likely[0] = 1.0 - likely[1:].sum(axis=0)
        return likely
