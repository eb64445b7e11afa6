"""AdamW or Muon, groups of parameters, and the learning rate over a run.

The reference's groups (detectron2's rule): a tenth of the rate for the backbone, no weight decay for norms, embeddings
and relative position tables, but decay for biases and bare parameters. Ours: decay for everything with two dimensions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import torch
from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm
from torch.nn.modules.instancenorm import _InstanceNorm

from model.training.muon import MuonAdamW, takes_muon

UNDECAYED_MODULES = (_BatchNorm, _InstanceNorm, nn.GroupNorm, nn.LayerNorm, nn.LocalResponseNorm, nn.Embedding)
UNDECAYED_NAMES = ("relative_position_bias_table", "absolute_pos_embed")


@dataclass(frozen=True)
class Optimiser:
    """``clip``: largest norm of the whole gradient, 0 for none. ``muon``: rate of matrices and kernels, 0 for AdamW.

    ``undecayed``: "vectors", everything with less than two dimensions, or the reference's "norms_and_embeddings".
    ``schedule`` after ``warm_up_steps``: "cosine" stays for ``flat_share`` of the budget and falls to ``floor``; "step"
    multiplies by ``step_factor`` at each of the ``milestones``, shares of the budget.
    """

    rate: float = 1e-3
    muon: float = 0.0
    backbone_factor: float = 1.0
    decay: float = 0.02
    undecayed: Literal["vectors", "norms_and_embeddings"] = "vectors"
    clip: float = 5.0
    schedule: Literal["cosine", "step"] = "cosine"
    warm_up_steps: int = 150
    flat_share: float = 0.3
    floor: float = 0.01
    milestones: tuple[float, ...] = (163_889 / 184_375, 177_546 / 184_375)
    step_factor: float = 0.1


def optimiser_of(network: nn.Module, rule: Optimiser) -> torch.optim.AdamW:
    """The optimiser of what ``network`` trains; each group remembers the rate that it began with as ``base``."""
    groups = parameter_groups(network, rule)
    return MuonAdamW(groups, lr=rule.rate) if rule.muon else torch.optim.AdamW(groups, lr=rule.rate)


def parameter_groups(network: nn.Module, rule: Optimiser) -> list[dict[str, Any]]:
    """Parameters by rate and decay, in the order of the network; frozen ones are in no group."""
    groups: dict[tuple[float, float, bool], list[nn.Parameter]] = {}
    for module_name, module in network.named_modules():
        for name, parameter in module.named_parameters(recurse=False):
            if not parameter.requires_grad:
                continue
            is_orthogonal = rule.muon > 0 and takes_muon(module, name, parameter)
            base = rule.muon if is_orthogonal else rule.rate
            base *= rule.backbone_factor if "backbone" in module_name else 1.0
            decay = 0.0 if _is_undecayed(module, name, parameter, rule) else rule.decay
            groups.setdefault((base, decay, is_orthogonal), []).append(parameter)
    if not groups:
        raise ValueError("nothing is left to train; --train-only names no parameter that is not frozen")
    return [
        {"params": parameters, "lr": base, "base": base, "weight_decay": decay, "orthogonal": is_orthogonal}
        for (base, decay, is_orthogonal), parameters in groups.items()
    ]


def scale_rates(optimizer: torch.optim.Optimizer, factor: float) -> None:
    """Give every group ``factor`` times the rate that it began with."""
    for group in optimizer.param_groups:
        group["lr"] = factor * group["base"]


def rate_factor(rule: Optimiser, step: int, progress: float) -> float:
    """Factor on the base learning rate at ``step``, ``progress`` 0..1 of the budget (wall clock or steps)."""
    warm = min(1.0, (step + 1) / rule.warm_up_steps) if rule.warm_up_steps else 1.0
    if rule.schedule == "step":
        return warm * rule.step_factor ** sum(progress >= milestone for milestone in rule.milestones)
    if progress <= rule.flat_share:
        return warm
    rest = min(1.0, (progress - rule.flat_share) / (1 - rule.flat_share))
    return warm * (rule.floor + (1 - rule.floor) * 0.5 * (1 + math.cos(math.pi * rest)))


def _is_undecayed(module: nn.Module, name: str, parameter: nn.Parameter, rule: Optimiser) -> bool:
    if rule.undecayed == "vectors":
        return parameter.ndim < 2
    return isinstance(module, UNDECAYED_MODULES) or name in UNDECAYED_NAMES
