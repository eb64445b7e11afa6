"""Rows of all processes of a training, for terms that look at a whole batch at once (histograms, ranks)."""

from __future__ import annotations

from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor


def place_among_ranks() -> tuple[int, int]:
    """(rank, number of processes) of this process."""
    if not dist.is_available() or not dist.is_initialized():
        return 0, 1
    return dist.get_rank(), dist.get_world_size()


def gathered(x: Tensor) -> Tensor:
    """``x`` (N, …) of all processes as (ΣN, …), those of the first process first; itself in one process.

    Own rows get their gradient times the number of processes: gradients are averaged over them afterwards, and every
    process computes the same term.
    """
    if place_among_ranks()[1] == 1:
        return x
    rows: Tensor = _Gathered.apply(x)
    return rows


class _Gathered(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        count = torch.tensor([len(x)], device=x.device)
        counts = [torch.zeros_like(count) for _ in range(dist.get_world_size())]
        dist.all_gather(counts, count)
        lengths = [int(each) for each in counts]
        # Processes must send as much as each other.
        padded = torch.cat((x, x.new_zeros((max(lengths) - len(x), *x.shape[1:]))))
        parts = [torch.empty_like(padded) for _ in lengths]
        dist.all_gather(parts, padded)
        ctx.begin, ctx.length = sum(lengths[: dist.get_rank()]), len(x)
        return torch.cat([part[:length] for part, length in zip(parts, lengths, strict=True)])

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        return gradients[0][ctx.begin : ctx.begin + ctx.length] * dist.get_world_size()
