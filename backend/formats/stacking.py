"""Objects painted over each other into one picture of numbers, for formats where a pixel has one object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backend.formats.exported import ExportedImage, ExportedObject
from kernels import rle


@dataclass(frozen=True)
class Stacked:
    """``numbers`` int32 (H, W): 0 nothing, k the k-th of ``objects``, of which each shows a pixel at least."""

    numbers: np.ndarray
    objects: list[ExportedObject]
    areas: list[int]


class Stacking:
    """Stacks image after image, and counts what no picture of numbers can hold."""

    def __init__(self, what: str, most_objects: int) -> None:
        """``what`` names the files in notes; ``most_objects``: the largest number that their pixels can hold."""
        self.what, self.most_objects = what, most_objects
        self.object_count = self.boxes = self.hidden = self.cut = self.beyond = 0

    def stack(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> Stacked:
        """``objects`` from the lowest to the topmost."""
        masked = [thing for thing in objects if thing.rle is not None]
        painted = masked[: self.most_objects]
        numbers = np.zeros((image.height, image.width), np.int32)
        for number, thing in enumerate(painted, 1):
            assert thing.rle is not None
            rle.paint(numbers, thing.rle, number)
        areas = np.bincount(numbers.reshape(-1), minlength=len(painted) + 1)[1:]
        shown = np.flatnonzero(areas)
        renumbered = np.zeros(len(painted) + 1, np.int32)
        renumbered[shown + 1] = np.arange(1, shown.size + 1)
        self.boxes += len(objects) - len(masked)
        self.beyond += len(masked) - len(painted)
        self.hidden += len(painted) - shown.size
        self.cut += sum(int(areas[place]) < painted[place].area for place in shown.tolist())
        self.object_count += shown.size
        return Stacked(renumbered[numbers], [painted[place] for place in shown], areas[shown].tolist())

    def notes(self) -> list[str]:
        told = {
            f"{self.boxes} bounding boxes have no mask and are left out.": self.boxes,
            f"{self.hidden} objects are covered wholly by others and are left out.": self.hidden,
            f"{self.cut} objects are covered in part; each pixel shows the topmost object.": self.cut,
            f"{self.beyond} objects beyond {self.most_objects} of one image are left out.": self.beyond,
        }
        return [f"{self.what}: {sentence}" for sentence, count in told.items() if count]
