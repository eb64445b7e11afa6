"""Load the chosen model and answer one click with it: ``python -m worker.model_check`` prints one JSON object.

`manage.py doctor` runs it in a process of its own, so that the back end never imports an engine.
"""

from __future__ import annotations

import json
import time
from typing import Any

import numpy as np

from backend.config.env import read_environment
from model.fusion import masks_from_logits
from model.loading import load
from model.types import Click, Clicks

PHOTO_HW = (768, 1024)


def check(name: str, engine: str, threads: int) -> dict[str, Any]:
    """{"digest", "encode_ms", "click_ms"} of the model, or {"problem"}."""
    try:
        model = load(name, engine, threads)
        image: np.ndarray = np.random.default_rng(0).integers(0, 256, (*PHOTO_HW, 3), dtype=np.uint8)
        started = time.perf_counter()
        features = model.encode(image)
        encoded = time.perf_counter()
        masks_from_logits(model.decode(features, Clicks(objects=((Click(512.0, 384.0, 0),),))))
        answered = time.perf_counter()
    except Exception as error:  # whatever is wrong with weights or engine is the answer here
        return {"problem": f"{type(error).__name__}: {error}"}
    return {
        "digest": model.digest,
        "encode_ms": round((encoded - started) * 1000, 1),
        "click_ms": round((answered - encoded) * 1000, 1),
    }


if __name__ == "__main__":
    environment = read_environment()
    print(json.dumps(check(environment.model, environment.engine, environment.threads)))
