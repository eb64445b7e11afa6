"""How good a mask is: its predicted IoU, learned beside the masks (not part of the published networks)."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model.quality.evidence import STATISTICS, MaskEvidence


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


class MaskQualityHead(nn.Module):
    """IoU of an object's final mask, as a logit that all its queries share (mask_scoring, section 3)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        hidden = max(128, channels)
        self.channels = channels
        self.evidence = MaskEvidence()
        self.z_norm = nn.LayerNorm(channels)
        self.fg_proj = nn.Linear(channels, channels // 2)
        self.ring_proj = nn.Linear(channels, channels // 2)
        width = channels + 2 * (channels // 2) + len(STATISTICS)
        self.mlp = nn.Sequential(
            nn.Linear(width, hidden),
            nn.LayerNorm(hidden),
            nn.GELU(),
            nn.Linear(hidden, hidden),
            nn.LayerNorm(hidden),
            nn.GELU(),
        )
        self.out = nn.Linear(hidden, 1)

    def forward(self, x: Tensor, before: Tensor, maps: Tensor, pixels: Tensor, clicks: Tensor, owner: Tensor) -> Tensor:
        """What ``MaskEvidence.forward`` takes -> (B, Q)."""
        return self.score(self.evidence(x, before, maps, pixels, clicks, owner))

    def score(self, evidence: Tensor) -> Tensor:
        """Evidence (..., 3 C + statistics) -> logits (...)."""
        wide = self.channels
        content, filled, around, numbers = evidence.split((wide, wide, wide, len(STATISTICS)), dim=-1)
        parts = (
            self.z_norm(content),
            self.fg_proj(F.layer_norm(filled, (wide,))),
            self.ring_proj(F.layer_norm(around, (wide,))),
            numbers,
        )
        score: Tensor = self.out(self.mlp(torch.cat(parts, dim=-1))).squeeze(-1)
        return score
