"""What a file is, by its signature alone: names and declared content types are never believed.

Only raster formats that we decode ourselves are taken. SVG and HTML can carry scripts, archives can carry anything:
they are refused by name, so that the person knows why.
"""

from __future__ import annotations

from typing import Final

from backend.images.refusal import Refused

HEAD_BYTES: Final = 4096

PILLOW_FORMATS: Final = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/tiff": "TIFF",
    "image/bmp": "BMP",
    "image/gif": "GIF",
    "image/heic": "HEIF",
}
EXTENSIONS: Final = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    "image/gif": ".gif",
    "image/heic": ".heic",
}
TAKEN: Final = "JPEG, PNG, WebP, TIFF, BMP, GIF or HEIC"

SIGNATURES: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
)
KNOWN_OTHERS: Final = (
    (b"PK\x03\x04", "archive", "a ZIP archive (or an office document)"),
    (b"PK\x05\x06", "archive", "an empty ZIP archive"),
    (b"\x1f\x8b", "archive", "a gzip archive"),
    (b"Rar!", "archive", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive", "a 7z archive"),
    (b"BZh", "archive", "a bzip2 archive"),
    (b"\xfd7zXZ", "archive", "an xz archive"),
    (b"%PDF", "unsupported-type", "a PDF document"),
    (b"8BPS", "unsupported-type", "a Photoshop document"),
    (b"\x00\x00\x00\x0cjP  ", "unsupported-type", "a JPEG 2000 image"),
    (b"\xff\x0a", "unsupported-type", "a JPEG XL image"),
    (b"\x1aE\xdf\xa3", "unsupported-type", "a Matroska or WebM video"),
)
HEIC_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
DIB_HEADER_SIZES: Final = {12, 16, 40, 52, 56, 64, 108, 124}


def media_type_of(head: bytes) -> str:
    """The media type (a key of PILLOW_FORMATS) of a file that begins with ``head`` (up to HEAD_BYTES).

    Raises Refused: ``empty-file``, ``archive``, ``svg``, ``html``, ``unsupported-type`` or ``not-an-image``.
    """
    if not head:
        raise Refused("empty-file", "The file is empty (0 bytes). Copy it again from where it came.")
    for signature, media_type in SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in DIB_HEADER_SIZES:
        return "image/bmp"
    if head[4:8] == b"ftyp":
        return _iso_media_type(head)
    raise _refusal(head)


def _iso_media_type(head: bytes) -> str:
    """HEIC shares its container with AVIF and MP4; the brands in the first box tell them apart."""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4))}
    if brands & HEIC_BRANDS:
        return "image/heic"
    what = "an AVIF image" if brands & {b"avif", b"avis"} else "a video or another media container"
    raise Refused("unsupported-type", f"This is {what}. Convert it to {TAKEN}.")


def _refusal(head: bytes) -> Refused:
    for signature, code, what in KNOWN_OTHERS:
        if head.startswith(signature):
            advice = "Unpack it and upload the images" if code == "archive" else f"Convert it to {TAKEN}"
            return Refused(code, f"This is {what}, not an image that can be annotated. {advice}.")
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in text:
        return Refused("svg", f"SVG is a drawing that may carry scripts, not pixels. Export it as {TAKEN}.")
    if text.startswith((b"<!doctype html", b"<html")) or b"<script" in text:
        return Refused("html", "This is a web page, not an image. Save the image itself.")
    return Refused("not-an-image", f"The content is not that of an image, whatever its name says. Send {TAKEN}.")
