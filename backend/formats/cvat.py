"""CVAT for images 1.1 written: ``annotations.xml``, masks with the run lengths of their own box, boxes, tags.

https://docs.cvat.ai/docs/dataset_management/formats/format-cvat/. The attributes ``stipple_id``, ``quality`` and
``unlabelled`` are Stipple's own; CVAT passes over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from backend.formats.archive import Archive, TextSpool
from backend.formats.cvat_labels import GROUP, OCCLUDED, as_text, asked_for
from backend.formats.exported import ExportedImage, ExportedLabel, ExportedObject
from backend.formats.options import Options
from backend.formats.row_runs import runs_of
from kernels import rle

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class CvatWriter:
    name = "cvat"

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        self.archive, self.labels, self.info = archive, labels, info
        self.images = TextSpool(archive.folder)
        self.image_count = self.object_count = 0
        self.tags: dict[str, None] = {}

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        about = {"id": image.number - 1, "name": image.file_name, "width": image.width, "height": image.height}
        self.images.add(f"  <image{_attributes(about | {'stipple_id': image.id})}>\n")
        for thing in objects:
            self.images.add(_shape(thing))
        for tag in image.tags:
            self.tags[tag] = None
            self.images.add(f"    <tag{_attributes({'label': tag, 'source': 'manual'})}>\n    </tag>\n")
        self.images.add("  </image>\n")
        self.image_count += 1
        self.object_count += len(objects)

    def close(self) -> None:
        self.archive.write_pieces("annotations.xml", self._document())
        self.images.close()

    def notes(self) -> list[str]:
        return []

    def _document(self) -> Iterator[bytes]:
        yield b'<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n  <meta>\n    <task>\n'
        yield f"      {_element('name', self.info['description'])}\n      <size>{self.image_count}</size>\n".encode()
        yield b"      <mode>annotation</mode>\n      <labels>\n"
        names = {label.name for label in self.labels}
        for label in self.labels:
            yield _label(label).encode()
        for tag in [tag for tag in self.tags if tag not in names]:
            yield f"        <label>{_element('name', tag)}<type>tag</type><attributes></attributes></label>\n".encode()
        yield f"      </labels>\n    </task>\n    <dumped>{self.info['date_created']}</dumped>\n  </meta>\n".encode()
        yield from self.images.pieces()
        yield b"</annotations>\n"


def _shape(thing: ExportedObject) -> str:
    x, y, width, height = thing.bbox_xywh
    about: dict[str, Any] = {"label": thing.label.name, "source": "manual"}
    about["occluded"] = int(thing.attributes.get(OCCLUDED) is True)
    if thing.rle is None:
        kind = "box"
        about |= {"xtl": x, "ytl": y, "xbr": x + width, "ybr": y + height}
    else:
        kind = "mask"
        runs = ", ".join(map(str, runs_of(rle.decode_box(thing.rle, thing.bbox_xywh))))
        about |= {"rle": runs, "left": x, "top": y, "width": width, "height": height}
    about["z_order"] = thing.z
    if type(group := thing.attributes.get(GROUP)) is int:
        about["group_id"] = group
    about["stipple_id"] = thing.id
    if thing.quality is not None:
        about["quality"] = thing.quality
    if thing.label.id is None:
        about["unlabelled"] = 1
    values = [
        f"      <attribute{_attributes({'name': name})}>{_text(as_text(value))}</attribute>\n"
        for name, value in thing.attributes.items()
    ]
    return f"    <{kind}{_attributes(about)}>\n{''.join(values)}    </{kind}>\n"


def _label(label: ExportedLabel) -> str:
    """No object lacks a label in CVAT; the one that stands for none has an empty ``stipple_id``."""
    parts = [_element("name", label.name), _element("color", label.color), "<type>any</type>", "<attributes>"]
    for attribute in label.attributes_schema:
        asked = asked_for(attribute)
        parts += ["<attribute>", _element("name", asked.name), "<mutable>False</mutable>"]
        parts += [_element("input_type", asked.input_type), _element("default_value", asked.default)]
        parts += [_element("values", "\n".join(asked.values)), "</attribute>"]
    about = _attributes({"stipple_id": "" if label.id is None else label.id})
    return f"        <label{about}>{''.join(parts)}</attributes></label>\n"


def _attributes(values: Mapping[str, Any]) -> str:
    return "".join(f" {name}={quoteattr(NO_XML.sub('', str(value)))}" for name, value in values.items())


def _element(name: str, value: str) -> str:
    return f"<{name}>{_text(value)}</{name}>"


def _text(value: str) -> str:
    return escape(NO_XML.sub("", value), {"\r": "&#13;"})
