"""The device, the models and their engines, as an interactive worker with these settings finds them.

A process of its own looks (python -m worker.model_check): this one never imports an engine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

from backend.config.env import REPOSITORY, Environment
from backend.operations.doctor.finding import Finding, missing, real, weak

CHECK_S = 180
BROKEN = "run python -m worker.model_check and read its error"
ANOTHER = "set STIPPLE_MODEL to one of `models` below, or get the weights again: git checkout model/weights"


def device(environment: Environment) -> Finding:
    found, _ = _report(environment)
    if not found:
        return missing("device", "the engines cannot be looked at", BROKEN)
    providers = [name.removesuffix("ExecutionProvider") for name in found["providers"]]
    torch = f"torch on {found['torch']}" if found["torch"] else "no torch"
    detail = f"STIPPLE_DEVICE={environment.device}; ONNX Runtime with {', '.join(providers)}; {torch}"
    has_cuda = "CUDA" in providers or found["torch"] == "cuda"
    if environment.device == "cuda" and not has_cuda:
        return missing("device", detail, "install onnxruntime-gpu or a CUDA build of torch, or set STIPPLE_DEVICE=auto")
    return real("device", detail)


def model(environment: Environment) -> Finding:
    _, tried = _report(environment)
    if not tried:
        return missing("model", f"{environment.model} cannot be checked", BROKEN)
    if "problem" in tried:
        return missing("model", f"{environment.model}: {tried['problem']}", ANOTHER)
    speed = f"one click on a photo in {tried['click_ms']:.0f} ms"
    return real("model", f"{environment.model} ({tried['engine']}), digest {tried['digest'][:12]}, {speed}")


def models(environment: Environment) -> Finding:
    """Which models are here, and which engine each would run on."""
    found, _ = _report(environment)
    if not found or not found["models"]:
        return missing("models", "a worker would serve none", "manage.py model add NAME, or check STIPPLE_MODELS")
    here = {item["name"] for item in found["models"]}
    table = ", ".join(f"{item['name']} ({item['engine']}; has {'+'.join(item['engines'])})" for item in found["models"])
    if lacking := sorted(set(environment.models) - here):
        return weak("models", table, f"STIPPLE_MODELS names {', '.join(lacking)}: manage.py model add NAME")
    return real("models", table)


@cache
def _report(environment: Environment) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the machine has and how STIPPLE_MODEL answered; empty where the process ended without a word."""
    try:
        check = subprocess.run(
            [sys.executable, "-m", "worker.model_check"],
            cwd=REPOSITORY,
            env=os.environ | {"STIPPLE_DATA": str(environment.data), "STIPPLE_MODEL": environment.model},
            capture_output=True,
            text=True,
            timeout=CHECK_S,
        )
        lines = [json.loads(line) for line in check.stdout.splitlines() if line.startswith("{")]
    except (ValueError, subprocess.TimeoutExpired):
        lines = []
    return (lines[0] if lines else {}), (lines[1] if len(lines) > 1 else {})
