"""What speaks for each label at each pixel: the network, and its colours.

All in nats, one score per label, background first, as the softmax of a sum of them is taken.
"""

from __future__ import annotations

import cv2
import numpy as np

from kernels.label_field.cpu import count_colours
from model.refinement.config import RefinementConfig
from model.refinement.picture import BINS
from model.refinement.seeds import FREE
from model.types import Logits


def network_scores(logits: Logits, objects: int, size_hw: tuple[int, int], cap: float) -> np.ndarray:
    """Each label's largest map below the largest of all, down to -``cap``: float32 (h, w, 1 + ``objects``)."""
    maps = np.full((1 + objects, *logits.maps.shape[1:]), -np.inf, dtype=np.float32)
    for owner, values in zip(logits.owner, logits.maps, strict=True):
        np.maximum(maps[owner + 1], values, out=maps[owner + 1])
    maps -= maps.max(axis=0)
    np.maximum(maps, -np.float32(cap), out=maps)
    return _resampled(maps, logits.valid_hw, size_hw)


def colour_scores(bins: np.ndarray, beliefs: np.ndarray, marks: np.ndarray, config: RefinementConfig) -> np.ndarray:
    """How likely each colour is in each label, in logarithms below the likeliest: float32 (B, L).

    ``bins`` (h, w), ``beliefs`` float32 (h, w, L) whose each pixel is, ``marks`` int32 (h, w) the seeds. Histograms
    are smoothed and drawn towards that of the whole picture, so that what was seen little says little.
    """
    counts = np.zeros((int(np.prod(BINS)), beliefs.shape[2]), dtype=np.float32)
    count_colours(bins, beliefs, counts)
    whole = _smoothed(counts.sum(axis=1, keepdims=True))
    rows, columns = np.nonzero(marks != FREE)
    np.add.at(counts, (bins[rows, columns], marks[rows, columns]), np.float32(config.seed_weight))
    counts = _smoothed(counts)
    prior = np.float32(config.colour_prior)
    scores = np.log((counts + prior * whole + 1e-6) / (counts.sum(axis=0) + prior * bins.size))
    scores -= scores.max(axis=1, keepdims=True)
    return np.maximum(scores, -np.float32(config.colour_cap), out=scores)


def _resampled(maps: np.ndarray, valid_hw: tuple[float, float], size_hw: tuple[int, int]) -> np.ndarray:
    """``maps``, (L, h, w) of which ``valid_hw`` cells are image, bilinearly at ``size_hw``: float32 (H, W, L)."""
    down, across = valid_hw[0] / size_hw[0], valid_hw[1] / size_hw[1]
    where = np.array([[across, 0, 0.5 * across - 0.5], [0, down, 0.5 * down - 0.5]])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (size_hw[1], size_hw[0])
    planes = [cv2.warpAffine(plane, where, size, flags=how, borderMode=cv2.BORDER_REPLICATE) for plane in maps]
    return np.stack(planes, axis=-1)


def _smoothed(counts: np.ndarray) -> np.ndarray:
    """``counts`` (B, L) with a quarter of each bin given to either neighbour along each of the three axes of colour."""
    cube = counts.reshape(*BINS, -1)
    for axis in range(3):
        lower, upper = [slice(None)] * 4, [slice(None)] * 4
        lower[axis], upper[axis] = slice(None, -1), slice(1, None)
        blurred = 0.5 * cube
        blurred[tuple(upper)] += 0.25 * cube[tuple(lower)]
        blurred[tuple(lower)] += 0.25 * cube[tuple(upper)]
        cube = blurred
    return cube.reshape(counts.shape)
