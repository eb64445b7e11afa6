"""Batch norm whose statistics are those of the whole batch on all ranks, on any device.

torch's own SyncBatchNorm refuses CPUs. In eval mode, and in one process, this is ``nn.BatchNorm2d``, with its names.
"""

from __future__ import annotations

from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn


class SharedBatchNorm2d(nn.BatchNorm2d):
    """(B, C, H, W) -> the same; every rank holds an equal share of the batch."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not dist.is_initialized():
            return super().forward(x)
        with torch.autocast(x.device.type, enabled=False):
            return self._normalised(x.float()).to(x.dtype)

    def _normalised(self, x: Tensor) -> Tensor:
        count = x.numel() // x.shape[1] * dist.get_world_size()
        mean = _summed(x.sum((0, 2, 3))) / count
        centred = x - mean[:, None, None]
        variance = _summed(centred.square().sum((0, 2, 3))) / count
        assert self.running_mean is not None and self.running_var is not None and self.num_batches_tracked is not None
        momentum = self.momentum
        assert momentum is not None
        with torch.no_grad():
            self.num_batches_tracked.add_(1)
            self.running_mean.lerp_(mean, momentum)
            self.running_var.lerp_(variance * (count / max(count - 1, 1)), momentum)
        y = centred * (variance + self.eps).rsqrt()[:, None, None]
        return y * self.weight[:, None, None] + self.bias[:, None, None]


def with_shared_norms(module: nn.Module) -> None:
    """Turn every ``nn.BatchNorm2d`` inside ``module`` into a shared one, in place, with its weights and statistics."""
    for name, child in module.named_children():
        if type(child) is nn.BatchNorm2d:
            shared = SharedBatchNorm2d(child.num_features, child.eps, child.momentum)
            shared.load_state_dict(child.state_dict())
            shared.train(child.training)
            for own, had in zip(shared.parameters(), child.parameters(), strict=True):
                own.requires_grad_(had.requires_grad)
            setattr(module, name, shared)
        else:
            with_shared_norms(child)


class _Sum(torch.autograd.Function):
    """The sum over all ranks; its gradient is the sum of their gradients."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        total = x.clone()
        dist.all_reduce(total)
        return total

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        total = gradients[0].clone()
        dist.all_reduce(total)
        return total


def _summed(x: Tensor) -> Tensor:
    total: Tensor = _Sum.apply(x)
    return total
