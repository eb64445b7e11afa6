"""Bilinear reads of a feature map at click positions, outside the map zero (the published sampling rule)."""

from __future__ import annotations

from collections.abc import Sequence

import torch.nn.functional as F
from torch import Tensor


def sample(features: Tensor, points_xy: Tensor) -> Tensor:
    """Read (B, C, h, w) at points (B, L, 2) of (x, y) in 0..1 of the map's extent -> (B, L, C)."""
    grid = (2 * points_xy - 1).unsqueeze(2)  # (B, L, 1, 2)
    read = F.grid_sample(features.float(), grid, mode="bilinear", padding_mode="zeros", align_corners=False)
    return read.squeeze(3).transpose(1, 2)


def resize(x: Tensor, size_hw: Sequence[int]) -> Tensor:
    """Bilinear resize of (B, C, h, w), half-pixel centres."""
    return F.interpolate(x, size=(size_hw[0], size_hw[1]), mode="bilinear", align_corners=False)
