"""How long expansion moves take: ``python -m kernels.grid_cut.bench --json``.

One move of each object over blobs of soft scores on a noisy picture, as the refinement's coarse step makes them. Times
are processor time of one core.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time

import numpy as np

from kernels.grid_cut import reference, warm_up
from kernels.grid_cut.cpu import expand
from kernels.label_map.bench import blobs

WEIGHT = 6.0 / 255


def measure(objects: int, size_hw: tuple[int, int], repeats: int) -> dict[str, object]:
    """Milliseconds for one move of every object; for one object also the reference's on a tenth of each side."""
    warm_up()
    scores, links = scene(objects, size_hw)
    times = [_milliseconds(scores, links) for _ in range(repeats)]
    result: dict[str, object] = {
        "objects": objects,
        "picture": list(size_hw),
        "ms": {"p50": round(statistics.median(times), 2), "min": round(min(times), 2)},
    }
    if objects == 1:
        small = (max(2, size_hw[0] // 10), max(2, size_hw[1] // 10))
        scores, links = scene(1, small)
        start = time.process_time()
        reference.expand(scores, links, WEIGHT, np.ones(small, dtype=bool), 1, np.zeros(small, dtype=np.int32))
        result["reference_on_a_hundredth_ms"] = round(1e3 * (time.process_time() - start), 1)
    return result


def scene(objects: int, size_hw: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Scores float32 (h, w, 1 + objects) in nats and links uint8 (h, w, 4)."""
    rng = np.random.default_rng(0)
    scores = np.ascontiguousarray(blobs(objects + 1, *size_hw).transpose(1, 2, 0)) * np.float32(0.5)
    return scores, rng.integers(100, 256, (*size_hw, 4), dtype=np.uint8)


def _milliseconds(scores: np.ndarray, links: np.ndarray) -> float:
    labels = np.zeros(scores.shape[:2], dtype=np.int32)
    best = scores.max(axis=2)
    start = time.process_time()
    for label in range(1, scores.shape[2]):
        expand(scores, links, WEIGHT, scores[..., label] > best - 4, label, labels)
    return 1e3 * (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description="Time expansion moves on one core.")
    parser.add_argument("--objects", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--picture", type=int, nargs=2, default=(96, 128), metavar=("H", "W"))
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    given = parser.parse_args()
    for objects in given.objects:
        result = measure(objects, tuple(given.picture), given.repeats)
        print(json.dumps(result) if given.json else "\n".join(f"{key}: {value}" for key, value in result.items()))


if __name__ == "__main__":
    main()
