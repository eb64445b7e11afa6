"""Supervisely written: ``meta.json`` and ``dataset/ann/<image>.json``, masks as bitmaps, bounding boxes as rectangles.

https://docs.supervisely.com/customization-and-integration/00_ann_format_navi. The photos belong in ``dataset/img``.
``attributes``, ``quality``, ``z``, ``stipple_id`` and ``unlabelled`` are Stipple's own; attributes are tags as well.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from typing import Any

from backend.formats import png_mask
from backend.formats.archive import Archive
from backend.formats.exported import ExportedImage, ExportedLabel, ExportedObject
from backend.formats.options import Options
from kernels import rle

FOLDER = "dataset/ann"
NONE, TEXT = "none", "any_string"


class SuperviselyWriter:
    name = "supervisely"

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        self.archive, self.labels = archive, labels
        self.tags: dict[str, str] = {}
        self.object_count = 0

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        about = {
            "description": "",
            "tags": [self._tag(tag) for tag in image.tags],
            "size": {"height": image.height, "width": image.width},
            "objects": [self._object(thing) for thing in objects],
            "stipple_id": image.id,
        }
        self.archive.write_json(f"{FOLDER}/{image.file_name}.json", about)
        self.object_count += len(objects)

    def close(self) -> None:
        tags = [{"name": name, "value_type": kind, "color": "#228BE6"} for name, kind in self.tags.items()]
        classes = [_class(label) for label in self.labels]
        self.archive.write_json("meta.json", {"classes": classes, "tags": tags, "projectType": "images"})

    def notes(self) -> list[str]:
        return []

    def _object(self, thing: ExportedObject) -> dict[str, Any]:
        x, y, width, height = thing.bbox_xywh
        common = {
            "description": "",
            "classTitle": thing.label.name,
            "tags": [self._tag(name, value) for name, value in thing.attributes.items()],
            "attributes": thing.attributes,
            "quality": thing.quality,
            "z": thing.z,
            "stipple_id": thing.id,
        }
        if thing.label.id is None:
            common["unlabelled"] = True
        if thing.rle is None:
            last = [x + width - 1, y + height - 1]
            return common | {"geometryType": "rectangle", "points": {"exterior": [[x, y], last], "interior": []}}
        png = png_mask.clear_png(rle.decode_box(thing.rle, thing.bbox_xywh))
        data = base64.b64encode(zlib.compress(png)).decode()
        return common | {"geometryType": "bitmap", "bitmap": {"data": data, "origin": [x, y]}}

    def _tag(self, name: str, value: Any = None) -> dict[str, Any]:
        """A tag has one type in the whole project: without a value, or text."""
        kind = self.tags.setdefault(name, NONE if value is None else TEXT)
        if kind == NONE:
            return {"name": name, "value": None}
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return {"name": name, "value": "" if value is None else shown}


def _class(label: ExportedLabel) -> dict[str, Any]:
    return {
        "title": label.name,
        "shape": "any",
        "color": label.color.upper(),
        "geometry_config": {},
        "hotkey": "",
        "isthing": label.is_thing,
        "attributes": list(label.attributes_schema),
        "stipple_id": label.id,
    }
