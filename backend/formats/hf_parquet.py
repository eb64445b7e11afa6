"""Hugging Face datasets in Parquet, written: a row an image, its objects as lists side by side.

https://huggingface.co/docs/datasets/object_detection. ``image`` has the path of the photo (an export holds no photos),
``objects`` has COCO's boxes and run lengths. The schema's metadata names the categories for the library ``datasets``,
and again, with all that Stipple knows of them, for Stipple.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from typing import Any

from backend.formats.archive import Archive
from backend.formats.coco import CROWD, category_of
from backend.formats.exported import ExportedImage, ExportedLabel, ExportedObject
from backend.formats.options import Options

FILE = "data/train-00000-of-00001.parquet"
LIBRARY, OURS = b"huggingface", b"stipple"
ROWS = 100
PIECE = 1 << 18


class HfParquetWriter:
    name = "parquet"

    def __init__(
        self, archive: Archive, labels: Sequence[ExportedLabel], options: Options, info: dict[str, Any]
    ) -> None:
        import pyarrow.parquet  # 50 MB of libraries, for those who need it

        self.archive = archive
        self.schema = _schema(labels, info)
        self.file = tempfile.TemporaryFile(dir=archive.folder)  # noqa: SIM115
        self.table = pyarrow.parquet.ParquetWriter(self.file, self.schema)
        self.rows: list[dict[str, Any]] = []
        self.object_count = 0

    def add(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> None:
        found = [_object(thing) for thing in objects]
        self.rows.append(
            {
                "image": {"bytes": None, "path": image.file_name},
                "image_id": image.number,
                "width": image.width,
                "height": image.height,
                "stipple_id": image.id,
                "objects": {name: [each[name] for each in found] for name in OBJECT},
            }
        )
        self.object_count += len(found)
        if len(self.rows) >= ROWS:
            self._flush()

    def close(self) -> None:
        self._flush()
        self.table.close()
        self.archive.write_pieces(FILE, self._pieces())
        self.file.close()

    def notes(self) -> list[str]:
        return []

    def _flush(self) -> None:
        import pyarrow

        self.table.write_table(pyarrow.Table.from_pylist(self.rows, self.schema))
        self.rows = []

    def _pieces(self) -> Iterator[bytes]:
        self.file.seek(0)
        while piece := self.file.read(PIECE):
            yield piece


OBJECT = {
    "id": "string",
    "category": "int64",
    "bbox": "float32",
    "area": "int64",
    "segmentation": "",
    "iscrowd": "bool",
    "quality": "float64",
    "z": "int64",
    "attributes": "string",
}
"""The lists of ``objects``, and the type of what is in them, or in the lists in them."""


def _object(thing: ExportedObject) -> dict[str, Any]:
    return {
        "id": thing.id,
        "category": thing.label.value - 1,
        "bbox": list(thing.bbox_xywh),
        "area": thing.area,
        "segmentation": thing.rle,
        "iscrowd": thing.attributes.get(CROWD) is True,
        "quality": thing.quality,
        "z": thing.z,
        "attributes": json.dumps(thing.attributes, ensure_ascii=False),
    }


def _schema(labels: Sequence[ExportedLabel], info: dict[str, Any]) -> Any:
    import pyarrow as pa

    mask = pa.struct([("size", pa.list_(pa.int32())), ("counts", pa.string())])
    types = {"string": pa.string(), "int64": pa.int64(), "bool": pa.bool_(), "float64": pa.float64(), "": mask}
    lists = [(name, pa.list_(types[kind])) for name, kind in OBJECT.items() if name != "bbox"]
    lists.insert(list(OBJECT).index("bbox"), ("bbox", pa.list_(pa.list_(pa.float32(), 4))))
    columns = [
        ("image", pa.struct([("bytes", pa.binary()), ("path", pa.string())])),
        ("image_id", pa.int64()),
        ("width", pa.int32()),
        ("height", pa.int32()),
        ("stipple_id", pa.string()),
        ("objects", pa.struct(lists)),
    ]
    about = {"info": info, "categories": [category_of(label) for label in labels]}
    features = {"info": {"description": info["description"], "features": _features(labels)}}
    return pa.schema(columns, {LIBRARY: json.dumps(features), OURS: json.dumps(about)})


def _features(labels: Sequence[ExportedLabel]) -> dict[str, Any]:
    """The columns as the library ``datasets`` writes them down."""
    objects: dict[str, Any] = {name: _value(kind) for name, kind in OBJECT.items()}
    objects["category"] = {"names": [label.name for label in labels], "_type": "ClassLabel"}
    objects["bbox"] = {"feature": _value("float32"), "length": 4, "_type": "Sequence"}
    size = {"feature": _value("int32"), "_type": "Sequence"}
    objects["segmentation"] = {"size": size, "counts": _value("string")}
    return {
        "image": {"_type": "Image"},
        "image_id": _value("int64"),
        "width": _value("int32"),
        "height": _value("int32"),
        "stipple_id": _value("string"),
        "objects": {"feature": objects, "_type": "Sequence"},
    }


def _value(kind: str) -> dict[str, str]:
    return {"dtype": kind, "_type": "Value"}
