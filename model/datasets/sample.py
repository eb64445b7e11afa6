"""One photo of a benchmark with its object."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps


@dataclass(frozen=True)
class Sample:
    """``image`` uint8 (H, W, 3) RGB; ``ground_truth`` int8 (H, W), 1 object, 0 background, -1 ignored."""

    name: str
    path: Path
    image: np.ndarray
    ground_truth: np.ndarray


def read_photo(path: Path) -> np.ndarray:
    """The photo at ``path``, upright, uint8 (H, W, 3) RGB: decoded as the product decodes what is uploaded."""
    with Image.open(path) as photo:
        return np.asarray(ImageOps.exif_transpose(photo).convert("RGB"))
