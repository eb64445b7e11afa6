"""Uncertain points of a map (PointRend, arXiv 1912.08193): where a loss is worth computing on large maps."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

OVERSAMPLING = 3
UNCERTAIN_SHARE = 0.75


def sample_points(logits: Tensor, others: Sequence[Tensor], count: int) -> tuple[Tensor, list[Tensor]]:
    """Read ``count`` points of every map of (B, M, h, w), and at the same places ``others`` (B, M, H, W) of any size.

    Three times as many random points are drawn; 75 % of the result are those with the smallest \\|logit\\|. Returns the
    logits (B, M, count) and the others, the same shape each.
    """
    batch, maps = logits.shape[:2]
    flat = logits.flatten(0, 1).unsqueeze(1)
    with torch.no_grad():
        # One draw for all maps: what a map gets must not depend on how many others this process has (parallel runs).
        drawn = torch.rand(1, count * OVERSAMPLING, 2, device=logits.device).expand(batch * maps, -1, -1)
        uncertainty = -_read(flat, drawn).abs()
        chosen = uncertainty.topk(int(count * UNCERTAIN_SHARE), dim=1).indices
        picked = drawn.gather(1, chosen.unsqueeze(-1).expand(-1, -1, 2))
        random = torch.rand(1, count - chosen.shape[1], 2, device=logits.device).expand(batch * maps, -1, -1)
        points = torch.cat((picked, random), dim=1)
    read = [_read(x.flatten(0, 1).unsqueeze(1), points).view(batch, maps, count) for x in others]
    return _read(flat, points).view(batch, maps, count), read


def _read(x: Tensor, points: Tensor) -> Tensor:
    grid = (2 * points - 1).unsqueeze(2)
    return F.grid_sample(x, grid, align_corners=False).flatten(1)
