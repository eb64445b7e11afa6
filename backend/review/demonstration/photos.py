"""Many different photos from the few of the demo project: crops, mirrored or not, lighter or darker."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import cv2
import numpy as np

from backend.images import demo_project, storage
from backend.review.agreement import Segment
from backend.review.demonstration.photo_shapes import read, shapes_in
from kernels.rle import bbox_xywh, encode

SIZE_HW = (240, 320)
JPEG_QUALITY = 82
THUMBNAIL_WEBP = [cv2.IMWRITE_WEBP_QUALITY, 80]


@dataclass(frozen=True)
class MadePhoto:
    name: str
    pixels: np.ndarray = field(repr=False)
    content: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def truth(self, labels: list[int], random: np.random.Generator) -> list[Segment]:
        """The shapes in it, each with one of ``labels``: the first ones are the most frequent."""
        shares = np.array([1 / (place + 1) for place in range(len(labels))])
        found = []
        for mask in shapes_in(self.pixels):
            rle = encode(mask)
            label = labels[int(random.choice(len(labels), p=shares / shares.sum()))]
            found.append(Segment(label, list(bbox_xywh(rle)), rle))
        return found

    def store(self) -> None:
        """Put the file and its thumbnail where those of uploaded images lie."""
        storage.write_atomically(storage.original(self.sha256), self.content, is_synced=False)
        _, thumbnail = cv2.imencode(".webp", self.pixels, THUMBNAIL_WEBP)
        storage.write_atomically(storage.thumbnail(self.sha256), thumbnail.tobytes(), is_synced=False)


def made_photos(count: int, random: np.random.Generator) -> Iterator[MadePhoto]:
    sources = [(path.stem, read(path)) for path in demo_project.photos()]
    for number in range(count):
        stem, photo = sources[number % len(sources)]
        pixels = _variant(photo, random)
        _, content = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
        yield MadePhoto(f"{stem}-{number:04d}.jpg", pixels, content.tobytes())


def _variant(photo: np.ndarray, random: np.random.Generator) -> np.ndarray:
    height, width = photo.shape[:2]
    side = random.uniform(0.55, 1.0) * min(height / SIZE_HW[0], width / SIZE_HW[1])
    crop_height, crop_width = int(SIZE_HW[0] * side), int(SIZE_HW[1] * side)
    top, left = int(random.integers(height - crop_height + 1)), int(random.integers(width - crop_width + 1))
    crop = photo[top : top + crop_height, left : left + crop_width]
    small = cv2.resize(crop, (SIZE_HW[1], SIZE_HW[0]), interpolation=cv2.INTER_AREA)
    small = cv2.flip(small, 1) if random.random() < 0.5 else small
    return cv2.convertScaleAbs(small, alpha=float(random.uniform(0.85, 1.15)), beta=float(random.uniform(-12, 12)))
