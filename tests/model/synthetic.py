"""A folder in the form of the training data, with a few painted photos: discs and boxes on plain ground."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import cv2
import numpy as np
from pycocotools import mask as coco


def write_photos(folder: Path, count: int, size: int = 96) -> Path:
    """Write ``count`` photos of two objects each; every fourth is for validation."""
    (folder / "images").mkdir(parents=True)
    rng = np.random.default_rng(0)
    lines = []
    for index in range(count):
        image, masks = _photo(size, rng)
        name = f"images/photo_{index}.png"
        cv2.imwrite(str(folder / name), image)
        segments = []
        for mask in masks:
            counts = coco.encode(np.asfortranarray(mask))["counts"].decode()
            segments.append({"counts": counts, "label": None, "area": int(mask.sum())})
        lines.append(
            {
                "id": f"photo_{index}",
                "dataset": "coco",
                "file": name,
                "width": size,
                "height": size,
                "split": "val" if index % 4 == 3 else "train",
                "license": "none",
                "layers": [{"kind": "objects", "exhaustive": True, "segments": segments}],
            }
        )
    with gzip.open(folder / "annotations.jsonl.gz", "wt") as out:
        out.writelines(json.dumps(line) + "\n" for line in lines)
    return folder


def _photo(size: int, rng: np.random.Generator) -> tuple[np.ndarray, list[np.ndarray]]:
    ground, one, two = rng.permutation(np.array([[40, 60, 200], [200, 90, 40], [60, 200, 80]]))
    image = np.full((size, size, 3), ground, np.uint8)
    disc, box = np.zeros((size, size), np.uint8), np.zeros((size, size), np.uint8)
    cv2.circle(disc, (int(rng.integers(24, 40)), int(rng.integers(24, 72))), 20, 1, -1)
    x, y = int(rng.integers(62, 68)), int(rng.integers(8, 50))
    cv2.rectangle(box, (x, y), (x + 24, y + 36), 1, -1)
    image[disc > 0], image[box > 0] = one, two
    return np.clip(image + rng.normal(0, 6, image.shape), 0, 255).astype(np.uint8), [disc, box]
