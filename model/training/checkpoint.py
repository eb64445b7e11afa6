"""What a run needs to continue, in one file that is replaced atomically."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.optim import Optimizer

from model.training.average import WeightAverage


def save(
    path: Path, network: nn.Module, average: WeightAverage, optimizer: Optimizer, step: int, elapsed_s: float
) -> None:
    """Write the state of a run after ``step`` steps and ``elapsed_s`` seconds of work."""
    state: dict[str, Any] = {
        "network": network.state_dict(),
        "average": average.state_dict(),
        "optimizer": optimizer.state_dict(),
        "step": step,
        "elapsed_s": elapsed_s,
    }
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def load(path: Path, network: nn.Module, average: WeightAverage, optimizer: Optimizer) -> tuple[int, float]:
    """Restore a run and return its (step, elapsed seconds)."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    network.load_state_dict(state["network"])
    average.load_state_dict(state["average"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"]), float(state["elapsed_s"])
