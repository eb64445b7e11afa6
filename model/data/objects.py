"""Which objects of a window a sample asks for, as in the reference's mapper (DynaMITe, arXiv 2304.06668, section 4)."""

from __future__ import annotations

import numpy as np

from model.data.photos import Layer, Segment
from model.data.rules import EpochData
from model.data.sample import OUTSIDE, UNLABELLED


def candidates(layer: Layer, rule: EpochData, rng: np.random.Generator) -> list[Segment]:
    """Segments that are large enough in the photo; with probability ``rule.stuff`` also those that are no things."""
    is_all = rng.random() < rule.stuff
    return [each for each in layer.listed() if (is_all or each.is_thing) and each.area > rule.min_area_px]


def drawn_labels(
    maps: np.ndarray, padding: np.ndarray, segments: list[Segment], rule: EpochData, rng: np.random.Generator
) -> np.ndarray | None:
    """Labels uint8 (S, S) of a random share of the ``segments`` in a window's ``maps`` (N, S, S); None without any.

    The larger are painted first and get the lower numbers; what smaller ones left of them must still be visible.
    """
    areas = [np.bincount(each.ravel(), minlength=int(maps.max(initial=0)) + 1) for each in maps]
    visible = [each for each in segments if each.value < len(areas[each.map]) and areas[each.map][each.value] > 0]
    if not visible:
        return None
    number = 1 if len(visible) == 1 else min(int(rule.share * len(visible)), rule.max_objects)
    picked = [visible[index] for index in rng.choice(len(visible), size=number, replace=False)]
    picked.sort(key=lambda each: -int(areas[each.map][each.value]))
    painted = np.zeros(maps.shape[1:], np.uint8)
    for index, each in enumerate(picked, start=1):
        painted[maps[each.map] == each.value] = index
    counts = np.bincount(painted.ravel(), minlength=number + 1)
    kept = [index for index in range(1, number + 1) if counts[index] > rule.min_painted_px]
    if not kept:
        return None
    table = np.zeros(number + 1, np.uint8)
    table[kept] = np.arange(1, len(kept) + 1)
    labels = table[painted]
    labels[padding] = OUTSIDE
    return labels


def without_unlabelled(labels: np.ndarray, maps: np.ndarray) -> np.ndarray:
    """``labels`` with what no segment of ``maps`` (N, S, S) covers marked as unlabelled."""
    labels = labels.copy()
    labels[(labels == 0) & ~maps.any(0)] = UNLABELLED
    return labels
