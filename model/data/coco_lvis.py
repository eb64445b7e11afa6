"""COCO+LVIS as merged for RITM (arXiv 2102.06583): the training data of the published DynaMITe.

``train/hannotation.pickle``: {id: {num_instance_masks, hierarchy}}; ``train/images/ID.jpg``; ``train/masks/ID.pickle``:
PNG-encoded label maps and (map, value) of each object. The objects are the roots of the hierarchy (an object that no
other contains) and the stuff, whose numbers start at ``num_instance_masks``; parts are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from model.data.annotation_pickle import read_annotation_pickle
from model.data.pack import read_rgb
from model.data.photos import Entry, Layer, Photo, Segment
from model.datasets.files import folder_with, required

LAYOUT = "train/hannotation.pickle, train/images/ID.jpg, train/masks/ID.pickle, the same in val/ (or all in lvis/)"
SPLITS = ("train", "val")


class CocoLvisPhotos:
    """The photos of both splits, decoded when they are read."""

    def __init__(self, root: Path) -> None:
        self._root = folder_with("train/hannotation.pickle", root, ("lvis",), LAYOUT)
        self.entries: list[Entry] = []
        self._rows: list[tuple[Path, str, Mapping[str, Any]]] = []
        for split in SPLITS:
            folder = self._root / split
            if split != "train" and not (folder / "hannotation.pickle").exists():
                continue
            for name, row in sorted(read_annotation_pickle(required(folder / "hannotation.pickle", LAYOUT)).items()):
                self.entries.append(Entry(f"{split}/{name}", "coco_lvis", split))
                self._rows.append((folder, str(name), row))

    def read(self, index: int) -> Photo:
        folder, name, row = self._rows[index]
        path = folder / "masks" / f"{name}.pickle"
        try:
            encoded, places = read_annotation_pickle(path)
            maps = np.stack([_decoded(each) for each in encoded])
            segments = _segments(maps, places, root_numbers(row, len(places)), int(row["num_instance_masks"]))
        except (TypeError, KeyError, IndexError) as error:
            raise ValueError(f"{path} is not in RITM's form ({error!r}); expected {LAYOUT}") from error
        image = read_rgb(folder / "images" / f"{name}.jpg")
        if image.shape[:2] != maps.shape[1:]:
            raise ValueError(f"{path} holds masks of {maps.shape[1:]} for a photo of {image.shape[:2]} pixels (H, W)")
        return Photo(image, (Layer("objects", False, maps, segments),))


def root_numbers(row: Mapping[str, Any], objects: int) -> list[int]:
    """The objects that count: roots among the instances, and all stuff."""
    instances = int(row["num_instance_masks"])
    hierarchy = row["hierarchy"]
    roots = [n for n in range(instances) if hierarchy.get(n) is None or hierarchy[n]["parent"] is None]
    return roots + list(range(instances, objects))


def _segments(
    maps: np.ndarray, places: list[tuple[int, int]], numbers: list[int], instances: int
) -> tuple[Segment, ...]:
    areas = [np.bincount(each.ravel(), minlength=256) for each in maps]
    return tuple(
        Segment(int(m), int(value), int(areas[m][value]), is_thing=number < instances)
        for number in numbers
        for m, value in (places[number],)
        if areas[m][value]
    )


def _decoded(encoded: Any) -> np.ndarray:
    png = np.frombuffer(encoded, np.uint8) if isinstance(encoded, bytes) else np.asarray(encoded, np.uint8)
    decoded = cv2.imdecode(png.reshape(-1), cv2.IMREAD_UNCHANGED)
    if decoded is None or decoded.ndim != 2:
        raise TypeError("a label map is no gray PNG")
    return decoded
