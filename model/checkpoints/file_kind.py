"""What a file is, by its first bytes: names and content types lie, and an HTML page must never pass for weights."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

FileKind = Literal["zip", "torch-legacy", "pickle", "safetensors"]

HEAD_BYTES = 64
_TORCH_MAGIC = bytes.fromhex("8a0a6cfc9c46f9206aa850192e")  # the pickled number that older torch.save wrote first


def file_kind(head: bytes) -> FileKind | None:
    """The kind of a file that starts with ``head`` (:data:`HEAD_BYTES` or the whole file); None: no checkpoint.

    ``zip`` is either what torch.save writes or a packed model folder.
    """
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head[:1] == b"\x80" and head[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05"):
        return "torch-legacy" if head[2:].startswith(_TORCH_MAGIC) else "pickle"
    if len(head) > 8 and head[8:9] == b"{" and 2 <= int.from_bytes(head[:8], "little") <= 100 * 2**20:
        return "safetensors"
    return None


def is_html(head: bytes, content_type: str = "") -> bool:
    """Whether an answer that starts with ``head`` is a web page."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:14].lower()
    return start.startswith((b"<!doctype html", b"<html")) or content_type.split(";")[0].strip().lower() == "text/html"


def kind_of_file(path: Path) -> FileKind | None:
    with path.open("rb") as file:
        return file_kind(file.read(HEAD_BYTES))
