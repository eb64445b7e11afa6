"""PASCAL VOC 2012 val: 1,449 photos; masks are PNG files of palette colours, borders are void.

Where the file still has its palette an object is a palette index. The published readers take the gray value that
OpenCV gives its colour instead, in which the indices 1 and 16, 3 and 18, 6 and 21, 9 and 24 are one: photos of many
objects have fewer of them then (3,417 in all). ``open_single_gray`` does the same, for figures beside published ones.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from model.datasets.files import folder_with, read_channels, read_indices, read_names, required
from model.datasets.id_maps import IdMap, ReadIds, by_object, by_photo
from model.datasets.sample import Entries

LAYOUT = "JPEGImages/<name>.jpg, SegmentationObject/<name>.png, ImageSets/Segmentation/val.txt (or in VOC2012/)"
VOID_INDEX = 255
VOID_GRAY = 220
"""The gray of palette entry 255, (224, 224, 192)."""


def open_single(root: Path) -> Entries[IdMap]:
    return by_object(_photos(root, read_ids))


def open_single_gray(root: Path) -> Entries[IdMap]:
    return by_object(_photos(root, read_grays))


def open_multi(root: Path) -> Entries[IdMap]:
    return by_photo(_photos(root, read_ids))


def read_ids(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """The id map, uint8 (H, W), 0 background and void, and the void pixels, bool (H, W).

    Of a mask saved as plain colours, which has no indices any more, the gray values.
    """
    ids = read_indices(path)
    return read_grays(path) if ids is None else _without(ids, VOID_INDEX)


def read_grays(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """The same by the gray values of the colours, as the published readers have it."""
    return _without(cv2.cvtColor(read_channels(path), cv2.COLOR_RGB2GRAY), VOID_GRAY)


def _without(ids: np.ndarray, void_value: int) -> tuple[np.ndarray, np.ndarray]:
    void = ids == void_value
    return np.where(void, np.uint8(0), ids), void


def _photos(root: Path, read: ReadIds) -> list[IdMap]:
    names = Path("ImageSets/Segmentation/val.txt")
    folder = folder_with(str(names), root, ("VOC2012", "VOCdevkit/VOC2012"), LAYOUT)
    return [
        IdMap(
            name,
            required(folder / "JPEGImages" / f"{name}.jpg", LAYOUT),
            required(folder / "SegmentationObject" / f"{name}.png", LAYOUT),
            read,
        )
        for name in sorted(read_names(folder / names, LAYOUT))
    ]
