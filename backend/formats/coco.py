"""COCO instances written: ``annotations/instances.json`` with run lengths (exact) and ``instances_polygons.json``.

https://cocodataset.org/#format-data. Run lengths are COCO's compressed text, which pycocotools reads; ``iscrowd`` is 1
where the object has an attribute of that name, else 0. Polygons follow pixel edges and are exact too, but that a COCO
polygon cannot have holes. A bounding box that is an object of its own has an empty segmentation and its own area.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from backend.formats.archive import Archive, Spool
from backend.formats.exported import ExportedImage, ExportedLabel, ExportedObject
from backend.formats.options import RLE, Options
from backend.formats.polygons import outline
from kernels import rle

CROWD = "iscrowd"


class CocoWriter:
    name = "coco"
    files = {RLE: "annotations/instances.json", "polygons": "annotations/instances_polygons.json"}

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        self.archive, self.labels, self.info = archive, labels, info
        self.images = Spool(archive.folder)
        self.annotations = {
            geometry: Spool(archive.folder) for geometry in self.files if geometry in options.geometries
        }
        self.object_count = 0
        self.filled_holes = 0

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        self.images.add(self._image(image))
        for thing in objects:
            self.object_count += 1
            for geometry, spool in self.annotations.items():
                spool.add(self._annotation(self.object_count, image, thing, geometry))

    def close(self) -> None:
        for geometry, spool in self.annotations.items():
            self.archive.write_pieces(self.files[geometry], self._document(spool))
            spool.close()
        self.images.close()

    def notes(self) -> list[str]:
        if not self.filled_holes:
            return []
        return [
            f"{self.files['polygons']}: {self.filled_holes} holes inside objects are filled, for a COCO polygon cannot "
            f"have holes; the run lengths have them."
        ]

    def _image(self, image: ExportedImage) -> dict[str, Any]:
        return {
            "id": image.number,
            "file_name": image.file_name,
            "width": image.width,
            "height": image.height,
            "stipple_id": image.id,
        }

    def _annotation(self, number: int, image: ExportedImage, thing: ExportedObject, geometry: str) -> dict[str, Any]:
        annotation = {
            "id": number,
            "image_id": image.number,
            "category_id": thing.label.value,
            "segmentation": self._segmentation(thing, geometry),
            "area": float(thing.area),
            "bbox": [float(side) for side in thing.bbox_xywh],
            "iscrowd": int(thing.attributes.get(CROWD) is True),
            "stipple_id": thing.id,
            "source": thing.source,
            "model": thing.model,
            "quality": thing.quality,
            "z": thing.z,
        }
        return annotation | ({"attributes": thing.attributes} if thing.attributes else {})

    def _category(self, label: ExportedLabel) -> dict[str, Any]:
        return category_of(label)

    def _segmentation(self, thing: ExportedObject, geometry: str) -> rle.Rle | list[list[float]]:
        if thing.rle is None or geometry == RLE:
            return thing.rle or []
        found = outline(rle.decode_box(thing.rle, thing.bbox_xywh), thing.bbox_xywh[:2])
        self.filled_holes += len(found.holes)
        return found.rings

    def _document(self, annotations: Spool) -> Iterator[bytes]:
        categories = Spool(self.archive.folder)
        for label in self.labels:
            categories.add(self._category(label))
        info = Spool(self.archive.folder)
        info.add(self.info)
        yield b'{"info":'
        yield from info.pieces()
        for key, spool in (("images", self.images), ("annotations", annotations), ("categories", categories)):
            yield f',\n"{key}":['.encode()
            yield from spool.pieces()
            yield b"]"
        yield b',\n"licenses":[]}\n'
        info.close()
        categories.close()


def category_of(label: ExportedLabel) -> dict[str, Any]:
    category = {
        "id": label.value,
        "name": label.name,
        "supercategory": "",
        "isthing": int(label.is_thing),
        "color": [int(label.color[at : at + 2], 16) for at in (1, 3, 5)],
        "stipple_id": label.id,
    }
    return category | ({"attributes": list(label.attributes_schema)} if label.attributes_schema else {})
