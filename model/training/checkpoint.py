"""What a run needs to continue, in one file that is replaced atomically: a kill at any time leaves the last one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.amp.grad_scaler import GradScaler
from torch.optim import Optimizer

from model.training.average import WeightAverage


def save(
    path: Path,
    network: nn.Module,
    average: WeightAverage,
    optimizer: Optimizer,
    scaler: GradScaler,
    step: int,
    elapsed_s: float,
) -> None:
    """Write the state of a run after ``step`` steps and ``elapsed_s`` seconds of work."""
    state: dict[str, Any] = {
        "network": network.state_dict(),
        "average": average.state_dict(),
        "optimizer": optimizer.state_dict(),
        "scaler": scaler.state_dict(),
        "step": step,
        "elapsed_s": elapsed_s,
    }
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())  # a new name for a file whose content is not on disk would be worse than the old one
    partial.replace(path)


def load(
    path: Path, network: nn.Module, average: WeightAverage, optimizer: Optimizer, scaler: GradScaler
) -> tuple[int, float]:
    """Restore a run and return its (step, elapsed seconds); the optimiser's settings stay what it was made with."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    network.load_state_dict(state["network"])
    average.load_state_dict(state["average"])
    settings = [{name: value for name, value in group.items() if name != "params"} for group in optimizer.param_groups]
    optimizer.load_state_dict(state["optimizer"])
    for group, own in zip(optimizer.param_groups, settings, strict=True):
        group.update(own)
    if state.get("scaler"):
        scaler.load_state_dict(state["scaler"])
    return int(state["step"]), float(state["elapsed_s"])


def save_weights(path: Path, values: dict[str, Tensor]) -> None:
    """Write weights as safetensors, replaced atomically."""
    partial = path.with_suffix(".partial")
    save_file({name: value.detach().cpu().contiguous() for name, value in values.items()}, str(partial))
    partial.replace(path)
