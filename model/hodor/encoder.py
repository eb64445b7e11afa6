"""HODOR's encoder: features and soft masks to one descriptor per object and background region (arXiv 2112.09131).

Its cross attention is masked softly and differentiably (Athar et al., arXiv 2206.00182): a cell outside the mask costs
a learned number of logits, so that some heads see context and others the object alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model.attention import MultiheadAttention
from model.hodor.regions import REGIONS

FORBIDDEN = -1e4


@dataclass(frozen=True)
class Descriptors:
    """objects (B, I, C) and background (B, R, C): the nine regions of the grid, then whatever else is background."""

    objects: Tensor
    background: Tensor


class DescriptorEncoder(nn.Module):
    """Layers in which descriptors read each other, then the image under their masks."""

    def __init__(self, channels: int, heads: int, layers: int, ffn: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.fg_query_embed = nn.Parameter(torch.randn(channels))
        self.bg_query_embed = nn.Parameter(torch.randn(REGIONS, channels))
        self.attn_layers = nn.ModuleList(EncoderLayer(channels, heads, ffn, dropout) for _ in range(layers))

    def forward(
        self,
        features: Tensor,
        objects: Tensor,
        background: Tensor,
        background_embed: Tensor | None = None,
        unused: Tensor | None = None,
    ) -> Descriptors:
        """features (B, C, h, w) at stride 8; soft masks in 0..1: objects (B, I, h, w), background (B, R, h, w).

        ``background_embed`` (R, C), by default that of the grid. ``unused`` bool (B, R + I), background first, marks
        descriptors that the others must not read.
        """
        embed = self.bg_query_embed if background_embed is None else background_embed
        shared = self.fg_query_embed.expand(objects.shape[1], -1)
        position = torch.cat((embed, shared)).unsqueeze(0)  # (1, R + I, C)
        masks = torch.cat((background, objects), dim=1).flatten(2)  # (B, R + I, h·w)
        memory = features.flatten(2).transpose(1, 2)  # (B, h·w, C)
        x = torch.cat(initial_descriptors(features, objects, background), dim=1)
        bias = None if unused is None else (unused * FORBIDDEN)[:, None, None, :]
        for layer in self.attn_layers:
            x = layer(x, position, memory, masks, bias)
        return Descriptors(x[:, background.shape[1] :], x[:, : background.shape[1]])


class EncoderLayer(nn.Module):
    """Post-norm: self attention, soft-masked cross attention, feed-forward."""

    def __init__(self, channels: int, heads: int, ffn: int, dropout: float) -> None:
        super().__init__()
        self.self_attn = MultiheadAttention(channels, heads)
        self.norm1 = nn.LayerNorm(channels)
        self.cross_attn = SoftMaskedAttention(channels, heads, dropout)
        self.norm2 = nn.LayerNorm(channels)
        self.ffn = nn.Sequential(
            nn.Linear(channels, ffn), nn.ReLU(), nn.Dropout(dropout), nn.Linear(ffn, channels), nn.Dropout(dropout)
        )
        self.norm3 = nn.LayerNorm(channels)

    def forward(self, x: Tensor, position: Tensor, memory: Tensor, masks: Tensor, bias: Tensor | None) -> Tensor:
        """x (B, Q, C), memory (B, N, C), masks (B, Q, N), bias (B, 1, 1, Q) of the self attention or None."""
        x = self.norm1(x + self.self_attn(x + position, x + position, x, bias))
        x = self.norm2(x + self.cross_attn(x, memory, masks))
        return self.norm3(x + self.ffn(x))


class SoftMaskedAttention(nn.Module):
    """softmax(q·k / sqrt(d) - γ (1 - mask))·v with a learned γ per head (arXiv 2206.00182, equation 2)."""

    def __init__(self, channels: int, heads: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        # 32, 32, 16, 16, 8, 8, 4, 4 for the published eight heads: from the object alone to its surroundings.
        self.scaling_factors = nn.Parameter(torch.tensor([2.0 ** (5 - 4 * head // heads) for head in range(heads)]))
        self.q_proj = nn.Linear(channels, channels)
        self.k_proj = nn.Linear(channels, channels)
        self.v_proj = nn.Linear(channels, channels)
        self.out_proj = nn.Linear(channels, channels)

    def forward(self, x: Tensor, memory: Tensor, masks: Tensor) -> Tensor:
        """x (B, Q, C), memory (B, N, C), masks (B, Q, N) in 0..1 -> (B, Q, C)."""
        q, k, v = (
            split_heads(project(given), self.heads)
            for project, given in ((self.q_proj, x), (self.k_proj, memory), (self.v_proj, memory))
        )
        logits = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)  # (B, heads, Q, N)
        logits = logits - self.scaling_factors[:, None, None] * (1 - masks.unsqueeze(1))
        weights = F.dropout(logits.softmax(-1).to(v.dtype), self.dropout, self.training)
        return self.out_proj((weights @ v).transpose(1, 2).flatten(2))


def split_heads(x: Tensor, heads: int) -> Tensor:
    """(B, N, C) -> (B, heads, N, C / heads)."""
    return x.unflatten(-1, (heads, x.shape[-1] // heads)).transpose(1, 2)


@torch.no_grad()
def initial_descriptors(features: Tensor, objects: Tensor, background: Tensor) -> tuple[Tensor, Tensor]:
    """The mean of features (B, C, h, w) where a mask is above one half: background (B, R, C), objects (B, I, C).

    An object without such a cell takes the feature where its mask is largest, a background region zeros.
    """
    cell = torch.arange(objects.shape[-2] * objects.shape[-1], device=objects.device)
    is_largest = objects.flatten(2).argmax(-1, keepdim=True) == cell  # (B, I, h·w)
    inside = objects.flatten(2) > 0.5
    inside = inside | (is_largest & ~inside.any(-1, keepdim=True))
    return _means(features, background.flatten(2) > 0.5), _means(features, inside)


def _means(features: Tensor, inside: Tensor) -> Tensor:
    weights = inside.to(features.dtype)  # (B, Q, h·w)
    return weights @ features.flatten(2).transpose(1, 2) / weights.sum(-1, keepdim=True).clamp(min=1)
