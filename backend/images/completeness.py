"""Is the file all there? Read from its structure, without decoding a pixel, so that a cut upload is refused at once.

Says "cut" only where the format proves it; the last word has the full decode in the batch worker.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable
from pathlib import Path
from typing import Final

from backend.images.refusal import Refused

JPEG_STANDALONE: Final = {0x01, *range(0xD0, 0xD9)}
JPEG_START_OF_SCAN: Final = 0xDA


def check_complete(path: Path, media_type: str) -> None:
    """Raise Refused ``truncated`` when the file at ``path`` (of ``media_type``, not empty) ends before its image."""
    check = CHECKS.get(media_type)
    if check is None:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if not check(content):
            raise truncated(len(content))


def truncated(size_bytes: int) -> Refused:
    return Refused(
        "truncated",
        f"The file ends too early: its {size_bytes} bytes hold only a part of the image. Copy or download it again.",
    )


def _jpeg(content: mmap.mmap) -> bool:
    """True when an end-of-image marker follows the first scan (inside a scan FF is never followed by D9)."""
    at, size = 2, len(content)
    while at + 4 <= size:
        if content[at] != 0xFF:
            at += 1  # stray bytes between segments, which decoders skip
            continue
        marker = content[at + 1]
        if marker == JPEG_START_OF_SCAN:
            return content.find(b"\xff\xd9", at) >= 0
        if marker == 0xFF:
            at += 1
        elif marker in JPEG_STANDALONE:
            at += 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return False


def _png(content: mmap.mmap) -> bool:
    """True when the chunks lead to IEND."""
    at, size = 8, len(content)
    while at + 12 <= size:
        length = int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] == b"IEND":
            return True
        at += 12 + length
    return False


def _webp(content: mmap.mmap) -> bool:
    return len(content) >= 8 + int.from_bytes(content[4:8], "little")


def _bmp(content: mmap.mmap) -> bool:
    """Only the declared pixel offset is certain: the size field of BMP is often left 0."""
    declared, offset = int.from_bytes(content[2:6], "little"), int.from_bytes(content[10:14], "little")
    return len(content) > offset and (declared <= offset or len(content) >= declared)


def _iso_boxes(content: mmap.mmap) -> bool:
    """True when no top-level box runs past the end."""
    at, size = 0, len(content)
    while at + 8 <= size:
        length = int.from_bytes(content[at : at + 4], "big")
        if length == 1 and at + 16 <= size:
            length = int.from_bytes(content[at + 8 : at + 16], "big")
        if length == 0:  # "up to the end of the file"
            return True
        if length < 8 or at + length > size:
            return False
        at += length
    return at == size


CHECKS: Final[dict[str, Callable[[mmap.mmap], bool]]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/bmp": _bmp,
    "image/heic": _iso_boxes,
}
