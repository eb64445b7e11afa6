"""COCO panoptic: ``annotations/panoptic.json`` and one PNG an image, whose colours number its segments.

https://cocodataset.org/#format-data, 4. Panoptic Segmentation; A. Kirillov et al., "Panoptic Segmentation" (arXiv
1801.00868). A pixel has one segment: r + 256 g + 65536 b is its id, 0 is void. Both ways.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

import numpy as np
from PIL import Image as Pillow

from backend.formats.archive import Archive, Spool
from backend.formats.coco import CROWD, category_of
from backend.formats.coco_reading import label_record, text_of
from backend.formats.exported import ExportedImage, ExportedLabel, ExportedObject
from backend.formats.fields import score
from backend.formats.grouping import Groups
from backend.formats.json_stream import elements, first_elements
from backend.formats.names import DistinctNames
from backend.formats.options import Options
from backend.formats.pixel_maps import masks_of, read_map
from backend.formats.records import ImageRecord, Mask, ObjectRecord, Place, Problem, Record
from backend.formats.sources import Files, Unreadable
from backend.formats.stacking import Stacking

DOCUMENT = "annotations/panoptic.json"
FOLDER = "annotations/panoptic"
MOST = (1 << 24) - 1


class CocoPanopticWriter:
    name = "coco-panoptic"
    document = DOCUMENT
    folder = FOLDER

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        self.archive, self.labels, self.info = archive, labels, info
        self.images, self.annotations = Spool(archive.folder), Spool(archive.folder)
        self.stacking = Stacking(self.folder, MOST)
        self.names = DistinctNames()

    @property
    def object_count(self) -> int:
        return self.stacking.object_count

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        stacked = self.stacking.stack(image, objects)
        name = self.names.take(f"{PurePosixPath(image.file_name).stem}.png")
        self.archive.write(f"{self.folder}/{name}", _png(stacked.numbers), is_packed=True)
        size = {"width": image.width, "height": image.height}
        self.images.add({"id": image.number, "file_name": image.file_name, **size, "stipple_id": image.id})
        segments = [
            {
                "id": number,
                "category_id": thing.label.value,
                "area": area,
                "bbox": list(thing.bbox_xywh),
                "iscrowd": int(thing.attributes.get(CROWD) is True),
                "stipple_id": thing.id,
                "quality": thing.quality,
            }
            | ({"attributes": thing.attributes} if thing.attributes else {})
            for number, (thing, area) in enumerate(zip(stacked.objects, stacked.areas, strict=True), 1)
        ]
        self.annotations.add({"image_id": image.number, "file_name": name, "segments_info": segments})

    def close(self) -> None:
        categories, info = Spool(self.archive.folder), Spool(self.archive.folder)
        for label in self.labels:
            categories.add(category_of(label))
        info.add(self.info)
        self.archive.write_pieces(self.document, self._document(info, categories))
        for spool in (categories, info, self.images, self.annotations):
            spool.close()

    def notes(self) -> list[str]:
        return self.stacking.notes()

    def _document(self, info: Spool, categories: Spool) -> Iterator[bytes]:
        yield b'{"info":'
        yield from info.pieces()
        for key, spool in (("categories", categories), ("images", self.images), ("annotations", self.annotations)):
            yield f',\n"{key}":['.encode()
            yield from spool.pieces()
            yield b"]"
        yield b',\n"licenses":[]}\n'


def _png(numbers: np.ndarray) -> bytes:
    rgb = np.stack([numbers & 255, numbers >> 8 & 255, numbers >> 16 & 255], axis=2).astype(np.uint8)
    buffer = io.BytesIO()
    Pillow.fromarray(rgb).save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()


def recognises(files: Files) -> bool:
    return any(_is_panoptic(first_elements(files, name)) for name in files.ending(".json")[:20])


def _is_panoptic(found: dict[str, Any]) -> bool:
    annotation = found.get("annotations")
    return isinstance(annotation, dict) and "segments_info" in annotation


def read(files: Files) -> Iterator[Record]:
    for name in files.ending(".json"):
        if _is_panoptic(first_elements(files, name)):
            with Groups() as groups:
                yield from _read(files, name, groups)


def _read(files: Files, name: str, groups: Groups) -> Iterator[Record]:
    labels: dict[str, str | None] = {}
    try:
        for element in elements(files, name):
            value, place = element.value, element.place(name)
            if element.name not in ("images", "annotations", "categories") or element.index is None:
                continue
            if not isinstance(value, dict):
                yield Problem(place, "bad-record", "a JSON object is expected here", "file", count=0)
            elif element.name == "categories":
                yield from label_record(value, place, labels)
            elif element.name == "images":
                groups.add("image", value.get("id"), value)
            else:
                groups.add("annotation", value.get("image_id"), (value, element.line, element.index))
    except Unreadable as error:
        yield Problem(Place(name), error.code, error.detail, "file", count=0)
    pictures = {
        value["file_name"]: _picture(files, name, value) for value, _, _ in groups.walk("annotation") if _named(value)
    }
    files.set_aside(path for path in pictures.values() if path)
    for value, line, index in groups.walk("annotation"):
        place = Place(name, line, f"annotations[{index}]")
        yield _image(files, place, value, groups, labels)


def _named(value: dict[str, Any]) -> bool:
    return isinstance(value.get("file_name"), str)


def _picture(files: Files, document: str, value: dict[str, Any]) -> str | None:
    """The PNG of an annotation: COCO keeps them in a folder called as the document is."""
    file_name, stem = value["file_name"], PurePosixPath(document).stem
    places = (f"{stem}/{file_name}", file_name, f"../{stem}/{file_name}", f"../{file_name}", f"panoptic/{file_name}")
    found = (files.beside(document, place) for place in places)
    return next((path for path in found if path), None) or files.picture_called(f"{stem}/{file_name}")


def _image(files: Files, place: Place, value: dict[str, Any], groups: Groups, labels: dict[str, str | None]) -> Record:
    segments = value.get("segments_info")
    images = groups.take("image", value.get("image_id"))
    if not isinstance(segments, list) or not _named(value) or not images or not _named(images[0]):
        detail = "an annotation needs segments_info, a file_name and the image_id of an image with a file_name"
        return Problem(place, "bad-record", detail, "image", count=len(segments) if isinstance(segments, list) else 0)
    image = images[0]["file_name"]
    path = _picture(files, place.file, value)
    try:
        if path is None:
            raise Unreadable("no-picture", f"the picture {value['file_name']!r} of the segments is not among the files")
        found = read_map(files, path)
        masks = masks_of(found.values)
    except Unreadable as error:
        return Problem(place, error.code, error.detail, "image", image, len(segments))
    objects = [_object(segment, place, n, masks, labels, image) for n, segment in enumerate(segments)]
    named = {segment.get("id") for segment in segments if isinstance(segment, dict) and type(segment.get("id")) is int}
    for pixels in masks.keys() - named:
        detail = f"pixels have the id {pixels}, which no segment has"
        objects.append(Problem(Place(path, None, f"id {pixels}"), "unknown-segment", detail, image=image))
    stipple_id = images[0].get("stipple_id")
    return ImageRecord(
        image, place, objects, found.size_hw, stipple_id=stipple_id if isinstance(stipple_id, str) else ""
    )


def _object(
    segment: Any, place: Place, number: int, masks: dict[int, Mask], labels: dict[str, str | None], image: str
) -> ObjectRecord | Problem:
    place = Place(place.file, place.line, f"{place.record}.segments_info[{number}]")
    if not isinstance(segment, dict) or type(segment.get("id")) is not int:
        return Problem(place, "bad-record", "a segment needs an id", image=image)
    if str(segment.get("category_id")) not in labels:
        detail = f"there is no category with the id {segment.get('category_id')!r}"
        return Problem(place, "unknown-label", detail, image=image)
    if segment["id"] not in masks:
        return Problem(place, "empty-mask", f"no pixel of the picture has the id {segment['id']}", image=image)
    quality, attributes = segment.get("quality"), segment.get("attributes")
    crowd = {CROWD: True} if segment.get("iscrowd") in (1, True) else {}
    return ObjectRecord(
        labels[str(segment["category_id"])],
        masks[segment["id"]],
        place,
        key=text_of(segment.get("stipple_id")) or str(segment["id"]),
        stipple_id=text_of(segment.get("stipple_id")),
        attributes=(attributes if isinstance(attributes, dict) else {}) | crowd,
        score=score(quality),
    )
