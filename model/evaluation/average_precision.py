"""Average precision of boxes and masks: the COCO tools' own evaluation, over what a network and a data set say here."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from pycocotools import mask as rle
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

Kind = Literal["bbox", "segm"]

NAMES = ("ap", "ap50", "ap75", "ap_small", "ap_medium", "ap_large")
RECALLS = ("ar1", "ar10", "ar100", "ar_small", "ar_medium", "ar_large")
NOTHING = -1.0
"""What the tools answer where there is no object to find."""


@dataclass(frozen=True)
class TrueObject:
    """``mask`` bool (H, W), or ``box_xywh`` in pixels where only boxes are compared.

    area_px: what decides between small, medium and large; the mask's or the box's own by default.
    """

    category: int
    mask: np.ndarray | None = None
    box_xywh: tuple[float, float, float, float] | None = None
    is_crowd: bool = False
    area_px: float | None = None


@dataclass(frozen=True)
class FoundObject:
    """A prediction with its score; mask or box as of ``TrueObject``."""

    category: int
    score: float
    mask: np.ndarray | None = None
    box_xywh: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class PrecisionFigures:
    """The twelve numbers of COCO, 0..1 or -1 where there is nothing to find, and AP per class."""

    values: dict[str, float]
    per_class: dict[int, float]


class AveragePrecision:
    """Images added one by one; masks are kept run-length encoded until ``figures``."""

    def __init__(self, kind: Kind, categories: Sequence[int]) -> None:
        """``categories`` are all that are evaluated; predictions of others are refused."""
        self.kind = kind
        self.categories = tuple(sorted(set(categories)))
        self._images: list[dict[str, Any]] = []
        self._truth: list[dict[str, Any]] = []
        self._found: list[dict[str, Any]] = []

    def add(self, image_hw: tuple[int, int], truth: Sequence[TrueObject], found: Sequence[FoundObject]) -> None:
        """One image with what is there and what was found. Raises ValueError for what does not fit the image."""
        image = len(self._images) + 1
        true = [self._entry(image, image_hw, known) for known in truth]
        for entry, known in zip(true, truth, strict=True):
            entry["iscrowd"] = int(known.is_crowd)
            entry["area"] = float(entry["area"] if known.area_px is None else known.area_px)
        predicted = [self._entry(image, image_hw, given) | {"score": float(given.score)} for given in found]
        self._images.append({"id": image, "height": image_hw[0], "width": image_hw[1]})
        self._truth += true
        self._found += predicted

    def figures(self) -> PrecisionFigures:
        with contextlib.redirect_stdout(io.StringIO()):
            run = COCOeval(self._index(self._truth), self._index(self._found), self.kind)
            run.evaluate()
            run.accumulate()
            run.summarize()
        values = dict(zip((*NAMES, *RECALLS), map(float, run.stats), strict=True))
        precision = run.eval["precision"][:, :, :, 0, -1]  # (IoUs, recalls, classes) of all areas, 100 detections
        per_class = {}
        for index, category in enumerate(run.params.catIds):
            known = precision[:, :, index][precision[:, :, index] > NOTHING]
            per_class[int(category)] = float(known.mean()) if known.size else NOTHING
        return PrecisionFigures(values, per_class)

    def _entry(self, image: int, image_hw: tuple[int, int], given: TrueObject | FoundObject) -> dict[str, Any]:
        if given.category not in self.categories:
            raise ValueError(f"category {given.category} is none of those that are evaluated: {self.categories[:10]}")
        entry: dict[str, Any] = {"image_id": image, "category_id": given.category, "iscrowd": 0}
        if given.mask is not None:
            if given.mask.shape != tuple(image_hw):
                raise ValueError(f"a mask is {given.mask.shape}, its image {tuple(image_hw)}; they must be equal")
            runs = rle.encode(np.asfortranarray(given.mask, dtype=np.uint8))
            entry |= {"segmentation": runs, "area": float(rle.area(runs)), "bbox": rle.toBbox(runs).tolist()}
        if given.box_xywh is not None:
            entry["bbox"] = [float(side) for side in given.box_xywh]
            entry.setdefault("area", entry["bbox"][2] * entry["bbox"][3])
        if (self.kind == "segm" and given.mask is None) or "bbox" not in entry:
            raise ValueError(f"an object has no {'mask' if self.kind == 'segm' else 'box'}, which is to be compared")
        if self.kind == "bbox" and isinstance(given, FoundObject):
            entry["area"] = entry["bbox"][2] * entry["bbox"][3]  # as the tools do when they load boxes
        return entry

    def _index(self, entries: list[dict[str, Any]]) -> COCO:
        """What the tools make of a file, without the file: they cannot read one that has no predictions."""
        index = COCO()
        index.dataset = {
            "images": self._images,
            "categories": [{"id": category, "name": str(category)} for category in self.categories],
            "annotations": [{**entry, "id": place + 1} for place, entry in enumerate(entries)],
        }
        index.createIndex()
        return index
