"""Label Studio's JSON written: ``label_studio.json``, a list of tasks, and the labelling configuration for it.

https://labelstud.io/guide/tasks#Basic-Label-Studio-JSON-format. Objects are brushes or rectangles in the annotation of
their task, proposals in its prediction. ``meta`` holds what is Stipple's own; Label Studio keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from backend.formats import brush_rle
from backend.formats.archive import Archive, Spool
from backend.formats.exported import ExportedImage, ExportedLabel, ExportedObject
from backend.formats.options import Options
from kernels import rle


class LabelStudioWriter:
    name = "labelstudio"

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        self.archive, self.labels = archive, labels
        self.tasks = Spool(archive.folder)
        self.tags: dict[str, None] = {}
        self.object_count = 0

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        made = [_result(image, thing) for thing in objects if not thing.is_proposal]
        made += [_tags(image.tags)] if image.tags else []
        proposed = [thing for thing in objects if thing.is_proposal]
        self.tasks.add(
            {
                "id": image.number,
                "data": {"image": image.file_name},
                "meta": {"stipple_id": image.id},
                "annotations": [_annotation(image.number, made)] if made else [],
                "predictions": [_prediction(image, proposed)] if proposed else [],
            }
        )
        self.tags |= dict.fromkeys(image.tags)
        self.object_count += len(objects)

    def close(self) -> None:
        self.archive.write_pieces("label_studio.json", self._document())
        self.archive.write("label_config.xml", self._configuration().encode("utf-8", "replace"))
        self.tasks.close()

    def notes(self) -> list[str]:
        return []

    def _document(self) -> Iterator[bytes]:
        yield b"["
        yield from self.tasks.pieces()
        yield b"]\n"

    def _configuration(self) -> str:
        named = [label for label in self.labels if label.id is not None]
        labels = "".join(
            f"    <Label value={quoteattr(label.name)} background={quoteattr(label.color)}/>\n" for label in named
        )
        choices = "".join(f"    <Choice value={quoteattr(tag)}/>\n" for tag in self.tags)
        asked = f'  <Choices name="tags" toName="image" choice="multiple">\n{choices}  </Choices>\n' if choices else ""
        return (
            '<View>\n  <Image name="image" value="$image"/>\n'
            f'  <BrushLabels name="brush" toName="image">\n{labels}  </BrushLabels>\n'
            f'  <RectangleLabels name="box" toName="image">\n{labels}  </RectangleLabels>\n{asked}</View>\n'
        )


def _annotation(number: int, results: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": number, "was_cancelled": False, "ground_truth": False, "result": results}


def _prediction(image: ExportedImage, things: Sequence[ExportedObject]) -> dict[str, Any]:
    model = next((thing.model["name"] for thing in things if thing.model and thing.model.get("name")), "stipple")
    return {"model_version": model, "result": [_result(image, thing) for thing in things]}


def _result(image: ExportedImage, thing: ExportedObject) -> dict[str, Any]:
    names = [thing.label.name] if thing.label.id is not None else []
    kind, value = ("rectanglelabels", _percent(image, thing)) if thing.rle is None else ("brushlabels", _brush(thing))
    result = {
        "id": thing.id,
        "type": kind,
        "from_name": "box" if thing.rle is None else "brush",
        "to_name": "image",
        "origin": "prediction" if thing.is_proposal else "manual",
        "original_width": image.width,
        "original_height": image.height,
        "image_rotation": 0,
        "value": value | {kind: names},
        "meta": {"attributes": thing.attributes, "z": thing.z},
    }
    return result | ({"score": thing.quality} if thing.quality is not None else {})


def _percent(image: ExportedImage, thing: ExportedObject) -> dict[str, Any]:
    x, y, width, height = thing.bbox_xywh
    across, down = 100 / image.width, 100 / image.height
    return {"x": x * across, "y": y * down, "width": width * across, "height": height * down, "rotation": 0}


def _brush(thing: ExportedObject) -> dict[str, Any]:
    assert thing.rle is not None
    return {"format": "rle", "rle": brush_rle.encode(rle.decode(thing.rle))}


def _tags(tags: Sequence[str]) -> dict[str, Any]:
    return {"id": "tags", "type": "choices", "from_name": "tags", "to_name": "image", "value": {"choices": list(tags)}}
