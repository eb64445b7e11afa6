"""Masks of an image as one label map: the larger first, so that smaller objects stay on top (DynaMITe's rule)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from model.datasets.sample import IGNORED


def labels_of_masks(masks: Sequence[np.ndarray], size_hw: tuple[int, int]) -> np.ndarray:
    """int32 (H, W): object 1 is the largest of ``masks``, each bool (H, W); 0 where there is none.

    Masks of equal area keep their order. A mask that smaller ones cover keeps its number without a pixel.
    """
    labels = np.zeros(size_hw, dtype=np.int32)
    areas = [int(np.count_nonzero(mask)) for mask in masks]
    for number, k in enumerate(sorted(range(len(masks)), key=lambda k: -areas[k]), start=1):
        labels[masks[k]] = number
    return labels


def labels_of_one(labels: np.ndarray, k: int) -> np.ndarray:
    """Object ``k`` of ``labels``, from 0, as the only one: int32 (H, W), 1 where it is; the others are background."""
    return np.where(labels == k + 1, 1, np.minimum(labels, 0)).astype(np.int32)


def labels_of_ids(ids: np.ndarray, wanted: Iterable[int], void: np.ndarray | None = None) -> np.ndarray:
    """int32 (H, W): the ``wanted`` values of an id map, integer (H, W), by area; -1 where ``void``, bool (H, W)."""
    labels = labels_of_masks([ids == value for value in wanted], (ids.shape[0], ids.shape[1]))
    if void is not None:
        labels[void] = IGNORED
    return labels
