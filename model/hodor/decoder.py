"""HODOR's decoder: features read descriptors and become masks, the reverse of DETR (arXiv 2112.09131, section 3)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model.bilinear import resize
from model.hodor.deformable_convolution import DeformableConvolution
from model.hodor.encoder import FORBIDDEN, split_heads
from model.positional_encoding import pixel_encoding

UPDATE_GROUPS = 16
HEAD_GROUPS = 8


@dataclass(frozen=True)
class Memory:
    """What features read: descriptors (B, I, T, C), T views of each in time, with positions (I, C) and ``unused``.

    ``unused`` bool (B, I, T) marks views that do not exist, or is None.
    """

    descriptors: Tensor
    position: Tensor
    unused: Tensor | None = None

    @property
    def values(self) -> Tensor:
        return self.descriptors.flatten(1, 2)  # (B, I·T, C)

    @property
    def keys(self) -> Tensor:
        return (self.descriptors + self.position.unsqueeze(1)).flatten(1, 2)

    @property
    def bias(self) -> Tensor:
        """(B, I·T): 0, or ``FORBIDDEN`` for what does not exist."""
        if self.unused is None:
            return self.descriptors.new_zeros(self.descriptors.shape[:3]).flatten(1)
        return (self.unused * FORBIDDEN).flatten(1)


class DescriptorDecoder(nn.Module):
    """Layers of pixel updates at stride 8, then the head at stride 4."""

    def __init__(self, channels: int, heads: int, layers: int, align: bool = False, dropout: float = 0.0) -> None:
        super().__init__()
        self.align = align
        self.attn_layers = nn.ModuleList(PixelUpdateLayer(channels, heads, dropout) for _ in range(layers))
        self.conv_4x_reduce = _block(channels, channels // 4, 1)
        self.conv_4x = _block(channels, channels, 3)
        self.instance_query_proj = nn.Linear(channels, channels)
        self.bg_query_proj = nn.Linear(channels, channels)
        half = channels // 2
        self.catch_all_conv = nn.Sequential(
            nn.Conv2d(channels, half, 3, padding=1, bias=False),
            nn.GroupNorm(math.gcd(HEAD_GROUPS, half), half),
            nn.ReLU(),
            nn.Conv2d(half, 1, 1, bias=False),
        )

    def forward(
        self, objects: Memory, background: Memory, f8: Tensor, f4: Tensor, every_layer: bool = False
    ) -> list[Tensor]:
        """Logits (B, 1 + R + I, h, w) at stride 4, ordered: catch-all background, background regions, objects.

        One entry, or with ``every_layer`` one after each layer, the final one last (training).
        """
        height, width = f8.shape[-2:]
        position = pixel_encoding(height, width, f8.shape[1], self.align, f8)
        fine = self.conv_4x_reduce(f4)
        outputs = []
        for index, layer in enumerate(self.attn_layers):
            f8 = layer(f8, position, objects, background)
            if every_layer or index == len(self.attn_layers) - 1:
                outputs.append(self._logits(objects, background, f8, fine))
        return outputs

    def _logits(self, objects: Memory, background: Memory, f8: Tensor, fine: Tensor) -> Tensor:
        """``fine`` (B, C / 4, h, w): the reduced features of stride 4."""
        few = fine.shape[1]
        f = resize(f8, fine.shape[-2:])
        f = self.conv_4x(torch.cat((f[:, :few] + fine, f[:, few:]), dim=1))
        masks = [
            _products(self.bg_query_proj(background.descriptors), background, f),
            _products(self.instance_query_proj(objects.descriptors), objects, f),
        ]
        return torch.cat((self.catch_all_conv(f).float(), *masks), dim=1)


class PixelUpdateLayer(nn.Module):
    """Features mix with their neighbours, then read the descriptors; post-norm."""

    def __init__(self, channels: int, heads: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.self_attn_conv_substitute = nn.Sequential(
            DeformableConvolution(channels), nn.ReLU(), nn.GroupNorm(UPDATE_GROUPS, channels)
        )
        self.k_proj_fg = nn.Linear(channels, channels)
        self.k_proj_bg = nn.Linear(channels, channels)
        self.v_proj_fg = nn.Linear(channels, channels)
        self.v_proj_bg = nn.Linear(channels, channels)
        self.cross_attn = nn.ModuleDict({"q_proj": nn.Linear(channels, channels)})
        self.norm1 = nn.LayerNorm(channels)
        self.norm2 = nn.LayerNorm(channels)
        self.fc1 = nn.Linear(channels, channels)
        self.fc2 = nn.Linear(channels, channels)

    def forward(self, features: Tensor, position: Tensor, objects: Memory, background: Memory) -> Tensor:
        """features (B, C, h, w) with the encoding (1, h·w, C) of their places -> (B, C, h, w)."""
        keys = torch.cat((self.k_proj_fg(objects.keys), self.k_proj_bg(background.keys)), dim=1)
        values = torch.cat((self.v_proj_fg(objects.values), self.v_proj_bg(background.values)), dim=1)
        bias = torch.cat((objects.bias, background.bias), dim=1)
        return self.update(features, position, keys, values, bias[:, None, :, None])

    def update(self, features: Tensor, position: Tensor, keys: Tensor, values: Tensor, bias: Tensor | None) -> Tensor:
        """The layer for projected keys and values (B, N, C) and a bias (B, 1 or heads, N, 1 or h·w) of their logits."""
        features = features + self.self_attn_conv_substitute(features)
        pixels = features.flatten(2).transpose(1, 2)  # (B, h·w, C)
        read = self._read(pixels + position, keys, values, bias)
        pixels = self.norm1(pixels + F.dropout(read, self.dropout, self.training))
        inner = F.dropout(self.fc1(pixels).relu(), self.dropout, self.training)
        pixels = self.norm2(pixels + F.dropout(self.fc2(inner), self.dropout, self.training))
        return pixels.transpose(1, 2).unflatten(2, features.shape[-2:])

    def _read(self, query: Tensor, keys: Tensor, values: Tensor, bias: Tensor | None) -> Tensor:
        """Attention without a projection of its output; logits (B, heads, N, h·w): few keys, many pixels."""
        q = split_heads(self.cross_attn["q_proj"](query), self.heads)
        logits = split_heads(keys, self.heads) @ (q * q.shape[-1] ** -0.5).transpose(-1, -2)
        # As published: dropout falls on the logits, before the softmax.
        logits = F.dropout(logits, self.dropout, self.training)
        if bias is not None:
            logits = logits + bias
        v = split_heads(values, self.heads)
        mixed = logits.softmax(2).to(v.dtype).transpose(-1, -2) @ v  # (B, heads, h·w, C / heads)
        return mixed.transpose(1, 2).flatten(2)


def _products(projected: Tensor, memory: Memory, f: Tensor) -> Tensor:
    """Projected descriptors (B, I, T, C) times features (B, C, h, w), the largest over T: (B, I, h, w)."""
    count, times = projected.shape[1:3]
    products = (projected.flatten(1, 2) * projected.shape[-1] ** -0.5) @ f.flatten(2)  # (B, I·T, h·w)
    products = (products.float() + memory.bias.unsqueeze(-1)).unflatten(1, (count, times))
    return products.amax(2).unflatten(2, f.shape[-2:])


def _block(inputs: int, outputs: int, kernel: int) -> nn.Sequential:
    """As published: the norm comes after the ReLU."""
    convolution = nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, bias=False)
    return nn.Sequential(convolution, nn.ReLU(), nn.GroupNorm(math.gcd(HEAD_GROUPS, outputs), outputs))
