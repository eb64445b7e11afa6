"""Pack a folder of annotated photos once, so that training reads nothing but memory maps.

Input: ``annotations.jsonl.gz`` (one JSON object a line: file, width, height, split, layers of COCO run lengths) and
its photos. Output: ``pixels.u8`` (all photos, RGB, longer side at most ``longer_side``), ``labels.u8`` (one label map
per layer at the same size, 0 where no segment covers) and ``index.json``. Packing 4,000 photos takes about a minute.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

MAX_SEGMENTS = 255


@dataclass(frozen=True)
class Layer:
    """One way to divide a photo: ``count`` segments in a uint8 label map at ``offset`` of ``labels.u8``."""

    kind: str
    exhaustive: bool
    count: int
    offset: int


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


def pack(source: Path, target: Path, longer_side: int = 384) -> Path:
    """Pack ``source`` into ``target`` (kept when it is already complete) and return ``target``."""
    if (target / "index.json").exists():
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
                drawn, count = draw_layer(layer["segments"], line["height"], line["width"])
                layers.append(Layer(layer["kind"], bool(layer["exhaustive"]), count, labels.tell()))
                labels.write(cv2.resize(drawn, (width, height), interpolation=cv2.INTER_NEAREST).tobytes())
            records.append(Record(line["id"], line["dataset"], line["split"], height, width, offset, tuple(layers)))
    (target / "index.json").write_text(json.dumps([asdict(record) for record in records]))
    return target


def read_index(folder: Path) -> list[Record]:
    rows = json.loads((folder / "index.json").read_text())
    return [Record(**{**row, "layers": tuple(Layer(**layer) for layer in row["layers"])}) for row in rows]


def read_annotations(source: Path) -> Iterator[dict[str, Any]]:
    path = source / "annotations.jsonl.gz"
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist; --data must be a folder with annotations.jsonl.gz and images/")
    with gzip.open(path, "rt") as lines:
        for line in lines:
            yield json.loads(line)


def read_rgb(path: Path) -> np.ndarray:
    """Read a photo as uint8 (H, W, 3) RGB."""
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError(f"{path} cannot be read as an image")
    return np.ascontiguousarray(image[:, :, ::-1])


def fit(height: int, width: int, longer_side: int) -> tuple[int, int]:
    scale = min(1.0, longer_side / max(height, width))
    return max(1, round(height * scale)), max(1, round(width * scale))


def draw_layer(segments: list[dict[str, Any]], height: int, width: int) -> tuple[np.ndarray, int]:
    """Paint segments as a uint8 label map (H, W), the larger first so that smaller ones stay on top."""
    from pycocotools import mask as coco

    drawn = np.zeros((height, width), np.uint8)
    ordered = sorted(segments, key=lambda segment: -segment["area"])[:MAX_SEGMENTS]
    for number, segment in enumerate(ordered, start=1):
        drawn[coco.decode({"size": [height, width], "counts": segment["counts"].encode()}) > 0] = number
    return drawn, len(ordered)
