"""Pictures whose pixels are numbers: of labels, of objects. Opened safely, and taken apart into masks."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

import numpy as np
from django.conf import settings
from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from backend.formats.records import Mask
from backend.formats.sources import Files, Unreadable
from backend.images.reading import DECODER_ERRORS
from kernels import rle

KINDS = ("PNG", "BMP", "TIFF", "GIF")
HEAD_BYTES = 64


@dataclass(frozen=True)
class PixelMap:
    """``values`` int32 (H, W): indices of a palette, grey values, or colours as r + 256 g + 65536 b where
    ``is_color``. ``palette``: the colours #rrggbb by index, where there is one."""

    values: np.ndarray
    is_color: bool = False
    palette: tuple[str, ...] = ()

    @property
    def size_hw(self) -> tuple[int, int]:
        return self.values.shape[0], self.values.shape[1]

    def color_of(self, value: int) -> str:
        """#rrggbb of a value; grey where the picture has no colours."""
        if self.is_color:
            return f"#{value & 255:02x}{value >> 8 & 255:02x}{value >> 16 & 255:02x}"
        return self.palette[value] if value < len(self.palette) else "#{0:02x}{0:02x}{0:02x}".format(min(value, 255))


def read_map(files: Files, name: str) -> PixelMap:
    """Raises Unreadable with the reason."""
    content = files.read(name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pillow.open(io.BytesIO(content), formats=KINDS) as picture:
                _check_size(picture, name)
                return _map_of(picture)
    except DECODER_ERRORS as error:
        why = "it is no picture" if isinstance(error, UnidentifiedImageError) else error
        raise Unreadable("bad-picture", f"{name} cannot be decoded ({why}); save it anew as PNG") from error


def is_map(files: Files, name: str) -> bool:
    """Whether a picture has one number a pixel, as masks do: a palette, grey or bits. Looks at the header alone."""
    with files.open(name) as file:
        head = file.read(HEAD_BYTES)
    return head.startswith(b"\x89PNG") and len(head) > 25 and head[25] in (0, 3)


def masks_of(values: np.ndarray, *, but: tuple[int, ...] = (0,)) -> dict[int, Mask]:
    """The mask of each number in ``values`` (H, W), ``but`` some."""
    found, places = np.unique(values, return_inverse=True)
    wanted = [place for place, value in enumerate(found.tolist()) if value not in but]
    slots = np.zeros(found.size, np.int32)
    slots[wanted] = np.arange(1, len(wanted) + 1)
    if len(wanted) >= 1 << 16:
        raise Unreadable(
            "too-many-objects", f"one picture has {len(wanted):,} different values; that is no map of objects"
        )
    masks = rle.encode_labels(slots[places.reshape(values.shape)], len(wanted))
    return {int(found[place]): Mask(mask) for place, mask in zip(wanted, masks, strict=True)}


def _check_size(picture: Pillow.Image, name: str) -> None:
    width, height = picture.size
    if width * height > settings.ENV.max_pixels:
        limit = f"{settings.ENV.max_pixels:,} (STIPPLE_MAX_PIXELS)"
        raise Unreadable("too-many-pixels", f"{name} has {width} x {height} pixels; the limit here is {limit}")


def _map_of(picture: Pillow.Image) -> PixelMap:
    if picture.mode == "P":
        colors = np.asarray(picture.getpalette() or [], np.uint8).reshape(-1, 3).tolist()
        palette = tuple("#{:02x}{:02x}{:02x}".format(*color) for color in colors)
        return PixelMap(np.asarray(picture).astype(np.int32), palette=palette)
    if picture.mode in ("1", "L") or picture.mode.startswith("I"):
        return PixelMap(np.asarray(picture).astype(np.int32))
    if picture.mode == "LA":
        return PixelMap(np.asarray(picture)[..., 0].astype(np.int32))
    rgb = np.asarray(picture.convert("RGB")).astype(np.int32)
    return PixelMap(rgb[..., 0] + (rgb[..., 1] << 8) + (rgb[..., 2] << 16), is_color=True)
