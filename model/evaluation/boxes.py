"""How good the mask of a drawn box is against one click in its middle: ``python -m model.evaluation.boxes --root DIR``.

Photos and objects are those of ``model.datasets.stipple`` (validation split), at most two objects a photo. A box is
that of an object's mask as a hand draws it: each side between 1 % too far inside and 4 % too far outside, drawn by
lot from the photo's name.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from model.boxes import Box, marks_of, marks_outside, reach
from model.datasets.sample import Dataset, Sample
from model.datasets.stipple import open_multi
from model.fusion import answered
from model.loading import load
from model.types import Click, Clicks, Features, InteractiveModel

INWARDS, OUTWARDS = 0.01, 0.04
OBJECTS_A_PHOTO = 2
LARGEST = 0.9
"""Boxes around nearly the whole photo say nothing; part of its area."""
GOOD = 0.8


def measure(model: InteractiveModel, dataset: Dataset, photos: int) -> dict[str, Any]:
    """Mean IoU, and the share of masks above 0.8, of both ways over evenly chosen ``photos`` of ``dataset``."""
    overlaps: dict[str, list[float]] = {"click": [], "box": []}
    step = max(1, len(dataset) // photos)
    for index in range(0, len(dataset), step):
        sample = dataset[index]
        drawn = list(drawn_boxes(sample))
        features = model.encode(sample.image) if drawn else None
        for box, mask in drawn:
            assert features is not None
            overlaps["click"].append(_iou(_of_click(model, features, box), mask))
            overlaps["box"].append(_iou(_of_box(model, features, box), mask))
    return {
        "boxes": len(overlaps["box"]),
        **{
            name: {
                "iou": round(float(np.mean(values)), 4),
                "above_0.8": round(float(np.mean(np.array(values) > GOOD)), 4),
            }
            for name, values in overlaps.items()
        },
    }


def drawn_boxes(sample: Sample) -> Iterator[tuple[Box, np.ndarray]]:
    """Boxes as a hand draws them around the masks of a photo, with the masks: bool (H, W)."""
    height, width = sample.labels.shape
    rng = np.random.default_rng(zlib.crc32(sample.name.encode()))
    present = [mask for mask in sample.masks if mask.any()]
    for number in rng.permutation(len(present))[:OBJECTS_A_PHOTO]:
        rows, columns = np.nonzero(present[number])
        x0, y0, x1, y1 = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
        wide, high = x1 - x0, y1 - y0
        left, top, right, bottom = rng.uniform(-INWARDS, OUTWARDS, 4)
        if wide * high <= LARGEST * width * height:
            yield (
                Box(
                    float(max(0, x0 - left * wide)),
                    float(max(0, y0 - top * high)),
                    float(min(width, x1 + right * wide)),
                    float(min(height, y1 + bottom * high)),
                    0,
                ),
                present[number],
            )


def _of_click(model: InteractiveModel, features: Features, box: Box) -> np.ndarray:
    return _answer(model, features, Clicks(((Click((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, 0),),)))


def _of_box(model: InteractiveModel, features: Features, box: Box) -> np.ndarray:
    """As the worker does (worker/composition.py)."""
    mask = _answer(model, features, Clicks((marks_of([box]),), marks_outside(box, features.image_hw)))
    within = reach(box, features.image_hw)
    cut = np.zeros_like(mask)
    cut[within] = mask[within]
    return cut


def _answer(model: InteractiveModel, features: Features, clicks: Clicks) -> np.ndarray:
    return answered(model.decode(features, clicks), features, clicks).labels == 1


def _iou(a: np.ndarray, b: np.ndarray) -> float:
    return float((a & b).sum() / (a | b).sum())


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m model.evaluation.boxes", description=__doc__.partition("\n")[0])
    parser.add_argument("--root", type=Path, required=True, help="folder of the data set, as of --dataset stipple")
    parser.add_argument("--model", default="nano", help="name or folder of a model")
    parser.add_argument("--photos", type=int, default=90)
    given = parser.parse_args(arguments)
    print(json.dumps(measure(load(given.model), open_multi(given.root), given.photos)))


if __name__ == "__main__":
    main()
