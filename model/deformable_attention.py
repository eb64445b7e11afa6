"""Multi-scale deformable attention (Deformable DETR, arXiv 2010.04159), plain bilinear reads."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class DeformableAttention(nn.Module):
    """Every token reads ``points`` places a level and head, around its own position."""

    def __init__(self, channels: int, heads: int, levels: int, points: int) -> None:
        super().__init__()
        self.heads, self.levels, self.points = heads, levels, points
        self.sampling_offsets = nn.Linear(channels, heads * levels * points * 2)
        self.attention_weights = nn.Linear(channels, heads * levels * points)
        self.value_proj = nn.Linear(channels, channels)
        self.output_proj = nn.Linear(channels, channels)
        self._reset()

    def forward(self, query: Tensor, reference_xy: Tensor, value: Tensor, sizes_hw: list[tuple[int, int]]) -> Tensor:
        """query and value (B, N, C), reference (N, 2) in 0..1, sizes of the levels N is made of -> (B, N, C)."""
        offsets = self.sampling_offsets(query).float()
        offsets = offsets.unflatten(-1, (self.heads, self.levels, self.points, 2))  # (B, N, heads, levels, points, 2)
        weights = self.attention_weights(query).float()
        weights = weights.unflatten(-1, (self.heads, self.levels * self.points)).softmax(-1)
        weights = weights.permute(0, 2, 3, 1).flatten(0, 1)  # (B·heads, levels·points, N)
        weights = weights.unflatten(1, (self.levels, self.points)).unsqueeze(1)
        values = self.value_proj(value).float().unflatten(-1, (self.heads, value.shape[-1] // self.heads))
        values = values.permute(0, 2, 3, 1).flatten(0, 1)  # (B·heads, C/heads, N)
        mixed = values.new_zeros(())
        for level, ((height, width), tokens) in enumerate(
            zip(sizes_hw, values.split([h * w for h, w in sizes_hw], dim=-1), strict=True)
        ):
            moved = torch.stack(
                (offsets[:, :, :, level, :, 0] * (2.0 / width), offsets[:, :, :, level, :, 1] * (2.0 / height)), dim=-1
            )
            grid = (2 * reference_xy - 1)[None, :, None, None, :] + moved
            # Points before tokens: the products below then run along N, not along 4 points.
            grid = grid.permute(0, 2, 3, 1, 4).flatten(0, 1)  # (B·heads, points, N, 2)
            read = F.grid_sample(tokens.unflatten(-1, (height, width)), grid, padding_mode="zeros", align_corners=False)
            mixed = mixed + (read * weights[:, :, level]).sum(2)  # (B·heads, C/heads, N)
        joined = mixed.unflatten(0, (query.shape[0], self.heads)).flatten(1, 2).transpose(1, 2)
        return self.output_proj(joined.to(value.dtype))

    def _reset(self) -> None:
        """Offsets start as rays in ``heads`` directions, point k at distance k (the paper's initial state)."""
        nn.init.zeros_(self.sampling_offsets.weight)
        angles = torch.arange(self.heads) * (2.0 * math.pi / self.heads)
        rays = torch.stack((angles.cos(), angles.sin()), -1)
        rays = (rays / rays.abs().amax(-1, keepdim=True)).view(self.heads, 1, 1, 2)
        steps = torch.arange(1, self.points + 1).view(1, 1, -1, 1)
        bias = (rays * steps).expand(-1, self.levels, -1, -1)
        with torch.no_grad():
            self.sampling_offsets.bias.copy_(bias.flatten())
        for linear in (self.attention_weights,):
            nn.init.zeros_(linear.weight)
            nn.init.zeros_(linear.bias)
        for linear in (self.value_proj, self.output_proj):
            nn.init.xavier_uniform_(linear.weight)
            nn.init.zeros_(linear.bias)
