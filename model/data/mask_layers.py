"""Masks that may overlap as a few label maps, each segment one value in one of them (the form of RITM's COCO+LVIS)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

MAX_VALUE = 255


def stacked(masks: Sequence[np.ndarray], size_hw: tuple[int, int]) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """Label maps uint8 (N, H, W) that hold ``masks``, bool (H, W), and for each mask its (map, value).

    The larger are placed first; each goes to the first map where nothing is in its way. N is at least 1.
    """
    maps: list[np.ndarray] = [np.zeros(size_hw, np.uint8)]
    used = [0]
    places = [(0, 0)] * len(masks)
    for index in sorted(range(len(masks)), key=lambda index: -int(masks[index].sum())):
        mask = masks[index]
        free = (n for n, drawn in enumerate(maps) if used[n] < MAX_VALUE and not drawn[mask].any())
        number = next(free, len(maps))
        if number == len(maps):
            maps.append(np.zeros(size_hw, np.uint8))
            used.append(0)
        used[number] += 1
        maps[number][mask] = used[number]
        places[index] = (number, used[number])
    return np.stack(maps), places
