"""Logits of all queries to one label map, in tiles, without a full-size float per query (hop 8 of the way of a click).

``reference.py`` is the plain version, ``cpu.py`` the one that runs; a test holds them equal, bit for bit.
"""

from __future__ import annotations

import numpy as np

from kernels.label_map.sampling import sample_taps

__all__ = ["label_map", "warm_up"]

LARGEST_OWNER = np.iinfo(np.uint16).max - 1


def label_map(
    maps: np.ndarray,
    owner: np.ndarray,
    image_hw: tuple[int, int],
    valid_hw: tuple[float, float],
    stride: int = 1,
    part: tuple[slice, slice] | None = None,
) -> np.ndarray:
    """Give every pixel of an image to the query with the largest map there.

    ``maps``: logits, float32 (Q, h, w), finite. ``owner``: integer (Q,), the object a query speaks for, -1 for the
    background. ``image_hw``: the size of the image. ``valid_hw``: how many cells of the maps the image covers, from
    their upper left corner; may be fractional. ``stride``: pixels of the network's input a cell covers. The maps are
    resampled bilinearly to those pixels, then to the pixels of the image (with stride 1 at once); where values tie the
    first query wins. ``part``: the rows and columns that are asked for, in steps of 1 or more; all of them by default.

    Returns uint16 (H, W), or that part of it: 0 background, k + 1 object k. Raises ValueError when shapes, owners or
    values do not fit.
    """
    from kernels.label_map.cpu import fill_labels  # numba is loaded by those who need it

    _check(maps, owner, image_hw, valid_hw)
    if stride < 1:
        raise ValueError(f"stride={stride} must be at least 1 pixel a cell")
    dense = np.ascontiguousarray(maps, dtype=np.float32)
    label = (np.asarray(owner, dtype=np.int64) + 1).astype(np.uint16)
    first_y, weights_y = sample_taps(image_hw[0], valid_hw[0], dense.shape[1], stride)
    first_x, weights_x = sample_taps(image_hw[1], valid_hw[1], dense.shape[2], stride)
    if part is not None:
        first_y, weights_y = first_y[part[0]].copy(), weights_y[:, part[0]].copy()
        first_x, weights_x = first_x[part[1]].copy(), weights_x[:, part[1]].copy()
    out = np.empty((first_y.size, first_x.size), dtype=np.uint16)
    fill_labels(dense, label, first_y, weights_y, first_x, weights_x, out)
    return out


def warm_up() -> None:
    """Compile the kernel, or load it from its cache, so that the first click does not wait for it."""
    label_map(np.zeros((1, 1, 1), dtype=np.float32), np.zeros(1, dtype=np.int32), (1, 1), (1.0, 1.0))


def _check(maps: np.ndarray, owner: np.ndarray, image_hw: tuple[int, int], valid_hw: tuple[float, float]) -> None:
    if maps.ndim != 3 or maps.size == 0:
        raise ValueError(f"maps have shape {maps.shape}; expected (queries, height, width), none of them 0")
    if owner.shape != maps.shape[:1]:
        raise ValueError(f"owner has shape {owner.shape}; expected one entry for each of {maps.shape[0]} queries")
    if owner.min() < -1 or owner.max() > LARGEST_OWNER:
        raise ValueError(f"owner runs from {owner.min()} to {owner.max()}; expected -1..{LARGEST_OWNER}")
    if min(image_hw) < 1:
        raise ValueError(f"image_hw={image_hw} must be at least 1 x 1 pixel")
    for valid, cells in zip(valid_hw, maps.shape[1:], strict=True):
        if not 0 < valid <= cells:
            raise ValueError(f"valid_hw={valid_hw} must lie within the maps' {maps.shape[1:]} cells")
    if not np.isfinite(maps).all():
        raise ValueError("maps hold values that are not finite; the model's answer cannot be used")
