"""PNG files whose pixels are numbers: written, and looked at before they are decoded."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image as Pillow

from backend.formats.pixel_maps import PixelMap, read_map
from backend.formats.sources import Files, Unreadable

SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEADER = struct.Struct(">8s8xIIBB")
COLOR_TYPES = {0: "grey", 2: "RGB", 3: "palette", 4: "grey with alpha", 6: "RGBA"}


@dataclass(frozen=True)
class Header:
    """``bits`` of one channel; ``kind`` is a word of COLOR_TYPES."""

    size_hw: tuple[int, int]
    bits: int
    kind: str


def header_of(files: Files, name: str) -> Header:
    """Raises Unreadable unless ``name`` is a PNG file."""
    with files.open(name) as file:
        head = file.read(HEADER.size)
    if len(head) < HEADER.size or not head.startswith(SIGNATURE):
        raise Unreadable("bad-picture", f"{name} is no PNG file")
    _, width, height, bits, color_type = HEADER.unpack(head)
    return Header((height, width), bits, COLOR_TYPES.get(color_type, f"colour type {color_type}"))


def read_numbers(files: Files, name: str, *, bits: int = 8, kinds: Sequence[str] = ("grey", "palette")) -> PixelMap:
    """Its pixels, where it has ``bits`` a channel or more and is of one of ``kinds``. Raises Unreadable."""
    header = header_of(files, name)
    if header.kind not in kinds:
        raise Unreadable("bad-picture", f"{name} has {header.kind} pixels; {' or '.join(kinds)} are expected")
    if header.bits < bits:
        raise Unreadable("bad-bit-depth", f"{name} has {header.bits} bits a pixel; {bits} are expected")
    return read_map(files, name)


def png_of(values: np.ndarray, colors: Sequence[str] = ()) -> bytes:
    """``values``: uint8 or uint16 (H, W), or uint8 (H, W, 3). ``colors``: a palette for uint8, #rrggbb by value."""
    picture = Pillow.fromarray(values)
    if colors:
        picture = Pillow.frombytes("P", values.shape[::-1], values.tobytes())
        picture.putpalette(b"".join(bytes.fromhex(color[1:]) for color in colors))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()
