"""Parts of an object that none of its clicks lies in: kept only where the network sees the object too.

Colours alone find the object again wherever the image repeats them, which is the way such masks leak.
"""

from __future__ import annotations

import cv2
import numpy as np


def drop_islands(labels: np.ndarray, network: np.ndarray, marks: np.ndarray, least: float) -> None:
    """Make background in ``labels``, int32 (h, w), of each object's parts that hold no seed of it and little support.

    ``network`` float32 (h, w, L): scores by label. A part stays where the mean lead of its label over the best other
    one is at least ``least``. ``marks`` int32 (h, w): the seeds. Parts are connected by eight neighbours.
    """
    for label in range(1, network.shape[2]):
        number, parts = cv2.connectedComponents((labels == label).astype(np.uint8), connectivity=8, ltype=cv2.CV_32S)
        if number <= 2:  # none, or one beside the outside
            continue
        is_clicked = np.zeros(number, dtype=bool)
        is_clicked[parts[marks == label]] = True
        rows, columns = np.nonzero(parts)
        scores = network[rows, columns]
        rivals = np.delete(scores, label, axis=1).max(axis=1)
        of_part = parts[rows, columns]
        lead = np.bincount(of_part, scores[:, label] - rivals, number) / np.maximum(
            np.bincount(of_part, None, number), 1
        )
        is_dropped = ~is_clicked & (lead < least)
        is_dropped[0] = False
        labels[is_dropped[parts]] = 0
