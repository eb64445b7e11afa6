"""``merge="lse"``: an object's map as a soft maximum of its clicks' maps, log(mean(exp(β·map))) / β, with learned β.

Every query of an object is given the merged map, so that whoever takes the maximum afterwards (losses, graphs, label
map) finds it. Background queries keep their own: they compete one by one.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from model.queries.scene import group_max, same_object

SHARPNESS = 5.0


class SoftMaximum(nn.Module):
    """(B, Q, h, w) maps and their owners (B, Q) to merged maps of the same shape. β starts at 5 and stays positive."""

    def __init__(self) -> None:
        super().__init__()
        self.log_beta = nn.Parameter(torch.tensor(math.log(SHARPNESS)))

    def forward(self, maps: Tensor, owner: Tensor) -> Tensor:
        beta = self.log_beta.exp()
        same = same_object(owner)
        flat = maps.flatten(2)
        peak = group_max(flat.detach(), same)  # (B, Q, h·w); the same for all of a group, so it cancels out
        member = same.to(flat.dtype)
        total = member @ (beta * (flat - peak)).exp() / member.sum(-1, keepdim=True)
        return (peak + total.log() / beta).unflatten(2, maps.shape[-2:])
