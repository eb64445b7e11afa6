"""A part of an image at its own resolution, for the model: from its tiles where it has some, so that neither a large
file nor a large part of it is ever decoded whole."""

from __future__ import annotations

import numpy as np
from PIL import Image as Pillow

from backend.images import tiles
from backend.images.crop import Crop
from backend.images.models import Image
from backend.images.processing import DISPLAY_SIDE
from backend.images.reading import open_display

ENOUGH_SIDE = 1333
"""Pixels of the longer side that any network looks at, at most: a part that has more is read from a smaller level."""


def open_crop(image: Image, crop: Crop) -> np.ndarray:
    """The pixels of ``crop``, uint8 (h, w, 3): its own, or every second, fourth, ... where it has more than enough."""
    if max(image.width, image.height) <= DISPLAY_SIDE:
        return np.ascontiguousarray(open_display(image)[crop.y0 : crop.y1, crop.x0 : crop.x1])
    last = tiles.levels(image.width, image.height) - 1
    up = 0
    while up < last and max(crop.width, crop.height) >> (up + 1) >= ENOUGH_SIDE:
        up += 1
    return _from_tiles(image, last - up, [crop.x0 >> up, crop.y0 >> up, -(-crop.x1 >> up), -(-crop.y1 >> up)])


def _from_tiles(image: Image, z: int, box_xyxy: list[int]) -> np.ndarray:
    """The pixels of a box of level ``z``."""
    width, height = tiles.level_size(image.width, image.height, z)
    x0, y0 = box_xyxy[:2]
    x1, y1 = min(box_xyxy[2], width), min(box_xyxy[3], height)
    canvas = Pillow.new("RGB", (x1 - x0, y1 - y0))
    for row in range(y0 // tiles.TILE, -(-y1 // tiles.TILE)):
        for column in range(x0 // tiles.TILE, -(-x1 // tiles.TILE)):
            path = tiles.ensure(image.sha256, z, column, row)
            with Pillow.open(path) as tile:
                canvas.paste(tile.convert("RGB"), (column * tiles.TILE - x0, row * tiles.TILE - y0))
    return np.asarray(canvas)
