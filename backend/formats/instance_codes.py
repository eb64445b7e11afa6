"""Pixels that say label and instance in one number, as driving datasets have them; counts what that cannot hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from backend.formats.exported import ExportedImage, ExportedObject
from backend.formats.stacking import Stacking

MOST_OBJECTS = 1 << 30

CodeOf = Callable[[ExportedObject, int, int], int | None]
"""The number of an object that is the k-th of its label and the n-th of its image, both from 0; None: there is none.
Objects of one number become one."""


@dataclass(frozen=True)
class Coded:
    """``values`` int32 (H, W): the code of the topmost object, else ``void``. ``objects`` from the lowest to the
    topmost, each with its code, show a pixel at least."""

    values: np.ndarray
    objects: list[ExportedObject]
    codes: list[int]


class InstanceCodes:
    """Codes image after image. ``what`` names the files in notes, ``limit`` says how many objects they tell apart."""

    def __init__(self, what: str, limit: str, code_of: CodeOf, void: int = 0) -> None:
        self.what, self.limit, self.code_of, self.void = what, limit, code_of, void
        self.stacking = Stacking(what, MOST_OBJECTS)
        self.object_count = self.merged = self.beyond = 0

    def paint(self, image: ExportedImage, objects: Sequence[ExportedObject]) -> Coded:
        coded = self._coded(objects)
        stacked = self.stacking.stack(image, [thing for thing in objects if thing.rle is None or thing.id in coded])
        codes = [coded[thing.id] for thing in stacked.objects]
        self.object_count += len(set(codes))
        self.merged += len(codes) - len(set(codes))
        return Coded(np.array([self.void, *codes], np.int32)[stacked.numbers], stacked.objects, codes)

    def notes(self) -> list[str]:
        merged, beyond = self.merged, self.beyond
        told = (
            (merged, f"{merged} objects are one with another of their label and image, for they share its number."),
            (beyond, f"{beyond} objects are left out, for there is no number for them: {self.limit}."),
        )
        return self.stacking.notes() + [f"{self.what}: {sentence}" for count, sentence in told if count]

    def _coded(self, objects: Sequence[ExportedObject]) -> dict[str, int]:
        of_label: Counter[int] = Counter()
        found: dict[str, int] = {}
        for thing in objects:
            if thing.rle is None:
                continue
            code = self.code_of(thing, of_label[thing.label.value], len(found))
            if code is None:
                self.beyond += 1
                continue
            of_label[thing.label.value] += 1
            found[thing.id] = code
        return found
