"""Pascal VOC written: ``Annotations/a.xml`` with boxes, ``SegmentationClass/a.png`` and ``SegmentationObject/a.png``.

M. Everingham et al., "The Pascal Visual Object Classes Challenge", development kit. Boxes count pixels from 1 and hold
both ends. The k-th object of the XML is the k-th of the picture of objects; bounding boxes without a mask follow them.
Classes are in ``labelmap.txt`` in CVAT's form (``name:r,g,b:parts:actions``), attributes in that of Datumaro.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
from PIL import Image as Pillow

from backend.config.text import cleaned
from backend.formats.archive import Archive
from backend.formats.exported import ExportedImage, ExportedLabel, ExportedObject
from backend.formats.names import DistinctNames
from backend.formats.options import Options
from backend.formats.stacking import Stacked, Stacking

CLASSES, OBJECTS = "SegmentationClass", "SegmentationObject"
BORDER = 255
MOST = 254
"""Of 8 bits, 0 is the background and 255 the border."""
FLAGS = ("truncated", "difficult", "occluded")
"""Attributes that VOC has a place for."""

Row = tuple[ExportedObject, tuple[int, int, int, int]]


class VocWriter:
    name = "voc"

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        self.archive, self.labels = archive, labels
        self.names = DistinctNames()
        self.stems: list[str] = []
        self.stacking = Stacking(OBJECTS, MOST)
        self.boxes = self.masks_as_boxes = 0

    @property
    def object_count(self) -> int:
        return self.stacking.object_count + self.boxes

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        stem = PurePosixPath(self.names.take(f"{PurePosixPath(image.file_name).stem}.xml")).stem
        self.stems.append(stem)
        has_room = len(self.labels) <= MOST
        stacked = self.stacking.stack(image, [thing for thing in objects if thing.rle is not None and has_room])
        boxes = [thing for thing in objects if thing.rle is None or not has_room]
        self.boxes += len(boxes)
        self.masks_as_boxes += sum(thing.rle is not None for thing in boxes)
        if stacked.objects:
            values = np.array([0, *(thing.label.value for thing in stacked.objects)], np.uint8)
            self._write(f"{CLASSES}/{stem}.png", values[stacked.numbers])
            self._write(f"{OBJECTS}/{stem}.png", stacked.numbers.astype(np.uint8))
        rows = [*_shown(stacked), *((thing, thing.bbox_xywh) for thing in boxes)]
        self.archive.write(f"Annotations/{stem}.xml", _xml(image, rows, len(stacked.objects)).encode())

    def close(self) -> None:
        colors = voc_colors()
        lines = ["# label:color_rgb:parts:actions", "background:0,0,0::"]
        used = [label for label in self.labels if label.value <= MOST]
        lines += [f"{label.name}:{','.join(map(str, colors[label.value]))}::" for label in used]
        self.archive.write("labelmap.txt", "\n".join([*lines, ""]).encode())
        for kind in ("Main", "Segmentation"):
            self.archive.write(f"ImageSets/{kind}/default.txt", "".join(f"{stem}\n" for stem in self.stems).encode())

    def notes(self) -> list[str]:
        notes = self.stacking.notes()
        if self.masks_as_boxes:
            notes.append(f"{self.masks_as_boxes} masks are written as boxes, for there are more than {MOST} labels.")
        return notes

    def _write(self, name: str, values: np.ndarray) -> None:
        picture = Pillow.frombytes("P", values.shape[::-1], values.tobytes())
        picture.putpalette(bytes(side for color in voc_colors() for side in color))
        buffer = io.BytesIO()
        picture.save(buffer, "PNG", compress_level=4)
        self.archive.write(name, buffer.getvalue(), is_packed=True)


def voc_colors() -> list[tuple[int, int, int]]:
    """VOC's 256 colours: the bits of a number, dealt to red, green and blue from the highest on."""
    colors = []
    for number in range(256):
        sides = [sum((number >> (3 * bit + side) & 1) << (7 - bit) for bit in range(8)) for side in range(3)]
        colors.append((sides[0], sides[1], sides[2]))
    return colors


def _shown(stacked: Stacked) -> Iterator[Row]:
    """Objects with the box of what shows of them."""
    for number, thing in enumerate(stacked.objects, 1):
        x, y, width, height = thing.bbox_xywh
        rows, columns = np.nonzero(stacked.numbers[y : y + height, x : x + width] == number)
        left, top = int(columns.min()), int(rows.min())
        yield thing, (x + left, y + top, int(columns.max()) - left + 1, int(rows.max()) - top + 1)


def _xml(image: ExportedImage, rows: Sequence[Row], mask_count: int) -> str:
    size = f"<width>{image.width}</width><height>{image.height}</height><depth>3</depth>"
    lines = [
        "<annotation>",
        "  <folder>images</folder>",
        f"  <filename>{_text(image.file_name)}</filename>",
        f"  <size>{size}</size>",
        f"  <segmented>{int(mask_count > 0)}</segmented>",
        *(_object(thing, box) for thing, box in rows),
        "</annotation>",
    ]
    return "\n".join([*lines, ""])


def _object(thing: ExportedObject, box_xywh: tuple[int, int, int, int]) -> str:
    x, y, width, height = box_xywh
    flags = "".join(f"<{name}>{int(thing.attributes.get(name) is True)}</{name}>" for name in FLAGS)
    sides = zip(("xmin", "ymin", "xmax", "ymax"), (x + 1, y + 1, x + width, y + height), strict=True)
    box = "".join(f"<{name}>{side}</{name}>" for name, side in sides)
    others = {name: value for name, value in thing.attributes.items() if name not in FLAGS}
    attributes = "".join(
        f"<attribute><name>{_text(name)}</name><value>{_text(_written(value))}</value></attribute>"
        for name, value in others.items()
    )
    return (
        f"  <object><name>{_text(thing.label.name)}</name><pose>Unspecified</pose>{flags}<bndbox>{box}</bndbox>"
        f"{f'<attributes>{attributes}</attributes>' if attributes else ''}</object>"
    )


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _text(text: str) -> str:
    return escape(cleaned(text))
