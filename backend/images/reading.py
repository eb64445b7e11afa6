"""Any accepted file as plain pixels: uint8 (H, W, 3), sRGB, upright.

The rules, per kind of file:
* EXIF orientation 1..8 is applied; of animations and multi-page files the first picture counts.
* Transparency is laid on white. Palettes, grayscale, CMYK (Adobe's inverted JPEGs too) become RGB; an embedded ICC
  profile is honoured.
* 16 bits become 8 by full range (value >> 8), so that the images of a series stay comparable. Words that hold fewer
  bits would come out black: no value from 4096 up means 12-bit camera data (value >> 4), none from 256 up means 8-bit
  data (as it is). 32-bit integers and floats have no agreed range: the smallest value becomes 0, the largest 255.
* Width times height is read from the header and held against STIPPLE_MAX_PIXELS before anything is decoded.
"""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pillow_heif
from django.conf import settings
from PIL import Image as Pillow
from PIL import ImageCms, UnidentifiedImageError

from backend.images import storage
from backend.images.completeness import check_complete, truncated
from backend.images.models import Image
from backend.images.refusal import Refused
from backend.images.sniffing import HEAD_BYTES, PILLOW_FORMATS, media_type_of

ORIENTATION_TAG: Final = 274
TRANSPOSITIONS: Final = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
DECODER_ERRORS: Final = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, struct.error,
    MemoryError, RuntimeError, NotImplementedError, Pillow.DecompressionBombError,
)  # fmt: skip
BROWSER_FORMATS: Final = {"JPEG", "PNG", "WEBP"}

pillow_heif.register_heif_opener(thumbnails=False)
Pillow.MAX_IMAGE_PIXELS = None  # the limit is ours: checked in open_checked, with a setting and a sentence


@dataclass(frozen=True)
class Picture:
    """``rgb`` uint8 (H, W, 3); ``is_plain``: any browser shows the file itself exactly so."""

    rgb: np.ndarray
    is_plain: bool


def read_rgb(path: Path) -> np.ndarray:
    """The pixels of the file at ``path``, uint8 (H, W, 3). Raises Refused with the reason."""
    return read(path).rgb


def open_display(image: Image) -> np.ndarray:
    """The display version of ``image`` (longer side at most 2048), uint8 (h, w, 3): what the model encodes."""
    return read_rgb(storage.display(image.sha256))


def read(path: Path) -> Picture:
    """Decode the file at ``path`` fully. Raises Refused with the reason."""
    media_type = check_header(path)
    try:
        with _open(path, media_type) as picture:
            picture.load()
            turn = _orientation(picture)
            is_plain = turn not in TRANSPOSITIONS and _is_plain(picture, path)
            rgb = _srgb(_eight_bit(picture))
    except Refused:
        raise
    except DECODER_ERRORS as error:
        if "truncated" in str(error).lower():
            raise truncated(path.stat().st_size) from error
        raise Refused(
            "cannot-decode", f"The image is damaged and cannot be decoded ({_said(error)}). Save it anew."
        ) from error
    if turn in TRANSPOSITIONS:
        rgb = rgb.transpose(TRANSPOSITIONS[turn])
    return Picture(np.array(rgb, dtype=np.uint8), is_plain)


