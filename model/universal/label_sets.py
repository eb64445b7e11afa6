"""Which classes a network tells apart, and which of them are things: the label sets of the published networks.

Classes are counted from 0 without gaps, as the networks do; a set's own category ids are another matter.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LabelSet:
    """``count`` classes; ``things`` are those whose instances are told apart, the others are stuff."""

    name: str
    count: int
    things: frozenset[int]

    def __post_init__(self) -> None:
        if self.count < 1 or not self.things <= set(range(self.count)):
            raise ValueError(f"label set {self.name!r} has things outside of its {self.count} classes, or no class")


def _ids(text: str) -> frozenset[int]:
    """ "7, 18-20" as a set of numbers."""
    ranges = (part.partition("-") for part in text.replace(" ", "").split(","))
    return frozenset(each for first, _, last in ranges for each in range(int(first), int(last or first) + 1))


ADE20K_THINGS = (
    "7,8,10,12,14,15,18-20,22-24,27,30-33,35-39,41-45,47,49,50,53,55-58,62,64-67,69-76,78,80-83,85-90,92,93,95,97,"
    "98,102-104,107,108,110-112,115,116,118-121,123-127,129,130,132-139,142-144,146-149"
)
LABEL_SETS = {
    each.name: each
    for each in (
        LabelSet("coco_panoptic", 133, _ids("0-79")),
        LabelSet("coco_instance", 80, _ids("0-79")),
        LabelSet("ade20k", 150, _ids(ADE20K_THINGS)),
        LabelSet("ade20k_instance", 100, _ids("0-99")),
        LabelSet("ade20k_full", 847, frozenset()),
        LabelSet("cityscapes", 19, _ids("11-18")),
        LabelSet("cityscapes_instance", 8, _ids("0-7")),
        LabelSet("mapillary", 65, _ids("0,1,8,19-23,32-42,44-57,59-62")),
        LabelSet("coco_stuff_10k", 171, frozenset()),
    )
}
"""By name. Sets that only semantic networks know have no things."""
