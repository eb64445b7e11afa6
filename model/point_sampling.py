"""Uncertain points of a map (PointRend, arXiv 1912.08193): where a loss is worth computing on large maps."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

OVERSAMPLING = 3
UNCERTAIN_SHARE = 0.75


def sample_points(logits: Tensor, masks: Tensor, weight: Tensor, count: int) -> tuple[Tensor, Tensor, Tensor]:
    """Read ``count`` points of every map: (B, M, h, w) logits, masks, weights -> three of (B, M, count).

    Three times as many random points are drawn; 75 % of the result are those with the smallest \\|logit\\|.
    """
    batch, maps = logits.shape[:2]
    flat = [x.flatten(0, 1).unsqueeze(1) for x in (logits, masks, weight)]
    with torch.no_grad():
        drawn = torch.rand(batch * maps, count * OVERSAMPLING, 2, device=logits.device)
        uncertainty = -_read(flat[0], drawn).abs()
        chosen = uncertainty.topk(int(count * UNCERTAIN_SHARE), dim=1).indices
        picked = drawn.gather(1, chosen.unsqueeze(-1).expand(-1, -1, 2))
        random = torch.rand(batch * maps, count - chosen.shape[1], 2, device=logits.device)
        points = torch.cat((picked, random), dim=1)
    read_logits, read_masks, read_weight = (_read(x, points).view(batch, maps, count) for x in flat)
    return read_logits, read_masks, read_weight


def _read(x: Tensor, points: Tensor) -> Tensor:
    grid = (2 * points - 1).unsqueeze(2)
    return F.grid_sample(x, grid, align_corners=False).flatten(1)
