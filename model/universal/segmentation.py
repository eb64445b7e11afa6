"""What crosses the border of a model that finds everything by itself: images in, answers out. No torch is needed here.

Answers are on the image's own pixels; masks are COCO run lengths, as everywhere in the product.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np

from kernels.rle import Rle
from model.universal.label_sets import LabelSet

Task = Literal["panoptic", "instance", "semantic", "boxes"]


@dataclass(frozen=True)
class Segment:
    """One thing or one stuff region: class ``label`` of the model's label set, ``score`` in 0..1, its mask.

    box_xyxy: left, top, right, bottom in continuous image pixels. Of the task ``boxes`` there is no mask.
    """

    label: int
    is_thing: bool
    score: float
    box_xyxy: tuple[float, float, float, float]
    rle: Rle | None


@dataclass(frozen=True)
class Answer:
    """Segments, best first where they may overlap (``instance``, ``boxes``), else in the order of their ids.

    labels: int16 (H, W), the class of each pixel, -1 where there is none; of ``semantic`` and ``panoptic`` alone.
    """

    task: Task
    image_hw: tuple[int, int]
    segments: tuple[Segment, ...]
    labels: np.ndarray | None = None


@dataclass(frozen=True)
class Seen:
    """An image after the network: what all tasks are answered from. ``tensors`` are the engine's own."""

    tensors: Any
    image_hw: tuple[int, int]
    resized_hw: tuple[int, int]
    padded_hw: tuple[int, int]
    digest: str


class SegmentationModel(Protocol):
    """Two functions that a family must answer to pre-label with it (DESIGN: the model interface)."""

    digest: str
    labels: LabelSet
    tasks: tuple[Task, ...]

    def see(self, images: Sequence[np.ndarray]) -> list[Seen]:
        """Run the network on images, uint8 (H, W, 3) RGB, of any sizes."""
        ...

    def answer(self, seen: Seen, task: Task) -> Answer:
        """One of ``tasks``, on the pixels of the image. Raises ValueError for another one."""
        ...
