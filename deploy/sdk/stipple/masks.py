"""Masks as arrays, for those who have installed ``stipple[masks]``; without it the rest works all the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stipple import models
from stipple.errors import StippleError

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class ObjectMask:
    """An object and its ``mask``: bool (height, width), in pixels of the image."""

    object: models.ObjectView
    mask: np.ndarray


def decoded(view: models.ObjectView) -> ObjectMask:
    """Of an object that has a mask."""
    rle = view["rle"]
    assert rle is not None
    return ObjectMask(view, decode(rle))


def decode(rle: models.Rle) -> np.ndarray:
    """COCO run lengths as bool (height, width). Raises StippleError where pycocotools is missing."""
    mask: np.ndarray = _pycocotools().decode({"size": rle["size"], "counts": rle["counts"].encode()}).astype(bool)
    return mask


def encode(mask: np.ndarray) -> models.Rle:
    """bool or 0/1 (height, width) as COCO run lengths. Raises StippleError where pycocotools is missing."""
    import numpy as np

    found = _pycocotools().encode(np.asfortranarray(mask.astype(np.uint8)))
    return {"size": [int(side) for side in found["size"]], "counts": found["counts"].decode()}


def _pycocotools() -> Any:
    try:
        from pycocotools import mask
    except ImportError:
        raise StippleError("Masks as arrays need more packages: pip install numpy pycocotools.") from None
    return mask
