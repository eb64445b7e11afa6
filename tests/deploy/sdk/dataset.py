"""A small dataset as people have them: photos in a folder, and COCO annotations of which one is broken."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from pycocotools import mask as coco

from backend.operations.client.photos import resized_photos

SIZE_WH = (160, 120)


@dataclass(frozen=True)
class Dataset:
    """``masks``: of each photo's name, what its object is to be: bool (height, width)."""

    photos: Path
    annotations: Path
    masks: dict[str, np.ndarray]


def make_dataset(folder: Path, count: int = 3, variant: int = 0) -> Dataset:
    """One mask for each photo; the last record names a category that there is not."""
    photos = folder / "photos"
    photos.mkdir(parents=True)
    masks = {}
    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    for number, upload in enumerate(resized_photos(count, SIZE_WH, variant), start=1):
        (photos / upload.name).write_bytes(upload.content)
        masks[upload.name] = disc(number)
        images.append({"id": number, "file_name": upload.name, "width": SIZE_WH[0], "height": SIZE_WH[1]})
        annotations.append({"id": number, "image_id": number, "category_id": 1, "segmentation": run_lengths(number)})
    annotations.append({"id": 99, "image_id": 1, "category_id": 7, "bbox": [0, 0, 9, 9]})
    rows = ",\n".join(map(json.dumps, annotations))
    head = f'{{"images": {json.dumps(images)},\n"categories": [{{"id": 1, "name": "thing"}}],\n"annotations": [\n'
    path = folder / "instances.json"
    path.write_text(f"{head}{rows}\n]}}")
    return Dataset(photos, path, masks)


def disc(number: int) -> np.ndarray:
    y, x = np.mgrid[: SIZE_WH[1], : SIZE_WH[0]]
    found: np.ndarray = (x - 40 - 20 * number) ** 2 + (y - 60) ** 2 < (12 + 3 * number) ** 2
    return found


def run_lengths(number: int) -> dict[str, Any]:
    found = coco.encode(np.asfortranarray(disc(number).astype(np.uint8)))
    return {"size": list(found["size"]), "counts": found["counts"].decode()}


def iou(document: dict[str, Any], masks: dict[str, np.ndarray]) -> list[float]:
    """Of each annotation of an exported COCO document with the mask of its photo, as pycocotools judges."""
    names = {image["id"]: image["file_name"] for image in document["images"]}
    found = []
    for annotation in document["annotations"]:
        expected = coco.encode(np.asfortranarray(masks[names[annotation["image_id"]].split("/")[-1]].astype(np.uint8)))
        given = dict(annotation["segmentation"])
        given["counts"] = given["counts"].encode()
        found.append(float(coco.iou([given], [expected], [0])[0][0]))
    return found


def broken_photo(folder: Path) -> Path:
    path = folder / "broken.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0 and then nothing")
    return path


def noise(path: Path, side: int, seed: int = 0) -> Path:
    """A PNG that does not compress: about three bytes a pixel."""
    pixels = np.random.default_rng(seed).integers(0, 256, (side, side, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path, compress_level=1)
    return path
