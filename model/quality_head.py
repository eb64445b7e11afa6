"""How good a query's mask is: its predicted IoU, learned beside the masks (not part of the published networks)."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class QualityHead(nn.Module):
    """IoU of a query's mask, as a logit, from its content and how decided its map is inside the mask."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(channels + 2, channels), nn.ReLU(), nn.Linear(channels, 1))

    def forward(self, x: Tensor, maps: Tensor) -> Tensor:
        """x (B, Q, C), maps (B, Q, h, w) -> (B, Q)."""
        probability = maps.sigmoid().flatten(2)
        inside = (probability > 0.5).float()
        area = inside.mean(-1, keepdim=True)
        decided = (probability * inside).mean(-1, keepdim=True) / (area + 1e-4)
        return self.layers(torch.cat((x, area, decided), dim=-1)).squeeze(-1)
