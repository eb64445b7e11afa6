"""Cityscapes written: three maps and a list of polygons for each image, in ``gtFine``.

https://github.com/mcordts/cityscapesScripts. ``*_labelIds.png``: the label of each pixel, 8 bits, 0 nothing.
``*_instanceIds.png``: 16 bits, label * 1000 + n for the n-th object of a label that has instances, else the label
alone, as for a group of objects (here: with the attribute ``iscrowd``). ``*_color.png`` is for people.
``*_polygons.json`` lists outlines through the centres of pixels; later ones cover earlier ones. ``labels.json``
says which number each label has: Cityscapes' own for its own labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

import cv2
import numpy as np

from backend.formats.archive import Archive
from backend.formats.cityscapes_labels import INSTANCES, LAST, LAST_NUMBERED, as_entry, numbered
from backend.formats.coco import CROWD
from backend.formats.exported import UNLABELLED, ExportedImage, ExportedLabel, ExportedObject
from backend.formats.instance_codes import Coded, InstanceCodes
from backend.formats.names import DistinctNames
from backend.formats.number_png import png_of
from backend.formats.options import Options
from kernels import rle

FOLDER = "gtFine/default/stipple"
LEGEND = "labels.json"
PHOTO = "_leftImg8bit"
LIMIT = f"labels up to {LAST}, {INSTANCES} objects of each in an image"


class CityscapesWriter:
    name = "cityscapes"

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        self.archive, self.info = archive, info
        self.labels = numbered(labels)
        self.colors = np.zeros((256, 3), np.uint8)
        for label in self.labels.values():
            self.colors[label.id] = list(bytes.fromhex(label.color[1:]))
        self.names = DistinctNames()
        self.codes = InstanceCodes(FOLDER, LIMIT, self._code)
        self.filled_holes = self.in_parts = 0

    @property
    def object_count(self) -> int:
        return self.codes.object_count

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        coded = self.codes.paint(image, objects)
        stem = PurePosixPath(image.file_name).stem.removesuffix(PHOTO) or "image"
        name = f"{FOLDER}/{PurePosixPath(self.names.take(f'{stem}.png')).stem}_gtFine"
        labels = np.where(coded.values < INSTANCES, coded.values, coded.values // INSTANCES).astype(np.uint8)
        self.archive.write(f"{name}_instanceIds.png", png_of(coded.values.astype(np.uint16)), is_packed=True)
        self.archive.write(f"{name}_labelIds.png", png_of(labels), is_packed=True)
        self.archive.write(f"{name}_color.png", png_of(self.colors[labels]), is_packed=True)
        self.archive.write_json(f"{name}_polygons.json", self._outlines(image, coded))

    def close(self) -> None:
        entries = [as_entry(label) for label in sorted(self.labels.values(), key=lambda label: label.id)]
        self.archive.write_json(LEGEND, {"info": self.info, "labels": entries})

    def notes(self) -> list[str]:
        holes, parts, unnumbered = self.filled_holes, self.in_parts, self._unnumbered()
        told = (
            (holes, f"*_polygons.json: {holes} holes inside objects are filled; the maps have them."),
            (parts, f"*_polygons.json: {parts} objects in parts are several there; the maps have them whole."),
            (unnumbered, f"labels above {LAST_NUMBERED} have no instances, for 16 bits end there: {unnumbered}."),
        )
        return self.codes.notes() + [sentence for is_true, sentence in told if is_true]

    def _code(self, thing: ExportedObject, of_label: int, of_image: int) -> int | None:
        label = self.labels.get(thing.label.value)
        if label is None or of_label >= INSTANCES:
            return None
        is_one = label.has_instances and thing.attributes.get(CROWD) is not True
        return label.id * INSTANCES + of_label if is_one else label.id

    def _unnumbered(self) -> str:
        return ", ".join(
            each.name or UNLABELLED for each in self.labels.values() if each.is_thing and not each.has_instances
        )

    def _outlines(self, image: ExportedImage, coded: Coded) -> dict[str, Any]:
        return {
            "imgHeight": image.height,
            "imgWidth": image.width,
            "objects": [
                {"label": self._label_name(thing), "polygon": polygon}
                for thing in coded.objects
                for polygon in self._polygons(thing)
            ],
            "file_name": image.file_name,
            "stipple_id": image.id,
        }

    def _label_name(self, thing: ExportedObject) -> str:
        label = self.labels[thing.label.value]
        is_group = label.has_instances and thing.attributes.get(CROWD) is True
        return f"{label.name or UNLABELLED}{'group' if is_group else ''}"

    def _polygons(self, thing: ExportedObject) -> Iterator[list[list[int]]]:
        assert thing.rle is not None
        mask = rle.decode_box(thing.rle, thing.bbox_xywh)
        found, levels = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE, offset=thing.bbox_xywh[:2])
        outer = [contour for contour, level in zip(found, levels[0], strict=True) if level[3] < 0]
        self.filled_holes += len(found) - len(outer)
        self.in_parts += len(outer) > 1
        for contour in outer:
            corners = [[int(x), int(y)] for x, y in contour.reshape(-1, 2)]
            yield corners + corners[-1:] * (3 - len(corners))
