"""Flip averaging: answer on the photo and on its mirror image, average the logits (RITM, arXiv 2102.06583).

A ``Segmenter`` around another whose sessions give margins. The average is taken before the sigmoid: the average of
probabilities would be another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from model.clickers import PlacedClick
from model.evaluation.segmenter import MarginSession, Segmenter


class Flip:
    """``segmenter`` asked twice for every answer."""

    def __init__(self, segmenter: Segmenter) -> None:
        self.name = segmenter.name
        self.digest = segmenter.digest
        self._segmenter = segmenter

    def open(self, image: np.ndarray, objects: int) -> FlipSession:
        """Raises ValueError where the segmenter gives no margins."""
        views = []
        for view in (image, np.ascontiguousarray(image[:, ::-1])):
            session = self._segmenter.open(view, objects)
            if not isinstance(session, MarginSession):
                raise ValueError(f"{self._segmenter.name} gives no margins, which flips need; measure without them")
            views.append(session)
        return FlipSession(views[0], views[1], image.shape[1])


class FlipSession:
    """``plain`` and ``mirrored``: sessions on an image ``width`` pixels wide and on its mirror image."""

    def __init__(self, plain: MarginSession, mirrored: MarginSession, width: int) -> None:
        self.encode_s = 0.0
        self.decode_s = 0.0
        self._plain = plain
        self._mirrored = mirrored
        self._width = width

    def segment(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        # Two margins of a pixel add up to at most 0 in either view, so at most one average is positive.
        margins = self.margins(clicks)
        labels: np.ndarray = np.where(margins.max(axis=0) > 0, margins.argmax(axis=0) + 1, 0).astype(np.int32)
        return labels

    def margins(self, clicks: Sequence[PlacedClick]) -> np.ndarray:
        plain = self._plain.margins(clicks)
        mirrored = self._mirrored.margins([replace(c, column=self._width - c.column - 1) for c in clicks])
        self.encode_s = self._plain.encode_s + self._mirrored.encode_s
        self.decode_s = self._plain.decode_s + self._mirrored.decode_s
        average: np.ndarray = 0.5 * plain + 0.5 * mirrored[:, :, ::-1]
        return average
