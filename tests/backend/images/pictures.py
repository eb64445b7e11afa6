"""Files of every odd kind, made by Pillow from one picture with four corners of known colours."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
from PIL import Image as Pillow

from backend.images.storage import Incoming

pillow_heif.register_heif_opener()

CORNERS = np.array([[(230, 30, 30), (30, 210, 40)], [(40, 40, 220), (240, 220, 40)]], np.uint8)


def four_corners(width: int = 96, height: int = 64) -> np.ndarray:
    """uint8 (height, width, 3): red, green, blue, yellow quarters; sides must be even."""
    return CORNERS.repeat(height // 2, 0).repeat(width // 2, 1)


def gray_ramp(width: int = 256, height: int = 8) -> np.ndarray:
    return np.tile(np.arange(width, dtype=np.uint8), (height, 1))


def encoded(pixels: np.ndarray | Pillow.Image, kind: str, **options: Any) -> bytes:
    picture = pixels if isinstance(pixels, Pillow.Image) else Pillow.fromarray(pixels)
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg(width: int = 96, height: int = 64, seed: int = 0) -> bytes:
    """A JPEG with content of its own for each ``seed``."""
    pixels = four_corners(width, height)
    pixels[:8, :8] = np.random.default_rng(seed).integers(0, 255, (8, 8, 3))
    return encoded(pixels, "JPEG", quality=92)


def noise(width: int, height: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 255, (height, width, 3), dtype=np.uint8)


def png_header(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims ``width`` x ``height`` pixels: a decompression bomb's head."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def received(content: bytes) -> Incoming:
    incoming = Incoming()
    incoming.write(content)
    incoming.close()
    return incoming


def written(folder: Path, content: bytes) -> Path:
    path = folder / "file"
    path.write_bytes(content)
    return path


def mean_difference(a: np.ndarray, b: np.ndarray) -> float:
    assert a.shape == b.shape, f"{a.shape} instead of {b.shape}"
    return float(np.abs(a.astype(int) - b.astype(int)).mean())