def check_header(path: Path) -> str:
    """The media type of the file at ``path`` when its kind, completeness and size pass; decodes no pixel.

    Raises Refused: see ``media_type_of``, and ``truncated``, ``cannot-decode``, ``too-many-pixels``.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    media_type = media_type_of(head)
    if media_type == "image/webp":  # Pillow allocates the canvas of a WebP when it opens it
        _check_pixels(*_webp_size(head))
    check_complete(path, media_type)
    try:
        with _open(path, media_type) as picture:
            _check_pixels(*picture.size)
    except Refused:
        raise
    except DECODER_ERRORS as error:
        raise Refused("cannot-decode", f"The image header is damaged ({_said(error)}). Save the image anew.") from error
    return media_type


def _said(error: Exception) -> str:
    """Without the places of files on this machine, which Pillow names."""
    return "it cannot be identified" if isinstance(error, UnidentifiedImageError) else str(error)


def upright_size(path: Path) -> tuple[int, int]:
    """(height, width) of the picture in a file that ``check_header`` has passed, as ``read`` would turn it."""
    with _open(path, check_header(path)) as picture:
        width, height = picture.size
        return (width, height) if _orientation(picture) >= 5 else (height, width)


def _open(path: Path, media_type: str) -> Pillow.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Pillow.open(path, formats=[PILLOW_FORMATS[media_type]])


def _check_pixels(width: int, height: int) -> None:
    limit = settings.ENV.max_pixels
    if width < 1 or height < 1:
        raise Refused("cannot-decode", f"The header says {width} x {height} pixels. Save the image anew.")
    if width * height > limit:
        raise Refused(
            "too-many-pixels",
            f"{width} x {height} is {width * height:,} pixels; the limit here is {limit:,} (STIPPLE_MAX_PIXELS). "
            "Scale the image down or cut it into parts.",
        )


def _webp_size(head: bytes) -> tuple[int, int]:
    """Width and height from the first chunk of a WebP file; (1, 1) where it has none of the three known kinds."""
    kind = head[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        return int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF
    return 1, 1


def _orientation(picture: Pillow.Image) -> int:
    """EXIF orientation that is still to be applied (decoders of TIFF and HEIC have applied theirs), 1 if unreadable."""
    try:
        value = picture.getexif().get(ORIENTATION_TAG, 1)
    except DECODER_ERRORS:
        return 1
    return value if isinstance(value, int) else 1


def _is_plain(picture: Pillow.Image, path: Path) -> bool:
    if picture.format not in BROWSER_FORMATS or picture.mode not in {"RGB", "L"}:
        return False
    if picture.has_transparency_data or getattr(picture, "is_animated", False):
        return False
    if picture.format != "PNG":
        return True
    with path.open("rb") as file:
        return file.read(25)[24] == 8  # bits per sample, in the header chunk


def _eight_bit(picture: Pillow.Image) -> Pillow.Image:
    """Any mode as L, RGB, CMYK or LAB of 8 bits, transparency laid on white."""
    if picture.mode.startswith("I;16"):
        return _scaled_words(np.asarray(picture).astype(np.uint16))
    if picture.mode in {"I", "F"}:
        values = np.asarray(picture)
        return _scaled_words(values.astype(np.uint16)) if _are_words(values) else _stretched(values)
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        white = Pillow.new("RGBA", layer.size, (255, 255, 255, 255))
        return _keep_profile(Pillow.alpha_composite(white, layer).convert("RGB"), picture)
    if picture.mode in {"L", "RGB", "CMYK", "LAB"}:
        return picture
    return _keep_profile(picture.convert("L" if picture.mode == "1" else "RGB"), picture)


def _are_words(values: np.ndarray) -> bool:
    """Pillow opens some 16-bit files in its 32-bit mode; integers within 16 bits are taken for such."""
    return values.dtype.kind == "i" and int(values.min()) >= 0 and int(values.max()) < 65536


def _scaled_words(values: np.ndarray) -> Pillow.Image:
    largest = int(values.max())
    shift = 0 if largest < 256 else 4 if largest < 4096 else 8
    return Pillow.fromarray((values >> shift).astype(np.uint8))


def _stretched(values: np.ndarray) -> Pillow.Image:
    numbers = np.nan_to_num(values.astype(np.float64), nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(numbers.min()), float(numbers.max())
    span = high - low or 1.0
    return Pillow.fromarray(np.rint((numbers - low) * (255.0 / span)).astype(np.uint8))


def _keep_profile(converted: Pillow.Image, picture: Pillow.Image) -> Pillow.Image:
    if picture.mode in {"RGBA", "P", "RGB", "LA", "PA"} and picture.info.get("icc_profile"):
        converted.info["icc_profile"] = picture.info["icc_profile"]
    return converted


def _srgb(picture: Pillow.Image) -> Pillow.Image:
    """RGB in sRGB. A profile that is broken or does not fit the pixels is ignored, as browsers do."""
    profile = picture.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "srgb" not in ImageCms.getProfileDescription(source).lower():
                target = ImageCms.createProfile("sRGB")
                converted = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
                if converted is not None:
                    return converted
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    return picture.convert("RGB")
