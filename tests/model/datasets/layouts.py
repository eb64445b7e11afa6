"""Small folders in the layouts of the published data sets, written as those write them."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

COLOURS = {1: (128, 0, 0), 2: (0, 128, 0), 3: (128, 128, 0), 4: (0, 0, 128), 16: (0, 64, 0), 255: (224, 224, 192)}
"""Some entries of PASCAL VOC's palette."""


def save_photo(path: Path, size_hw: tuple[int, int], orientation: int = 1) -> None:
    """A photo of ``size_hw`` pixels as it is shown; ``orientation`` 6 stores it lying on its side."""
    path.parent.mkdir(parents=True, exist_ok=True)
    height, width = size_hw
    image = np.zeros((height, width, 3), np.uint8)
    image[: height // 2, : width // 2] = (250, 40, 40)
    stored = Image.fromarray(image)
    if orientation == 6:
        stored = stored.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(path, exif=exif)


def save_mask(path: Path, values: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(values.astype(np.uint8)).save(path)


def save_indices(path: Path, ids: np.ndarray) -> None:
    """A palette PNG as PASCAL VOC and DAVIS have them: index 255 is the colour of void."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.fromarray(ids.astype(np.uint8)).convert("P")
    image.putpalette([side for index in range(256) for side in COLOURS.get(index, (0, 0, 0))])
    image.putdata(ids.ravel().tolist())
    image.save(path)


def save_colours(path: Path, ids: np.ndarray) -> None:
    """The same mask after a tool that dropped the palette."""
    save_indices(path, ids)
    Image.open(path).convert("RGB").save(path)


def save_mat(path: Path, segmentation: np.ndarray, compressed: bool = True, order: str = "<") -> None:
    """``GTinst`` with Categories (stored shorter than their class), Segmentation and an empty cell, as SBD has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fields = {
        "Boundaries": _matrix(order, 1, (0, 0), b"", b""),
        "Segmentation": _numeric(order, 9, 2, segmentation.astype(np.uint8)),
        "Categories": _numeric(order, 6, 2, np.array([[1], [15]], np.uint8)),
    }
    names = b"".join(name.encode().ljust(32, b"\0") for name in fields)
    tail = struct.pack(order + "HHi", *((4, 5) if order == ">" else (5, 4)), 32) + _element(order, 1, names)
    body = _matrix(order, 2, (1, 1), b"GTinst", tail + b"".join(fields.values()))
    if compressed:
        packed = zlib.compress(body)
        body = struct.pack(order + "II", 15, len(packed)) + packed
    mark = b"IM" if order == "<" else b"MI"
    path.write_bytes(b"MATLAB 5.0 MAT-file".ljust(124, b" ") + struct.pack(order + "H", 0x0100) + mark + body)


def save_coco(
    path: Path, images: Mapping[str, tuple[int, int]], annotations: list[Mapping[str, Any]]
) -> dict[str, Any]:
    """``images``: (height, width) by file name, numbered from 1; annotations get the ids 1, 2, ..."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "images": [
            {"id": number, "file_name": name, "height": size[0], "width": size[1]}
            for number, (name, size) in enumerate(images.items(), start=1)
        ],
        "annotations": [{"id": number, **each} for number, each in enumerate(annotations, start=1)],
        "categories": [],
    }
    path.write_text(json.dumps(content))
    return content


def _element(order: str, kind: int, data: bytes) -> bytes:
    return struct.pack(order + "II", kind, len(data)) + data + b"\0" * (-len(data) % 8)


def _matrix(order: str, kind: int, shape: tuple[int, int], name: bytes, tail: bytes) -> bytes:
    flags = _element(order, 6, struct.pack(order + "II", kind, 0))
    sides = _element(order, 5, struct.pack(order + "ii", *shape))
    return _element(order, 14, flags + sides + _element(order, 1, name) + tail)


def _numeric(order: str, kind: int, stored: int, values: np.ndarray) -> bytes:
    return _matrix(order, kind, values.shape, b"", _element(order, stored, values.tobytes(order="F")))
