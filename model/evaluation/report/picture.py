"""One session as a picture: left the photo with the true outlines and the clicks, right the errors of the masks.

Click k of the session is numbered k. A disc is a click on an object, in the object's colour; a square is a click on
the background. Right, the photo is grey: blue what is right, orange what is missing, pink what was taken wrongly.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from kernels import rle

LONGER_SIDE = 560
"""Of one panel, in pixels."""
MAX_BYTES = 96 * 1024
SUPERSAMPLED = 3
"""Clicks are drawn so much larger and then reduced, which smooths their edges."""
MANY_CLICKS = 40
"""More clicks than that are drawn smaller."""
OBJECT_COLOURS = (
    (0, 158, 115),
    (86, 180, 233),
    (230, 159, 0),
    (204, 121, 167),
    (240, 228, 66),
    (0, 114, 178),
    (213, 94, 0),
)
"""Okabe and Ito's colours, which people with any colour vision tell apart; objects beyond the seventh begin again."""
RIGHT, MISSED, TAKEN = (60, 140, 230), (245, 130, 20), (225, 50, 150)


def picture(
    image: np.ndarray,
    labels: np.ndarray,
    masks: Sequence[Mapping[str, Any]],
    clicks: Sequence[tuple[int, int, int]],
) -> bytes:
    """A WebP of at most MAX_BYTES.

    ``labels`` int32 (H, W): 0 background, 1.. the objects, -1 ignored. ``masks``: COCO run lengths of the final masks,
    one per object. ``clicks``: (row, column, owner) in their order, owner an object from 0 or -1 for the background.
    Raises ValueError where the masks do not have the photo's size.
    """
    predicted = predicted_labels(masks, (labels.shape[0], labels.shape[1]))
    scale = min(1.0, LONGER_SIDE / max(labels.shape))
    size = max(1, round(labels.shape[1] * scale)), max(1, round(labels.shape[0] * scale))
    photo = np.asarray(Image.fromarray(image).resize(size, Image.Resampling.LANCZOS))
    truth, predicted = _reduced(labels, size), _reduced(predicted, size)
    left = _with_clicks(_outlined(photo, truth), clicks, scale)
    both = Image.new("RGBA", (2 * size[0] + 6, size[1]), (0, 0, 0, 0))
    both.paste(left, (0, 0))
    both.paste(Image.fromarray(_errors(photo, truth, predicted)), (size[0] + 6, 0))
    return _encoded(both)


def predicted_labels(masks: Sequence[Mapping[str, Any]], size_hw: tuple[int, int]) -> np.ndarray:
    """int32 (H, W): 0 background, k + 1 where mask k lies (a later one on top)."""
    labels = np.zeros(size_hw, dtype=np.int32)
    for k, mask in enumerate(masks):
        if tuple(mask["size"]) != size_hw:
            raise ValueError(f"mask {k} has size {mask['size']}, the photo {list(size_hw)}; they belong to other files")
        rle.paint(labels, cast(rle.Rle, mask), k + 1)
    return labels


def _reduced(labels: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    return np.asarray(Image.fromarray(labels.astype(np.int32)).resize(size, Image.Resampling.NEAREST))


def _outlined(photo: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """``photo`` with a line around each object in its colour, dark inside, so that it shows on any photo."""
    drawn = photo.copy()
    edge = _edges(truth)
    outer, inner = _grown(edge, 2), _grown(edge, 1)
    drawn[outer] = (20, 20, 20)
    for k in range(1, int(truth.max(initial=0)) + 1):
        drawn[inner & _grown(truth == k, 1)] = _colour(k - 1)
    return drawn


def _errors(photo: np.ndarray, truth: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    grey = photo.mean(axis=2, keepdims=True).repeat(3, axis=2) * 0.75 + 30
    counted = truth != -1
    missed = counted & (truth > 0) & (predicted != truth)
    taken = counted & (predicted > 0) & (truth == 0)
    for area, colour, weight in (
        ((truth > 0) & (predicted == truth), RIGHT, 0.45),
        (missed, MISSED, 0.75),
        (taken, TAKEN, 0.75),
    ):
        grey[area] = grey[area] * (1 - weight) + np.array(colour) * weight
    grey[_edges(predicted)] = (255, 255, 255)
    return grey.clip(0, 255).astype(np.uint8)


def _with_clicks(photo: np.ndarray, clicks: Sequence[tuple[int, int, int]], scale: float) -> Image.Image:
    base = Image.fromarray(photo)
    s = SUPERSAMPLED
    layer = Image.new("RGBA", (base.width * s, base.height * s), (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    radius = (9 if len(clicks) <= MANY_CLICKS else 7) * s
    for number, (row, column, owner) in enumerate(clicks, start=1):
        # kept inside, so that a click on the border can be read
        x = min(max((column + 0.5) * scale * s, radius + s), layer.width - radius - s)
        y = min(max((row + 0.5) * scale * s, radius + s), layer.height - radius - s)
        box = (x - radius, y - radius, x + radius, y + radius)
        fill = _colour(owner) if owner >= 0 else (35, 35, 35)
        shape = pen.ellipse if owner >= 0 else pen.rectangle
        shape(box, fill=(*fill, 255), outline=(255, 255, 255, 255), width=s + s // 2)
        dark = sum(fill) < 330
        font = ImageFont.load_default(size=round(radius * (1.2 if number < 100 else 0.9)))
        pen.text((x, y), str(number), fill=(255, 255, 255) if dark else (0, 0, 0), font=font, anchor="mm")
    reduced = layer.resize(base.size, Image.Resampling.LANCZOS)
    base.paste(reduced, (0, 0), reduced)
    return base


def _edges(labels: np.ndarray) -> np.ndarray:
    """Pixels whose right or lower neighbour has another label."""
    edge = np.zeros(labels.shape, dtype=bool)
    edge[:, :-1] |= labels[:, 1:] != labels[:, :-1]
    edge[:-1] |= labels[1:] != labels[:-1]
    return edge


def _grown(mask: np.ndarray, pixels: int) -> np.ndarray:
    for _ in range(pixels):
        wider = mask.copy()
        wider[1:] |= mask[:-1]
        wider[:-1] |= mask[1:]
        wider[:, 1:] |= mask[:, :-1]
        wider[:, :-1] |= mask[:, 1:]
        mask = wider
    return mask


def _colour(k: int) -> tuple[int, int, int]:
    return OBJECT_COLOURS[k % len(OBJECT_COLOURS)]


def _encoded(image: Image.Image) -> bytes:
    """As fine as MAX_BYTES allows; a picture that is too large at the lowest quality is halved until it fits."""
    for quality in (82, 70, 55, 40, 25):
        out = io.BytesIO()
        image.save(out, "WEBP", quality=quality, method=4)
        if out.tell() <= MAX_BYTES:
            return out.getvalue()
    return _encoded(image.resize((max(1, image.width // 2), max(1, image.height // 2))))
