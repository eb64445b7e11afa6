"""A mask as a PNG inside a JSON file: LabelMe's and Supervisely's."""

from __future__ import annotations

import base64
import binascii
import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image as Pillow

from backend.formats.fields import BadRecord
from backend.formats.row_runs import check_size

LARGEST = 64 << 20
BROKEN = (OSError, ValueError, SyntaxError, EOFError, zlib.error, struct.error)


def from_base64(text: Any) -> bytes:
    if not isinstance(text, str):
        raise BadRecord(f"the mask is {type(text).__name__}; base64 text is expected", "bad-mask")
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError) as error:
        raise BadRecord(f"the mask is no base64 ({error})", "bad-mask") from None


def inflated(content: bytes) -> bytes:
    """zlib undone, to a limit."""
    packed = zlib.decompressobj()
    try:
        found = packed.decompress(content, LARGEST)
    except zlib.error as error:
        raise BadRecord(f"the mask cannot be unpacked ({error})", "bad-mask") from None
    if not packed.eof:
        raise BadRecord(f"the mask breaks off, or unpacks to more than {LARGEST:,} bytes", "bad-mask")
    return found


def mask_of(content: bytes) -> np.ndarray:
    """Bool (H, W): what is not transparent, where a PNG knows transparency; else what is not black."""
    try:
        with Pillow.open(io.BytesIO(content), formats=["PNG"]) as picture:
            check_size((picture.height, picture.width))
            if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
                return np.asarray(picture.convert("RGBA"))[:, :, 3] != 0
            pixels = np.asarray(picture)
    except BadRecord:
        raise
    except BROKEN as error:
        raise BadRecord(f"the mask is no PNG that can be read ({error})", "bad-mask") from None
    return pixels.max(axis=2) != 0 if pixels.ndim == 3 else pixels != 0


def grey_png(mask: np.ndarray) -> bytes:
    """Eight bits, 255 inside."""
    return _png(Pillow.fromarray((mask != 0).astype(np.uint8) * 255), {})


def clear_png(mask: np.ndarray) -> bytes:
    """Two colours, transparent outside."""
    picture = Pillow.fromarray((mask != 0).astype(np.uint8), "P")
    picture.putpalette([0, 0, 0, 255, 255, 255])
    return _png(picture, {"transparency": 0})


def _png(picture: Pillow.Image, options: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=4, **options)
    return buffer.getvalue()
