"""What differs between two states of one image's objects. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from backend.review.agreement import box_iou
from backend.versions.frozen import FrozenObject
from kernels import rle

PARTS = {"counts": "mask", "bbox": "mask", "label": "label", "attributes": "attributes", "z": "order"}
"""What each field is a part of; the others are facts about how the object was made."""
OTHER = "origin"

Fate = Literal["added", "removed", "changed"]


@dataclass(frozen=True)
class ObjectChange:
    """``parts`` of a changed object differ: "mask", "label", "attributes", "order", "origin". ``iou`` is that of its
    two masks or boxes; None for what is in one state only."""

    id: str
    change: Fate
    label_before: int | None = None
    label_after: int | None = None
    parts: tuple[str, ...] = ()
    iou: float | None = None


def object_changes(
    before: Sequence[FrozenObject], after: Sequence[FrozenObject], size_hw: tuple[int, int]
) -> Iterator[ObjectChange]:
    """The objects that differ: first those that are there after, in the order of their masks, then removed ones."""
    was = {thing.id: thing for thing in before}
    for thing in after:
        old = was.pop(thing.id, None)
        if old is None:
            yield ObjectChange(thing.id, "added", label_after=thing.label)
        elif parts := changed_parts(old, thing):
            iou = overlap(old, thing, size_hw) if "mask" in parts else 1.0
            yield ObjectChange(thing.id, "changed", old.label, thing.label, parts, iou)
    for old in was.values():
        yield ObjectChange(old.id, "removed", label_before=old.label)


def changed_parts(before: FrozenObject, after: FrozenObject) -> tuple[str, ...]:
    names = _differing(before, after)
    if before.counts is not None and before.counts == after.counts:
        names = (name for name in names if name != "bbox")  # the box of a mask follows from it
    return tuple(dict.fromkeys(PARTS.get(name, OTHER) for name in names))


def _differing(before: FrozenObject, after: FrozenObject) -> Iterable[str]:
    return (each.name for each in fields(before) if getattr(before, each.name) != getattr(after, each.name))


def overlap(before: FrozenObject, after: FrozenObject, size_hw: tuple[int, int]) -> float:
    """Intersection over union of two masks or of two boxes; 0 for a mask and a box."""
    if before.counts is not None and after.counts is not None:
        size = list(size_hw)
        return rle.iou({"size": size, "counts": before.counts}, {"size": size, "counts": after.counts})
    if before.counts is None and after.counts is None:
        return box_iou(before.bbox or [0] * 4, after.bbox or [0] * 4)
    return 0.0
