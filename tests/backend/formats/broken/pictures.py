"""Broken photos and maps of pixels: of 0 pixels or too many, of another size or kind, cut off, or no pictures."""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image as Pillow

from tests.backend.formats.broken.archives import DOCUMENT, NAME, zipped
from tests.backend.formats.broken.case import Case
from tests.backend.formats.conftest import disc, png

BLOB = disc(48, 64, 40, 20, 6)
VALUES = BLOB.astype(np.uint16)
PHOTO = {"id": 2, "file_name": "new.png"}
OBJECT = {"id": 6, "image_id": 2, "category_id": 7, "bbox": [1, 1, 2, 2]}


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def raw_png(width: int, height: int, *, bits: int = 8, color: int = 0, data: bytes = b"", extra: bytes = b"") -> bytes:
    """What its header says and what it holds need not agree."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + _chunk(b"IDAT", zlib.compress(data)) + _chunk(b"IEND", b"")


def encoded(kind: str, values: np.ndarray | None = None, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture = Pillow.fromarray(np.dstack([BLOB * 200] * 3) if values is None else values)
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def _flipped(content: bytes, at: float = 0.5) -> bytes:
    found = bytearray(content)
    found[int(len(found) * at)] ^= 0xFF
    return bytes(found)


def _written(content: bytes | Callable[[], bytes]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content())


def _photo(name: str, content: bytes | Callable[[], bytes], *says: str, made: int = 1, file: str = "new.png") -> Case:
    """A photo of the archive that is to be added, and an object on it, beside the good one."""
    document = DOCUMENT | {
        "images": [*DOCUMENT["images"], PHOTO | {"file_name": file}],
        "annotations": [*DOCUMENT["annotations"], OBJECT],
    }

    def build(path: Path) -> object:
        found = content if isinstance(content, bytes) else content()
        return path.write_bytes(zipped((NAME, json.dumps(document).encode()), (f"images/{file}", found)))

    return Case(f"photo {name}", build, says, made)


def _map(name: str, content: bytes | Callable[[], bytes], *says: str, made: int = 1) -> Case:
    """Plain masks: one good picture of ``a``, a broken one of ``b``."""

    def build(path: Path) -> object:
        found = content if isinstance(content, bytes) else content()
        return path.write_bytes(zipped(("masks/a.png", png(BLOB)), ("masks/b.png", found), ("labels.txt", b"1 cup\n")))

    return Case(f"mask {name}", build, says, made)


SIDES = np.zeros((64, 48), np.uint8)
TIFF_BOMB = encoded("TIFF", SIDES).replace(
    struct.pack("<HHII", 256, 4, 1, 48), struct.pack("<HHII", 256, 4, 1, 1 << 30)
)

PHOTOS = (
    _photo("of 0 pixels", raw_png(0, 0)),
    _photo("of no width", raw_png(0, 48)),
    _photo("of 0 bytes", b""),
    _photo("that is text", b"not a picture", "not-an-image"),
    _photo("that says it has 2 ** 31 x 2 ** 31 pixels", raw_png((1 << 31) - 1, (1 << 31) - 1)),
    _photo("that says it has 100,000 x 100,000 pixels", raw_png(100_000, 100_000, data=bytes(1000)), "too-many-pixels"),
    _photo("PNG cut off", encoded("PNG")[:100]),
    _photo("PNG with a flipped byte", _flipped(encoded("PNG")), made=2),
    _photo("PNG with a wrong checksum of its header", _flipped(encoded("PNG"), 0.12)),
    _photo("PNG without pixels", raw_png(64, 48)),
    _photo("PNG of another compression", encoded("PNG").replace(b"IDAT", b"IDOT")),
    _photo(
        "PNG with a text that unpacks to 50 MB",
        lambda: raw_png(64, 48, data=bytes(65 * 48), extra=_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(50 << 20)))),
        made=1,
    ),
    _photo("JPEG cut off", encoded("JPEG")[:300], file="new.jpg"),
    _photo("JPEG of its beginning alone", b"\xff\xd8\xff\xe0", file="new.jpg"),
    _photo(
        "JPEG that says it has 65,535 x 65,535 pixels", lambda: _resized_jpeg(65_535), "too-many-pixels", file="new.jpg"
    ),
    _photo("JPEG with a flipped byte in its tables", _flipped(encoded("JPEG"), 0.1), made=2, file="new.jpg"),
    _photo("TIFF that says it has 2 ** 30 columns", TIFF_BOMB, file="new.tif"),
    _photo("TIFF cut off", encoded("TIFF")[:500], file="new.tif"),
    _photo("TIFF of its beginning alone", b"II*\x00\x08\x00\x00\x00", file="new.tif"),
    _photo("TIFF whose directory leads to itself", b"II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00", file="new.tif"),
    _photo("WebP cut off", encoded("WEBP")[:60], file="new.webp"),
    _photo("GIF cut off", encoded("GIF", BLOB)[:40], file="new.gif"),
    _photo(
        "BMP that says it has a height below -2 ** 30",
        encoded("BMP", BLOB).replace(struct.pack("<ii", 64, 48), struct.pack("<ii", 64, -(1 << 30))),
        file="new.bmp",
    ),
    _photo(
        "SVG with an entity", b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>', file="new.png"
    ),
)


def _resized_jpeg(side: int) -> bytes:
    return encoded("JPEG").replace(struct.pack(">HH", 48, 64), struct.pack(">HH", side, side))


MAPS = (
    _map("of 0 pixels", raw_png(0, 0), "bad-picture"),
    _map("of 0 bytes", b"", made=1),
    _map("of 4 GB", raw_png(65_000, 65_000, data=bytes(1000)), "too-many-pixels"),
    _map("cut off", png(SIDES + 1)[:60], "bad-picture"),
    _map("with a flipped byte", _flipped(png(np.random.default_rng(1).integers(0, 2, (64, 48), np.uint8)))),
    _map("of another size than its image", png(BLOB), "size-differs"),
    _map("of 16 bits", png(SIDES.astype(np.uint16) + 300), made=2),
    _map("of floats", encoded("TIFF", np.full((64, 48), np.nan, np.float32)), made=1),
    _map("of 3,072 different values", png(np.arange(64 * 48).reshape(64, 48).astype(np.uint16)), made=3072),
    _map("of nothing but background", png(SIDES)),
    _map("of colours", encoded("PNG", np.dstack([SIDES + 200] * 3)), made=2),
    _map(
        "with a palette that is too short",
        raw_png(
            48, 64, color=3, extra=_chunk(b"PLTE", bytes(3)), data=b"".join(b"\0" + bytes([9]) * 48 for _ in range(64))
        ),
        made=2,
    ),
    _map("with a palette of nothing", raw_png(48, 64, color=3, extra=_chunk(b"PLTE", b""), data=bytes(49 * 64))),
    _map("without a palette", raw_png(48, 64, color=3, data=bytes(49 * 64))),
    _map("of 7 bits", raw_png(48, 64, bits=7, data=bytes(49 * 64))),
    _map("of a kind of colour that there is not", raw_png(48, 64, color=5, data=bytes(49 * 64))),
    _map("with more pixels than it says", raw_png(48, 64, data=bytes(49 * 6400))),
    _map("with fewer pixels than it says", raw_png(48, 64, data=bytes(49 * 10))),
    _map("that unpacks to 80 MB", lambda: raw_png(48, 64, data=bytes(80 << 20))),
)

PICTURES = (*PHOTOS, *MAPS)
