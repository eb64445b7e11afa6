"""Load models as a worker with these settings would, and answer one click: ``python -m worker.model_check [NAME ...]``.

Prints a JSON object a line: first, without names, what the worker has (device, runtimes, models), then for each named
model, else for STIPPLE_MODEL, how it answers. `manage.py doctor` and installations run it in a process of its own, so
that the back end never imports an engine.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import numpy as np

from backend.config.env import Environment, read_environment
from model import fusion
from model.engines.choice import engines_of, torch_is_installed
from model.loading import EngineModel, engine_has_cuda, load
from model.types import Click, Clicks
from worker.served_models import ServedModels

PHOTO_HW = (768, 1024)
SLOW_S = 5.0
"""A model that is slower than this is not tried twice."""


def machine(env: Environment) -> dict[str, Any]:
    """{"wanted", "providers", "torch", "models"}; of each model its name, digest, engines and the one used here."""
    import onnxruntime

    served = ServedModels(env.model_store, env.models, env.engine).by_name().values()
    return {
        "wanted": {"device": env.device, "engine": env.engine},
        "providers": onnxruntime.get_available_providers(),
        "torch": ("cuda" if engine_has_cuda("torch") else "cpu") if torch_is_installed() else None,
        "models": [
            {"name": item.name, "digest": item.digest, "engines": engines_of(item.folder), "engine": item.engine}
            for item in served
        ],
    }


def check(name: str, env: Environment) -> dict[str, Any]:
    """{"name", "digest", "engine", "encode_ms", "click_ms"} of the model, at the second try; or {"problem"}."""
    try:
        model = load(name, env.engine, env.threads, env.device, env.model_store, env.gpu_memory_mb)
        encode_s, click_s = answered(model)
        if encode_s + click_s < SLOW_S:  # the first one also finds memory and the fastest kernels
            encode_s, click_s = answered(model)
    except Exception as error:  # whatever is wrong with weights, engine or device is the answer here
        return {"name": name, "problem": f"{type(error).__name__}: {error}"}
    return {
        "name": name,
        "digest": model.digest,
        "engine": f"{model.engine}/{model.device.kind}",
        "encode_ms": round(encode_s * 1000, 1),
        "click_ms": round(click_s * 1000, 1),
    }


def answered(model: EngineModel) -> tuple[float, float]:
    """Seconds for encoding a photo and for answering a click on it."""
    image: np.ndarray = np.random.default_rng(0).integers(0, 256, (*PHOTO_HW, 3), dtype=np.uint8)
    started = time.perf_counter()
    features = model.encode(image)
    encoded = time.perf_counter()
    clicks = Clicks(objects=((Click(512.0, 384.0, 0),),))
    fusion.answered(model.decode(features, clicks), features, clicks)
    return encoded - started, time.perf_counter() - encoded


def main(names: list[str]) -> None:
    env = read_environment()
    if not names:
        print(json.dumps(machine(env)), flush=True)
    for name in names or [env.model]:
        print(json.dumps(check(name, env)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
