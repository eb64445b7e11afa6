"""The same answers by pycocotools, pixel by pixel: what every function of this folder is held equal to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pycocotools import mask as coco

if TYPE_CHECKING:
    from kernels.rle import Rle


def encode(mask: np.ndarray) -> Rle:
    """``mask``, bool (H, W), as COCO's own encoder writes it."""
    encoded = coco.encode(np.asfortranarray(mask, dtype=np.uint8))
    height, width = encoded["size"]
    return {"size": [int(height), int(width)], "counts": encoded["counts"].decode("ascii")}


def encode_labels(label_map: np.ndarray, count: int) -> list[Rle]:
    """One mask after the other."""
    return [encode(label_map == k + 1) for k in range(count)]


def decode(rle: Rle) -> np.ndarray:
    """uint8 (H, W)."""
    mask: np.ndarray = coco.decode({"size": rle["size"], "counts": rle["counts"].encode("ascii")})
    return mask
