"""A folder of COCO instances: the usual form of one's own data, and what this product exports.

``instances.json`` (or ``annotations/instances*.json``, one file a split) and the photos it names. Crowds are left out.
A file with "val" in its name is for validation; where there is only one file, one photo in twenty is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from model.data.mask_layers import stacked
from model.data.pack import read_rgb
from model.data.photos import Entry, Layer, Photo, Segment, held_out
from model.datasets.coco_masks import is_drawn, mask_of

LAYOUT = "instances.json or annotations/instances*.json, and photos in images/, train2017/, val2017/ or beside it"
PHOTO_FOLDERS = ("images", "train2017", "val2017", "train", "val", ".")


@dataclass(frozen=True)
class _Row:
    photo: Path
    size_hw: tuple[int, int]
    annotations: tuple[dict[str, Any], ...]


class CocoPhotos:
    """The photos of all files of instances, also those without an object (a recipe says what takes their place)."""

    def __init__(self, root: Path) -> None:
        files = annotation_files(root)
        if not files:
            raise FileNotFoundError(f"no COCO instances in {root}; expected {LAYOUT}")
        self.entries: list[Entry] = []
        self._rows: list[_Row] = []
        for file in files:
            for image, objects in _listed(file):
                name = str(image["file_name"])
                split = held_out(name) if len(files) == 1 else ("val" if "val" in file.stem else "train")
                self.entries.append(Entry(name, "coco", split, ("objects",) if objects else ()))
                size_hw = (int(image["height"]), int(image["width"]))
                self._rows.append(_Row(_photo(root, name), size_hw, tuple(objects)))

    def read(self, index: int) -> Photo:
        row = self._rows[index]
        image = read_rgb(row.photo)
        if image.shape[:2] != row.size_hw:
            raise ValueError(f"{row.photo} is {image.shape[:2]} pixels (H, W); its annotations say {row.size_hw}")
        masks = []
        for annotation in row.annotations:
            try:
                masks.append(mask_of(annotation["segmentation"], row.size_hw))
            except (ValueError, TypeError) as error:
                raise ValueError(
                    f"annotation {annotation.get('id')} of {row.photo} cannot be drawn: {error}"
                ) from error
        masks = [mask for mask in masks if mask.any()]
        maps, places = stacked(masks, row.size_hw)
        segments = tuple(Segment(m, value, int(mask.sum())) for (m, value), mask in zip(places, masks, strict=True))
        return Photo(np.ascontiguousarray(image), (Layer("objects", False, maps, segments),))


def annotation_files(root: Path) -> list[Path]:
    """The files of instances of a COCO folder, by name; empty where there are none."""
    single = [path for path in (root / "instances.json", root / "annotations" / "instances.json") if path.exists()]
    return single[:1] or sorted((root / "annotations").glob("instances*.json"))


def _listed(file: Path) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    try:
        content = json.loads(file.read_bytes())
        drawn: dict[Any, list[dict[str, Any]]] = {image["id"]: [] for image in content["images"]}
        for annotation in content["annotations"]:
            if is_drawn(annotation):
                drawn[annotation["image_id"]].append(annotation)
        return [(image, drawn[image["id"]]) for image in sorted(content["images"], key=lambda each: each["file_name"])]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{file} is not in COCO's form ({error!r}); expected {LAYOUT}") from error


def _photo(root: Path, name: str) -> Path:
    for folder in PHOTO_FOLDERS:
        if (root / folder / name).exists():
            return root / folder / name
    raise FileNotFoundError(f"photo {name} is in none of {', '.join(PHOTO_FOLDERS)} of {root}; expected {LAYOUT}")
