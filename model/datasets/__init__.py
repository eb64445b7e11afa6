"""Benchmarks by name. A reader lists the samples of a data set's folder; a new data set is a line in the table."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from model.datasets import berkeley, coco, coco_mval, davis, davis_2017, grabcut, pascal_voc, sbd, stipple
from model.datasets.sample import Dataset, Sample

__all__ = ["READERS", "Dataset", "Reader", "Sample", "open_dataset"]


@dataclass(frozen=True)
class Reader:
    """A row of the table: how a data set is opened, what lies in its folder, how many samples it has if complete."""

    open: Callable[[Path], Dataset]
    kind: Literal["single", "multi"]
    layout: str
    rule: str
    samples: int | None = None

    def describe(self) -> str:
        """One line for a list of data sets."""
        count = "any number of samples" if self.samples is None else f"{self.samples} samples"
        return f"{self.kind}, {count}; {self.layout}; {self.rule}"


TRIMAP = "first channel: above 128 object, 128 ignored"
BY_AREA = "objects by area, smaller ones on top"

READERS: dict[str, Reader] = {
    "grabcut": Reader(grabcut.open_single, "single", grabcut.LAYOUT, TRIMAP, 50),
    "berkeley": Reader(berkeley.open_single, "single", berkeley.LAYOUT, TRIMAP, 100),
    "davis": Reader(davis.open_single, "single", davis.LAYOUT, "any channel above 0 (DAVIS-345)", 345),
    "coco_mval": Reader(coco_mval.open_single, "single", coco_mval.LAYOUT, "any channel above 0 (RITM)", 800),
    "coco_mval_dynamite": Reader(
        coco_mval.open_single_dynamite, "single", coco_mval.LAYOUT, "first channel above 128 (DynaMITe)", 800
    ),
    "sbd": Reader(sbd.open_single, "single", sbd.LAYOUT, "every id of GTinst.Segmentation", 6671),
    "sbd_multi": Reader(sbd.open_multi, "multi", sbd.LAYOUT, f"ids of GTinst.Segmentation, {BY_AREA}", 2857),
    "pascal_voc": Reader(pascal_voc.open_single, "single", pascal_voc.LAYOUT, "every palette index, 255 void"),
    "pascal_voc_gray": Reader(
        pascal_voc.open_single_gray, "single", pascal_voc.LAYOUT, "every gray value, 220 void (published)", 3417
    ),
    "pascal_voc_multi": Reader(
        pascal_voc.open_multi, "multi", pascal_voc.LAYOUT, f"palette indices, 255 void, {BY_AREA}", 1449
    ),
    "davis_2017": Reader(
        davis_2017.open_multi, "multi", davis_2017.LAYOUT, f"every frame, the ids of its video's first, {BY_AREA}", 1999
    ),
    "coco_val": Reader(
        coco.open_val_multi, "multi", coco.LAYOUT_VAL, f"no crowds, no photos without objects, {BY_AREA}"
    ),
    "coco_val_reference": Reader(
        coco.open_val_reference, "multi", coco.LAYOUT_VAL, "as coco_val, stand-ins for photos without objects", 5000
    ),
    "coco_val_single": Reader(coco.open_val_single, "single", coco.LAYOUT_VAL, "every annotation but crowds"),
    "coco": Reader(coco.open_multi, "multi", coco.LAYOUT, f"no crowds, {BY_AREA}"),
    "coco_single": Reader(coco.open_single, "single", coco.LAYOUT, "every annotation but crowds"),
    "stipple": Reader(
        stipple.open_single,
        "single",
        stipple.LAYOUT,
        f"segments of one layer from {stipple.MIN_AREA} pixels, split val",
    ),
    "stipple_multi": Reader(
        stipple.open_multi,
        "multi",
        stipple.LAYOUT,
        f"one layer, segments from {stipple.MIN_AREA} pixels, {BY_AREA}, split val",
    ),
    "multi60": Reader(stipple.open_chosen, "multi", stipple.LAYOUT_CHOSEN, f"listed segments, {BY_AREA}", 60),
}


def open_dataset(name: str, root: Path) -> Dataset:
    """Data set ``name`` in the folder ``root``.

    Warns where the number of samples is not the published one. Raises ValueError for an unknown name or damaged
    annotations, FileNotFoundError where the folder is not laid out as ``READERS[name].layout``.
    """
    if name not in READERS:
        raise ValueError(f"no data set {name!r}; there are: {', '.join(sorted(READERS))}")
    reader = READERS[name]
    dataset = reader.open(root)
    if reader.samples is not None and len(dataset) != reader.samples:
        warnings.warn(
            f"{root} holds {len(dataset)} samples of {name}; the published set has {reader.samples}, so figures "
            "cannot be compared with published ones",
            stacklevel=2,
        )
    return dataset
