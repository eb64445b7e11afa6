"""Where a click would tell the model most: the middle of the largest patch that it is unsure of (hop 8). Pure.

Along the edge of every mask the best label and the second best are close, so the smallest margin alone says little: the
place is where the patch of small margins is deepest. The margin is that of the network's own maps between what is
served and the next best label; where the picture or a click has outvoted the network it is below zero. Computed on a
small picture of the maps, 2 ms with 1 object and 8 ms with 20 (a core of a two-core machine; docs/quality.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.clickers import distance_to_outside
from model.refinement.evidence import network_scores
from model.types import Logits

LONGER_SIDE = 128
UNSURE = 0.5
"""Of the margin in logits, below which a place counts as unsure; of -1 to 4, the one that led to the best clicks."""
MOST = 8.0
"""Logits that scores are apart at most."""


@dataclass(frozen=True)
class Unsure:
    """A place in image pixels. ``margin`` says by how much its label was preferred to the next best: the difference of
    their probabilities, -1 .. 1."""

    x: float
    y: float
    margin: float


def unsure_places(logits: Logits, labels: np.ndarray) -> list[Unsure | None]:
    """The place of each object of ``labels``, uint16 (H, W), served for ``logits``; None where the model is sure."""
    objects = len(logits.quality)
    if not objects:
        return []
    height, width = labels.shape
    scale = min(1.0, LONGER_SIDE / max(height, width))
    size_hw = max(1, round(height * scale)), max(1, round(width * scale))
    rows = ((np.arange(size_hw[0]) + 0.5) * height / size_hw[0]).astype(np.int64)
    columns = ((np.arange(size_hw[1]) + 0.5) * width / size_hw[1]).astype(np.int64)
    served = labels[np.ix_(rows, columns)].astype(np.int64)
    places: list[Unsure | None] = []
    for margin in _margins(network_scores(logits, objects, size_hw, MOST), served):
        depth = distance_to_outside(margin < UNSURE)
        row, column = divmod(int(depth.argmax()), size_hw[1])
        if depth[row, column] == 0:
            places.append(None)
            continue
        preferred = float(np.tanh(margin[row, column] / 2))
        places.append(Unsure(float(columns[column]) + 0.5, float(rows[row]) + 0.5, round(preferred, 3)))
    return places


def _margins(scores: np.ndarray, served: np.ndarray) -> list[np.ndarray]:
    """For each object, float32 (h, w): by how much its pixels are its own, and the others' not its.

    ``scores`` float32 (h, w, 1 + K), background first; ``served`` int64 (h, w), the label of each pixel.
    """
    second, first = np.moveaxis(np.partition(scores, -2, axis=2)[..., -2:], 2, 0)
    best = scores.argmax(axis=2)
    own = np.take_along_axis(scores, served[..., None], axis=2)[..., 0]
    found = []
    for label in range(1, scores.shape[2]):
        rival = np.where(best == label, second, first)
        found.append(np.where(served == label, scores[..., label] - rival, own - scores[..., label]))
    return found
