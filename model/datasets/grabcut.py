"""GrabCut: 50 photos with one object each (Rother et al., 2004), the standard benchmark of click methods.

``data_GT/<name>.*`` are the photos, ``boundary_GT/<name>.*`` the masks. Of a mask's first channel 128 is ignored and
what is larger is the object; other values are kept as they are, and only 1 means the object.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from model.datasets.sample import Sample, read_photo

IGNORED = 128


def read(root: Path) -> Iterator[Sample]:
    """The samples under ``root`` by name. Raises FileNotFoundError when photos or a mask are missing."""
    photos = sorted(path for path in (root / "data_GT").glob("*") if path.is_file()) if root.is_dir() else []
    if not photos:
        raise FileNotFoundError(f"no photos in {root / 'data_GT'}; give the folder that holds data_GT and boundary_GT")
    for path in photos:
        masks = sorted((root / "boundary_GT").glob(f"{path.stem}.*"))
        if not masks:
            raise FileNotFoundError(f"no mask for {path.name} in {root / 'boundary_GT'}")
        yield Sample(path.stem, path, read_photo(path), ground_truth_of(masks[0]))


def ground_truth_of(path: Path) -> np.ndarray:
    """int8 (H, W): 1 object, 0 background, -1 ignored."""
    with Image.open(path) as mask:
        values = np.asarray(mask if mask.mode in ("L", "P") else mask.convert("RGB"))
    values = values if values.ndim == 2 else values[:, :, 0]
    truth = ((values > IGNORED) | (values == 1)).astype(np.int8)
    truth[values == IGNORED] = -1
    return truth
