"""What the refinement knows of an image before the first click: how alike neighbours are, and each pixel's colour bin.

Made once with the features (hop 7) and kept with them: 6 bytes a pixel of either size.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from model.refinement.config import RefinementConfig

LARGEST_DISTANCE = 1 << 13
"""Squared distances in 8-bit Lab that are told apart; above it neighbours are as unlike as can be."""
LINK_SCALE = 255
LIGHTNESS_STEP, CHROMA_STEP = 12, 8
CHROMA_RANGE = 64
"""Around gray; what is more colourful shares the outermost bins."""
BINS = (255 // LIGHTNESS_STEP + 1, 2 * CHROMA_RANGE // CHROMA_STEP, 2 * CHROMA_RANGE // CHROMA_STEP)


@dataclass(frozen=True)
class Grid:
    """``links`` uint8 (h, w, 4), in 255ths: how much neighbours (right, below, lower right, lower left) belong
    together. ``bins`` uint16 (h, w): the colour bin of each pixel, an index into the flattened ``BINS``."""

    links: np.ndarray
    bins: np.ndarray


@dataclass(frozen=True)
class Picture:
    """``first``, ``coarse`` and ``fine``: the picture at the three sizes of ``config``, what it was made with."""

    first: Grid
    coarse: Grid
    fine: Grid
    config: RefinementConfig

    @property
    def nbytes(self) -> int:
        return sum(int(grid.links.nbytes + grid.bins.nbytes) for grid in (self.first, self.coarse, self.fine))


def picture_of(image: np.ndarray, config: RefinementConfig | None) -> Picture | None:
    """The picture of ``image``, uint8 (H, W, 3) RGB, which may be smaller than the image of the clicks; or None."""
    if config is None:
        return None
    sides = (config.first_side, config.coarse_side, config.longer_side)
    first, coarse, fine = (_grid(_lab(image, side), config) for side in sides)
    return Picture(first, coarse, fine, config)


def _lab(image: np.ndarray, longer_side: int) -> np.ndarray:
    """``image`` in 8-bit Lab with a longer side of at most ``longer_side`` pixels."""
    scale = min(1.0, longer_side / max(image.shape[:2]))
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    small = image if size == image.shape[1::-1] else cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(small), cv2.COLOR_RGB2LAB))


def _grid(lab: np.ndarray, config: RefinementConfig) -> Grid:
    alike = np.exp(-config.contrast * _relative_distances(lab)) * (1 - config.floor) + config.floor
    links = _by_neighbour(lab, LINK_SCALE * alike, LINK_SCALE * alike / np.sqrt(2.0))
    return Grid(links.round().astype(np.uint8), _bins(lab))


def _relative_distances(lab: np.ndarray) -> np.ndarray:
    """Every squared distance that is told apart over the mean one of neighbours (at least 1), float64 (n,)."""
    values = lab.astype(np.float32)
    across, down = ((values[:, 1:] - values[:, :-1]) ** 2).sum(), ((values[1:] - values[:-1]) ** 2).sum()
    pairs = lab.shape[0] * (lab.shape[1] - 1) + lab.shape[1] * (lab.shape[0] - 1)
    return np.arange(LARGEST_DISTANCE) / max(float(across + down) / max(pairs, 1), 1.0)


def _by_neighbour(lab: np.ndarray, straight: np.ndarray, diagonal: np.ndarray) -> np.ndarray:
    from kernels.label_field.cpu import fill_links  # numba is loaded by those who need it

    filled = np.empty((*lab.shape[:2], 4), dtype=np.float32)
    fill_links(lab, straight.astype(np.float32), diagonal.astype(np.float32), filled)
    return filled


def _bins(lab: np.ndarray) -> np.ndarray:
    values = lab.astype(np.int32)
    chroma = np.clip(values[..., 1:] - 128 + CHROMA_RANGE, 0, 2 * CHROMA_RANGE - 1) // CHROMA_STEP
    flat = (values[..., 0] // LIGHTNESS_STEP * BINS[1] + chroma[..., 0]) * BINS[2] + chroma[..., 1]
    return flat.astype(np.uint16)
