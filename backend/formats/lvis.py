"""LVIS written and told from COCO, which reads both: ``annotations/lvis.json`` and ``lvis_polygons.json``.

A. Gupta, P. Dollár, R. Girshick, "LVIS: A Dataset for Large Vocabulary Instance Segmentation" (arXiv 1908.03195);
https://www.lvisdataset.org/dataset. COCO instances with more said of categories, and of images (lvis_images.py). Every
annotation has a segmentation, so boxes are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from backend.formats.archive import Archive
from backend.formats.coco import CocoWriter
from backend.formats.exported import ExportedImage, ExportedLabel, ExportedObject
from backend.formats.json_stream import first_elements
from backend.formats.lvis_images import FIELDS, ids_of
from backend.formats.options import RLE, Options
from backend.formats.sources import Files

RARE, COMMON = 10, 100
"""Images with the category, at most; more is frequent."""


class LvisWriter(CocoWriter):
    name = "lvis"
    files = {RLE: "annotations/lvis.json", "polygons": "annotations/lvis_polygons.json"}

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        super().__init__(archive, labels, options, info)
        self.ids = {label.name.casefold(): label.value for label in labels}
        self.in_images: Counter[int] = Counter()
        self.instances: Counter[int] = Counter()
        self.box_count = 0

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        masked = [thing for thing in objects if thing.rle is not None]
        self.box_count += len(objects) - len(masked)
        values = [thing.label.value for thing in masked]
        self.instances.update(values)
        self.in_images.update(set(values))
        super().add(image, masked)

    def notes(self) -> list[str]:
        boxes = f"annotations/lvis.json: {self.box_count} bounding boxes have no mask and are left out."
        return super().notes() + ([boxes] if self.box_count else [])

    def _image(self, image: ExportedImage) -> dict[str, Any]:
        said = {field: ids_of(image.tags, field, self.ids) for field in FIELDS}
        return super()._image(image) | {"coco_url": f"images/{image.file_name}"} | said

    def _category(self, label: ExportedLabel) -> dict[str, Any]:
        images = self.in_images[label.value]
        return super()._category(label) | {
            "synset": label.name,
            "synonyms": [label.name],
            "def": "",
            "frequency": "r" if images <= RARE else "c" if images <= COMMON else "f",
            "image_count": images,
            "instance_count": self.instances[label.value],
        }


def recognises(files: Files) -> bool:
    return any(_is_lvis(first_elements(files, name)) for name in files.ending(".json")[:20])


def _is_lvis(found: dict[str, Any]) -> bool:
    image, annotation = found.get("images"), found.get("annotations")
    return isinstance(image, dict) and isinstance(annotation, dict) and any(field in image for field in FIELDS)
