"""How long the model takes: ``python -m model.engines.bench --json``.

The made-up scene of :mod:`model.refinement.bench` at 1024x768 through the engine that a worker would open: encoding an
image, and answering one click on each object, from the clicks to the label map at full size. Wall clock.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from typing import Any

import cv2

from model.fusion import answered
from model.loading import EngineModel, load
from model.refinement.bench import IMAGE_HW, scene

WARM_UP = 3


def measure(model: EngineModel, objects: list[int], repeats: int) -> dict[str, Any]:
    """Milliseconds to encode, and for each number of ``objects`` those of the network and of the whole answer."""
    answers = {str(count): _answer(model, count, repeats) for count in objects}
    image = scene(1)[0]
    return {
        "model": {"digest": model.digest, "engine": model.engine},
        "image": list(IMAGE_HW),
        "encode_ms": _milliseconds(lambda: model.encode(image), repeats),
        "answer_ms": answers,
    }


def _answer(model: EngineModel, objects: int, repeats: int) -> dict[str, dict[str, float]]:
    image, _, clicks = scene(objects)
    features = model.encode(image)
    return {
        "network": _milliseconds(lambda: model.decode(features, clicks), repeats),
        "whole": _milliseconds(lambda: answered(model.decode(features, clicks), features, clicks), repeats),
    }


def _milliseconds(call: Callable[[], object], repeats: int) -> dict[str, float]:
    times = []
    for _ in range(WARM_UP + repeats):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1e3)
    times = sorted(times[WARM_UP:])
    return {"p50": round(statistics.median(times), 1), "p95": round(times[int(0.95 * (repeats - 1))], 1)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m model.engines.bench", description="Time a model on this machine.")
    parser.add_argument("--model", default="default", help="a model's name or folder")
    parser.add_argument("--objects", type=int, nargs="+", default=[1, 5, 10])
    parser.add_argument("--threads", type=int, default=2, help="cores (2)")
    parser.add_argument("--repeats", type=int, default=40)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    cv2.setNumThreads(given.threads)
    result = {
        "threads": given.threads,
        **measure(load(given.model, threads=given.threads), given.objects, given.repeats),
    }
    print(json.dumps(result, indent=None if given.json else 1))


if __name__ == "__main__":
    main()
