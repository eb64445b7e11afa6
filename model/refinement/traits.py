"""What the refinement knows about how good a mask is: numbers per object, read by ``model.quality.calibration``.

The network judges its own mask; these tell of the one that is served. Measured on validation photos: the overlap of
both alone agrees with the IoU reached by a correlation of 0.52.
"""

from __future__ import annotations

import numpy as np

from kernels.label_field.cpu import weigh
from model.refinement.picture import LINK_SCALE
from model.types import Clicks

NAMES = (
    "overlap", "log share", "lead of the network", "lead", "lead at the edge", "links at the edge", "edge",
    "log clicks", "log background clicks", "log objects", "log growth",
)  # fmt: skip


def traits_of(
    network: np.ndarray, scores: np.ndarray, links: np.ndarray, labels: np.ndarray, clicks: Clicks
) -> np.ndarray:
    """``NAMES`` for each object of ``clicks``, float32 (K, T), of the served ``labels``, int32 (h, w).

    ``network`` and ``scores`` float32 (h, w, 1 + K): scores of the network alone and of all evidence, in nats;
    ``links`` uint8 (h, w, 4). An object without a pixel has zeros where there is nothing to average.
    """
    count, pixels = network.shape[2], labels.size
    seen = network.argmax(axis=2)
    together = np.bincount(labels[seen == labels], minlength=count)[1:]
    before = np.bincount(seen.ravel(), minlength=count)[1:]
    sums, alone = np.zeros((count, 5)), np.zeros((count, 5))
    weigh(scores, links, labels, sums)
    weigh(network, links, labels, alone)
    area, lead, edge, outside, linked = sums[1:].T
    size, length = np.maximum(area, 1), np.maximum(edge, 1)
    columns = (
        together / np.maximum(area + before - together, 1),
        np.log((area + 1) / pixels),
        alone[1:, 1] / size,
        lead / size,
        outside / length,
        linked / length / LINK_SCALE,
        edge / np.sqrt(size),
        np.log([len(marks) for marks in clicks.objects]),
        np.full(count - 1, np.log1p(len(clicks.background))),
        np.full(count - 1, np.log(count - 1)),
        np.log((area + 1) / (before + 1)),
    )
    return np.stack(columns, axis=1).astype(np.float32)
