"""The part of an image that a person had zoomed on: what the model looks at, at its own resolution. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Crop:
    """Whole image pixels, x0 < x1 and y0 < y1; it ends before x1 and y1."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        return self.y1 - self.y0

    def to_list(self) -> list[int]:
        """As it is logged, kept and sent: [x0, y0, x1, y1]."""
        return [self.x0, self.y0, self.x1, self.y1]

    def holds(self, points_xy: Iterable[Sequence[float]]) -> bool:
        """Whether all points lie in it or on its border (image pixels)."""
        return all(self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1 for x, y in points_xy)

    def holds_box(self, box_xywh: Sequence[int]) -> bool:
        """Whether all pixels of a box (x, y, width, height) lie in it."""
        x, y, width, height = box_xywh
        return self.holds([(x, y), (x + width, y + height)])


def crop_of(values: Sequence[int] | None) -> Crop | None:
    """The inverse of ``to_list``; None for the whole image."""
    return None if values is None else Crop(*values)
