"""PASCAL VOC 2012 val: 1,449 photos, 3,417 objects; masks are PNG files of palette colours, borders are void.

Where the file still has its palette an object is a palette index. Without one (a mask saved as plain colours) it is
the gray value that OpenCV gives its colour, which the published readers always take; there two objects whose colours
share a gray value become one, so mind the warning about the number of samples.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from model.datasets.files import folder_with, read_channels, read_indices, read_names, required
from model.datasets.id_maps import IdMap, by_object, by_photo
from model.datasets.sample import Entries

LAYOUT = "JPEGImages/<name>.jpg, SegmentationObject/<name>.png, ImageSets/Segmentation/val.txt (or in VOC2012/)"
VOID_INDEX = 255
VOID_GRAY = 220
"""The gray of palette entry 255, (224, 224, 192)."""


def open_single(root: Path) -> Entries[IdMap]:
    return by_object(_photos(root))


def open_multi(root: Path) -> Entries[IdMap]:
    return by_photo(_photos(root))


def read_ids(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """The id map, uint8 (H, W), 0 background and void, and the void pixels, bool (H, W)."""
    ids = read_indices(path)
    if ids is not None:
        void = ids == VOID_INDEX
    else:
        ids = cv2.cvtColor(read_channels(path), cv2.COLOR_RGB2GRAY)
        void = ids == VOID_GRAY
    return np.where(void, np.uint8(0), ids), void


def _photos(root: Path) -> list[IdMap]:
    names = Path("ImageSets/Segmentation/val.txt")
    folder = folder_with(str(names), root, ("VOC2012", "VOCdevkit/VOC2012"), LAYOUT)
    return [
        IdMap(
            name,
            required(folder / "JPEGImages" / f"{name}.jpg", LAYOUT),
            required(folder / "SegmentationObject" / f"{name}.png", LAYOUT),
            read_ids,
        )
        for name in sorted(read_names(folder / names, LAYOUT))
    ]
