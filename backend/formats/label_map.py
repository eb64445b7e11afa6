"""Label maps: one PNG per image whose pixels are label values, and one whose pixels number the objects.

``label_maps/<image>.png``: 0 background, else the value of a label in ``labels.json``; 8 bits with the labels' colours
as palette, or 16 bits where there are more than 255 values. ``instance_maps/<image>.png``: 16 bits, 0 background, k the
k-th object of the image in ``objects.json``. Where objects overlap, both show the topmost, and areas count what shows.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

import numpy as np
from PIL import Image as Pillow

from backend.formats.archive import Archive, Spool
from backend.formats.exported import ExportedImage, ExportedLabel, ExportedObject
from backend.formats.names import DistinctNames
from backend.formats.options import Options
from kernels import rle

FOLDERS = ("label_maps", "instance_maps")
PALETTE_SIZE = 256
MOST_OBJECTS = 65535


class LabelMapWriter:
    name = "labelmap"

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        self.archive, self.labels, self.info = archive, labels, info
        self.index = Spool(archive.folder)
        self.names = DistinctNames()
        self.is_small = len(labels) < PALETTE_SIZE
        self.object_count = 0
        self.left_out_count = 0
        self.box_count = 0
        self.covered_count = 0

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        values = np.zeros((image.height, image.width), np.uint8 if self.is_small else np.uint16)
        numbers = np.zeros((image.height, image.width), np.uint16)
        masked = [(thing, thing.rle) for thing in objects if thing.rle is not None]
        drawn = [thing for thing, _ in masked[:MOST_OBJECTS]]
        for number, (thing, mask) in enumerate(masked[:MOST_OBJECTS], 1):
            rle.paint(values, mask, thing.label.value)
            rle.paint(numbers, mask, number)
        name = self.names.take(f"{PurePosixPath(image.file_name).stem}.png")
        self.archive.write(f"{FOLDERS[0]}/{name}", self._label_png(values), is_packed=True)
        self.archive.write(f"{FOLDERS[1]}/{name}", _png(Pillow.fromarray(numbers)), is_packed=True)
        areas = _shown_areas(numbers, drawn)
        self.index.add(_index_line(image, name, drawn, areas))
        self.covered_count += sum(area < thing.area for thing, area in zip(drawn, areas, strict=True))
        self.object_count += len(drawn)
        self.left_out_count += len(masked) - len(drawn)
        self.box_count += len(objects) - len(masked)

    def close(self) -> None:
        legend = [{"value": 0, "name": "background", "color": "#000000", "isthing": 0, "stipple_id": None}]
        legend += [_legend_entry(label) for label in self.labels]
        self.archive.write_json("labels.json", {"info": self.info, "labels": legend})
        self.archive.write_pieces("objects.json", self._index())
        self.index.close()

    def notes(self) -> list[str]:
        notes = []
        if self.left_out_count:
            beyond = f"{self.left_out_count} objects beyond {MOST_OBJECTS} of one image"
            notes.append(f"instance_maps: {beyond} are left out.")
        if self.box_count:
            notes.append(f"label_maps, instance_maps: {self.box_count} bounding boxes have no mask and are left out.")
        if self.covered_count:
            covered = f"{self.covered_count} objects are covered by others in part or as a whole"
            notes.append(f"label_maps, instance_maps: {covered}; the maps show the topmost object of each pixel.")
        return notes

    def _index(self) -> Iterator[bytes]:
        yield b"["
        yield from self.index.pieces()
        yield b"]\n"

    def _label_png(self, values: np.ndarray) -> bytes:
        """``values`` (H, W): uint8 with the labels' colours as palette, or uint16."""
        if values.dtype == np.uint16:
            return _png(Pillow.fromarray(values))
        picture = Pillow.frombytes("P", values.shape[::-1], values.tobytes())
        colors = {label.value: label.color for label in self.labels}
        picture.putpalette(b"".join(bytes.fromhex(colors.get(v, "#000000")[1:]) for v in range(PALETTE_SIZE)))
        return _png(picture)


def _shown_areas(numbers: np.ndarray, objects: Sequence[ExportedObject]) -> list[int]:
    """How many pixels of the instance map each object has."""
    areas = [thing.area for thing in objects]
    if np.count_nonzero(numbers) == sum(areas):
        return areas
    counts = np.zeros(len(objects) + 1, np.int64)
    for row in numbers:
        counts += np.bincount(row, minlength=len(counts))
    shown: list[int] = counts[1:].tolist()
    return shown


def _png(picture: Pillow.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()


def _index_line(
    image: ExportedImage, name: str, objects: Sequence[ExportedObject], areas: Sequence[int]
) -> dict[str, Any]:
    return {
        "file_name": image.file_name,
        "label_map": f"{FOLDERS[0]}/{name}",
        "instance_map": f"{FOLDERS[1]}/{name}",
        "width": image.width,
        "height": image.height,
        "stipple_id": image.id,
        "objects": [
            {"value": value, "label": thing.label.value, "area": area, "stipple_id": thing.id}
            for value, (thing, area) in enumerate(zip(objects, areas, strict=True), 1)
        ],
    }


def _legend_entry(label: ExportedLabel) -> dict[str, Any]:
    return {
        "value": label.value,
        "name": label.name,
        "color": label.color,
        "isthing": int(label.is_thing),
        "stipple_id": label.id,
    }
