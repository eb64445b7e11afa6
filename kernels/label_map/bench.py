"""How long the label map takes: ``python -m kernels.label_map.bench --json``.

``objects`` is what clicks give: one smooth blob per query; ``noise`` is the worst case for the pruning, every query
random in every cell. Times are of one core.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable

import numpy as np

from kernels.label_map import label_map, reference, warm_up

STRIDE = 4


def blobs(queries: int, height: int, width: int, seed: int = 0) -> np.ndarray:
    """Logits like a model's, float32 (Q, h, w): +8 inside an ellipse, -8 outside, soft edges; query 0 is the rest."""
    rng = np.random.default_rng(seed)
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    maps = np.empty((queries, height, width), dtype=np.float32)
    for q in range(queries):
        cy, cx = rng.uniform(0, height), rng.uniform(0, width)
        ry, rx = rng.uniform(0.05, 0.25, 2) * (height, width)
        distance = np.sqrt(((ys - cy) / ry) ** 2 + ((xs - cx) / rx) ** 2)
        maps[q] = np.clip((1 - distance) * 6, -8, 8) + rng.normal(0, 0.3, (height, width))
    maps[0] = 0.0
    return maps


def measure(queries: int, map_hw: tuple[int, int], image_hw: tuple[int, int], repeats: int) -> dict[str, object]:
    """Milliseconds of one call on blobs and on noise, and of the plain reference on blobs."""
    warm_up()
    owner = np.arange(queries, dtype=np.int32) - 1
    valid_hw = (float(map_hw[0]), float(map_hw[1]))
    noise = np.random.default_rng(1).normal(size=(queries, *map_hw)).astype(np.float32)
    smooth = blobs(queries, *map_hw)
    return {
        "queries": queries,
        "maps": list(map_hw),
        "image": list(image_hw),
        "objects_ms": _milliseconds(lambda: label_map(smooth, owner, image_hw, valid_hw, STRIDE), repeats),
        "noise_ms": _milliseconds(lambda: label_map(noise, owner, image_hw, valid_hw, STRIDE), repeats),
        "reference_ms": _milliseconds(lambda: reference.label_map(smooth, owner, image_hw, valid_hw, STRIDE), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the label map on one core.")
    parser.add_argument("--queries", type=int, default=30)
    parser.add_argument("--map", type=int, nargs=2, default=(128, 160), metavar=("H", "W"))
    parser.add_argument("--image", type=int, nargs=2, default=(768, 1024), metavar=("H", "W"))
    parser.add_argument("--repeats", type=int, default=50)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    result = measure(given.queries, tuple(given.map), tuple(given.image), given.repeats)
    print(json.dumps(result) if given.json else "\n".join(f"{key}: {value}" for key, value in result.items()))


def _milliseconds(call: Callable[[], object], repeats: int) -> dict[str, float]:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1e3)
    return {"p50": round(statistics.median(times), 3), "min": round(min(times), 3)}


if __name__ == "__main__":
    main()
