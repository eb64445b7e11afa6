"""How long the refinement takes: ``python -m model.refinement.bench --json``.

A made-up scene of coloured blobs at 1024x768, one click on each, and the maps that a network unsure of their edges
would give. Processor time of one core, the full-size label map included; the plain label map beside it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable

import cv2
import numpy as np

from kernels.label_map.bench import blobs
from model.fusion import masks_from_logits
from model.refinement.config import RefinementConfig
from model.refinement.field import refined
from model.refinement.picture import Picture, picture_of
from model.types import Click, Clicks, Logits

IMAGE_HW = (768, 1024)
CELLS_HW = (72, 96)
"""Of the maps: stride 4 on an input whose longer side is 384."""


def measure(objects: int, repeats: int) -> dict[str, object]:
    """Milliseconds of the pass and of the plain label map for ``objects`` objects, and of what is kept of the image."""
    image, logits, clicks = scene(objects)
    picture = _picture(image)
    refined(logits, clicks, picture)  # compiled by now
    return {
        "objects": objects,
        "image": list(IMAGE_HW),
        "refined_ms": _milliseconds(lambda: refined(logits, clicks, picture), repeats),
        "plain_ms": _milliseconds(lambda: masks_from_logits(logits), repeats),
        "picture_ms": _milliseconds(lambda: _picture(image), 5),
        "picture_bytes": picture.nbytes,
    }


def scene(objects: int) -> tuple[np.ndarray, Logits, Clicks]:
    """Image uint8 (H, W, 3), maps of the background and ``objects`` blobs, and a click on each."""
    rng = np.random.default_rng(0)
    maps = blobs(objects + 1, *CELLS_HW)
    labels = cv2.resize(maps.argmax(axis=0).astype(np.uint8), IMAGE_HW[::-1], interpolation=cv2.INTER_NEAREST)
    colours = rng.integers(40, 216, (objects + 1, 3))
    image = np.clip(colours[labels] + rng.normal(0, 25, (*IMAGE_HW, 3)), 0, 255).astype(np.uint8)
    cell = IMAGE_HW[0] / CELLS_HW[0]
    marks = []
    for t, values in enumerate(maps[1:]):
        row, column = np.unravel_index(int(values.argmax()), CELLS_HW)
        marks.append((Click((float(column) + 0.5) * cell, (float(row) + 0.5) * cell, t),))
    owner = np.arange(objects + 1, dtype=np.int32) - 1
    valid_hw = (float(CELLS_HW[0]), float(CELLS_HW[1]))
    unknown = np.full(objects, np.nan, dtype=np.float32)
    return image, Logits(maps, owner, IMAGE_HW, valid_hw, unknown, 4), Clicks(tuple(marks))


def _picture(image: np.ndarray) -> Picture:
    picture = picture_of(image, RefinementConfig())
    assert picture is not None
    return picture


def _milliseconds(call: Callable[[], object], repeats: int) -> dict[str, float]:
    times = []
    for _ in range(repeats):
        start = time.process_time()
        call()
        times.append((time.process_time() - start) * 1e3)
    return {"p50": round(statistics.median(times), 2), "min": round(min(times), 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the refinement on one core.")
    parser.add_argument("--objects", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    given = parser.parse_args()
    cv2.setNumThreads(1)
    for objects in given.objects:
        result = measure(objects, given.repeats)
        print(json.dumps(result) if given.json else "\n".join(f"{key}: {value}" for key, value in result.items()))


if __name__ == "__main__":
    main()
