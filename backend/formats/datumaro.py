"""Datumaro's JSON written: ``annotations/default.json``, with COCO's run lengths.

https://openvinotoolkit.github.io/datumaro/latest/docs/data-formats/formats/datumaro.html. ``stipple_id``, ``quality``,
and ``schema``, ``is_thing`` and ``is_tag`` of labels are Stipple's own; Datumaro passes over them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from backend.formats.archive import Archive, Spool
from backend.formats.exported import ExportedImage, ExportedLabel, ExportedObject
from backend.formats.options import Options

PLACE = "annotations/default.json"
IMAGE = 2
"""Datumaro's number for media that are images."""


class DatumaroWriter:
    name = "datumaro"

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        self.archive, self.info = archive, info
        self.labels = [label for label in labels if label.id is not None]
        self.numbers = {label.id: number for number, label in enumerate(self.labels)}
        self.tags: dict[str, int] = {}
        self.items = Spool(archive.folder)
        self.object_count = 0

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        annotations = [self._annotation(number, thing) for number, thing in enumerate(objects, self.object_count + 1)]
        annotations += [self._tag(tag) for tag in image.tags]
        self.items.add(
            {
                "id": str(PurePosixPath(image.file_name).with_suffix("")),
                "annotations": annotations,
                "attr": {"frame": image.number - 1},
                "image": {"path": image.file_name, "size": [image.height, image.width]},
                "stipple_id": image.id,
            }
        )
        self.object_count += len(objects)

    def close(self) -> None:
        self.archive.write_pieces(PLACE, self._document())
        self.items.close()

    def notes(self) -> list[str]:
        return []

    def _annotation(self, number: int, thing: ExportedObject) -> dict[str, Any]:
        shape: dict[str, Any] = {"type": "bbox", "bbox": [float(side) for side in thing.bbox_xywh]}
        if thing.rle is not None:
            shape = {"type": "mask", "rle": thing.rle}
        return {
            "id": number,
            **shape,
            "attributes": thing.attributes,
            "group": 0,
            "label_id": self.numbers[thing.label.id] if thing.label.id is not None else None,
            "z_order": thing.z,
            "stipple_id": thing.id,
            "quality": thing.quality,
        }

    def _tag(self, name: str) -> dict[str, Any]:
        number = self.tags.setdefault(name, len(self.labels) + len(self.tags))
        return {"id": 0, "type": "label", "attributes": {}, "group": 0, "label_id": number}

    def _document(self) -> Iterator[bytes]:
        about = {
            "dm_format_version": "1.0",
            "media_type": IMAGE,
            "infos": self.info,
            "categories": {
                "label": {"labels": self._categories(), "label_groups": [], "attributes": []},
                "mask": {"colormap": [_color(number, label) for number, label in enumerate(self.labels)]},
            },
        }
        yield json.dumps(about, ensure_ascii=False).encode("utf-8", "replace")[:-1] + b',\n"items":['
        yield from self.items.pieces()
        yield b"]}\n"

    def _categories(self) -> list[dict[str, Any]]:
        labels = [
            {
                "name": label.name,
                "parent": "",
                "attributes": [each["name"] for each in label.attributes_schema],
                "schema": list(label.attributes_schema),
                "is_thing": label.is_thing,
            }
            for label in self.labels
        ]
        return [*labels, *({"name": tag, "parent": "", "attributes": [], "is_tag": True} for tag in self.tags)]


def _color(number: int, label: ExportedLabel) -> dict[str, int]:
    red, green, blue = (int(label.color[at : at + 2], 16) for at in (1, 3, 5))
    return {"label_id": number, "r": red, "g": green, "b": blue}
