"""Pack a folder of annotated photos once, so that training reads nothing but memory maps.

Input: ``annotations.jsonl.gz`` or ``annotations.jsonl`` (one JSON object a line: file, width, height, split, layers of
COCO run lengths) and its photos. Output: ``pixels.u8`` (all photos, RGB, longer side at most ``longer_side``),
``labels.u8`` (one label map per layer at the same size, 0 where no segment covers) and ``index.json``. Packing 4,000
photos takes about a minute.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from model.data.photos import Entry, Photo, held_out
from model.data.photos import Layer as PhotoLayer

MAX_SEGMENTS = 255
FILES = ("annotations.jsonl.gz", "annotations.jsonl")


@dataclass(frozen=True)
class Layer:
    """One way to divide a photo: ``count`` segments in a uint8 label map at ``offset`` of ``labels.u8``."""

    kind: str
    exhaustive: bool
    count: int
    offset: int
    stuff: tuple[int, ...] = ()  # the segments that are no things (panoptic layers)


@dataclass(frozen=True)
class Record:
    """One packed photo: ``height`` x ``width`` x 3 bytes at ``offset`` of ``pixels.u8``."""

    id: str
    dataset: str
    split: str
    height: int
    width: int
    offset: int
    layers: tuple[Layer, ...]


class PackedPhotos:
    """The photos of a pack, straight from its memory maps."""

    def __init__(self, folder: Path) -> None:
        self.records = read_index(folder)
        self.entries: Sequence[Entry] = [
            Entry(each.id, each.dataset, each.split, tuple(layer.kind for layer in each.layers))
            for each in self.records
        ]
        self._pixels = np.memmap(folder / "pixels.u8", np.uint8, "r")
        self._labels = np.memmap(folder / "labels.u8", np.uint8, "r")

    def read(self, index: int) -> Photo:
        record = self.records[index]
        size_hw = (record.height, record.width)
        count = record.height * record.width
        image = self._pixels[record.offset : record.offset + 3 * count].reshape(*size_hw, 3)
        layers = tuple(
            PhotoLayer(
                layer.kind,
                layer.exhaustive,
                np.asarray(self._labels[layer.offset : layer.offset + count]).reshape(1, *size_hw),
                stuff=frozenset(layer.stuff),
            )
            for layer in record.layers
        )
        return Photo(np.asarray(image), layers)


def pack(source: Path, target: Path, longer_side: int = 384) -> Path:
    """Pack ``source`` into ``target`` (kept when it is already complete) and return ``target``.

    ``longer_side`` 0 leaves photos at their size. Raises ValueError where ``target`` holds a pack of another size.
    """
    if (target / "index.json").exists():
        _check_size(target, longer_side)
        return target
    target.mkdir(parents=True, exist_ok=True)
    records: list[Record] = []
    with (target / "pixels.u8").open("wb") as pixels, (target / "labels.u8").open("wb") as labels:
        for line in read_annotations(source):
            image = read_rgb(source / line["file"])
            height, width = fit(image.shape[0], image.shape[1], longer_side)
            offset = pixels.tell()
            pixels.write(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA).tobytes())
            layers = []
            for layer in line["layers"]:
                drawn, ordered = draw_layer(layer["segments"], line["height"], line["width"])
                stuff = tuple(n for n, segment in enumerate(ordered, start=1) if not segment.get("thing", True))
                layers.append(Layer(layer["kind"], bool(layer["exhaustive"]), len(ordered), labels.tell(), stuff))
                labels.write(cv2.resize(drawn, (width, height), interpolation=cv2.INTER_NEAREST).tobytes())
            split = line.get("split") or held_out(line["id"])
            records.append(Record(line["id"], line["dataset"], split, height, width, offset, tuple(layers)))
    (target / "pack.json").write_text(json.dumps({"longer_side": longer_side, "photos": len(records)}))
    partial = target / "index.partial"
    partial.write_text(json.dumps([asdict(record) for record in records]))
    partial.replace(target / "index.json")
    return target


def _check_size(target: Path, longer_side: int) -> None:
    about = target / "pack.json"
    have = json.loads(about.read_text())["longer_side"] if about.exists() else longer_side
    if have != longer_side:
        raise ValueError(
            f"{target} is a pack of photos with at most {have} pixels a side, not {longer_side}; give another folder "
            "with --pack, or the same --pack-side"
        )


def read_index(folder: Path) -> list[Record]:
    rows = json.loads((folder / "index.json").read_text())
    return [Record(**{**row, "layers": tuple(_layer(layer) for layer in row["layers"])}) for row in rows]


def _layer(row: dict[str, Any]) -> Layer:
    return Layer(**{**row, "stuff": tuple(row.get("stuff", ()))})


def read_annotations(source: Path) -> Iterator[dict[str, Any]]:
    path = next((source / name for name in FILES if (source / name).exists()), None)
    if path is None:
        raise FileNotFoundError(
            f"{source / FILES[0]} does not exist; --data must be a folder with {' or '.join(FILES)} and images/"
        )
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            yield json.loads(line)


def read_rgb(path: Path) -> np.ndarray:
    """Read a photo as uint8 (H, W, 3) RGB."""
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError(f"{path} cannot be read as an image")
    return np.ascontiguousarray(image[:, :, ::-1])


def fit(height: int, width: int, longer_side: int) -> tuple[int, int]:
    scale = min(1.0, longer_side / max(height, width)) if longer_side else 1.0
    return max(1, round(height * scale)), max(1, round(width * scale))


def draw_layer(segments: list[dict[str, Any]], height: int, width: int) -> tuple[np.ndarray, list[dict[str, Any]]]:
    """Paint segments as a uint8 label map (H, W), the larger first so that smaller ones stay on top.

    Returns the map and the segments in the order of their numbers, which count from 1.
    """
    from pycocotools import mask as coco

    drawn = np.zeros((height, width), np.uint8)
    ordered = sorted(segments, key=lambda segment: -segment["area"])[:MAX_SEGMENTS]
    for number, segment in enumerate(ordered, start=1):
        drawn[coco.decode({"size": [height, width], "counts": segment["counts"].encode()}) > 0] = number
    return drawn, ordered
