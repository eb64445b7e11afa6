"""The tile pyramid of an image: 256-pixel WebP tiles, level 0 the whole image in one, the last level full size."""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
from PIL import Image as Pillow

from backend.images import storage
from backend.images.reading import read_rgb

TILE = 256
QUALITY = 85


def levels(width: int, height: int) -> int:
    """How many levels the pyramid of a ``width`` x ``height`` image has."""
    return 1 + max(0, math.ceil(math.log2(max(width, height) / TILE)))


def level_size(width: int, height: int, z: int) -> tuple[int, int]:
    """Width and height in pixels of level ``z``."""
    shrink = 2 ** (levels(width, height) - 1 - z)
    return max(1, math.ceil(width / shrink)), max(1, math.ceil(height / shrink))


def has_tile(width: int, height: int, z: int, x: int, y: int) -> bool:
    if not 0 <= z < levels(width, height):
        return False
    level_width, level_height = level_size(width, height, z)
    return 0 <= x * TILE < level_width and 0 <= y * TILE < level_height


def ensure(sha256: str, z: int, x: int, y: int) -> Path:
    """The file of a tile, made now (with all others of its image) where the batch worker had no need to."""
    path = storage.tile(sha256, z, x, y)
    if not path.exists():
        with storage.locked(sha256):
            if not path.exists():
                write_pyramid(sha256, read_rgb(storage.original(sha256)))
    return path


def write_pyramid(sha256: str, rgb: np.ndarray) -> None:
    """Write every tile of ``rgb``, uint8 (H, W, 3); each level is made from the one above, so the work is 4/3."""
    height, width = rgb.shape[:2]
    picture = Pillow.fromarray(rgb)
    for z in reversed(range(levels(width, height))):
        size = level_size(width, height, z)
        if picture.size != size:
            picture = picture.resize(size, Pillow.Resampling.BOX)
        for y in range(math.ceil(size[1] / TILE)):
            for x in range(math.ceil(size[0] / TILE)):
                _write_tile(sha256, picture, z, x, y)


def _write_tile(sha256: str, picture: Pillow.Image, z: int, x: int, y: int) -> None:
    left, top = x * TILE, y * TILE
    box = left, top, min(left + TILE, picture.width), min(top + TILE, picture.height)
    buffer = io.BytesIO()
    picture.crop(box).save(buffer, "WEBP", quality=QUALITY, method=0)
    storage.write_atomically(storage.tile(sha256, z, x, y), buffer.getvalue(), is_synced=False)
