"""An annotated photo as training sees it, and a collection of them: the border between readers and samples.

Segments of a layer may overlap, so a layer is a stack of label maps, as RITM stores COCO+LVIS: each segment is one
value in one of the maps. Most layers need a single map.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

MAX_FLAT = 253
"""Most segments of a layer painted into one uint8 map; 254 and 255 mean something else in samples."""


@dataclass(frozen=True)
class Segment:
    """``value`` in label map number ``map``; ``area`` in pixels of the original photo; stuff is what is no thing."""

    map: int
    value: int
    area: int
    is_thing: bool = True


@dataclass(frozen=True)
class Layer:
    """One way to divide a photo. ``maps`` unsigned integer (N, H, W); ``exhaustive``: what no segment covers is known
    to be background. Without ``segments`` every value of the only map but 0 is one, a thing unless in ``stuff``.
    """

    kind: str
    exhaustive: bool
    maps: np.ndarray
    segments: tuple[Segment, ...] | None = None
    stuff: frozenset[int] = field(default=frozenset())

    def listed(self) -> tuple[Segment, ...]:
        """All segments with at least one pixel."""
        if self.segments is not None:
            return self.segments
        counts = np.bincount(self.maps[0].ravel())
        counts[0] = 0
        found = np.flatnonzero(counts).tolist()
        return tuple(Segment(0, value, int(counts[value]), value not in self.stuff) for value in found)

    def mask(self, segment: Segment) -> np.ndarray:
        """Bool (H, W)."""
        return self.maps[segment.map] == segment.value

    def flat(self) -> np.ndarray:
        """One label map uint8 (H, W), 0 where no segment is; the larger are painted first, smaller ones stay on top."""
        if self.segments is None and self.maps.dtype == np.uint8:
            single: np.ndarray = self.maps[0]
            return single
        drawn = np.zeros(self.maps.shape[1:], np.uint8)
        ordered = sorted(self.listed(), key=lambda segment: -segment.area)[:MAX_FLAT]
        for number, segment in enumerate(ordered, start=1):
            drawn[self.mask(segment)] = number
        return drawn


@dataclass(frozen=True)
class Photo:
    """``image`` uint8 (H, W, 3) RGB and its layers, at the same size."""

    image: np.ndarray
    layers: tuple[Layer, ...]


@dataclass(frozen=True)
class Entry:
    """What is known of a photo before it is read. ``kinds`` are those of its layers; ``split`` is "train" or "val"."""

    id: str
    dataset: str
    split: str
    kinds: tuple[str, ...] = ("objects",)


HELD_OUT_EVERY = 20


def held_out(name: str) -> str:
    """The split of a photo whose data set names none: one in twenty is for validation, by its name."""
    return "val" if zlib.crc32(name.encode()) % HELD_OUT_EVERY == 0 else "train"


class Photos(Protocol):
    """Photos in a fixed order; reading one depends on nothing but its index."""

    @property
    def entries(self) -> Sequence[Entry]: ...

    def read(self, index: int) -> Photo:
        """Photo ``index``. Raises ValueError with the file where it is damaged."""
        ...
