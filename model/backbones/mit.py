"""MiT, SegFormer's encoder: overlapping patches and attention with reduced keys (Xie et al., arXiv 2105.15203).

Parameter names as in the official files.
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn

from model.config import MitConfig
from model.drop_path import DropPath, drop_path_rates

MLP_RATIO = 4
BLOCK_EPS = 1e-6
STAGES = 4
FROZEN = ("patch_embed1", "block1", "norm1")
"""The first stage keeps its ImageNet weights in training, as in the published DynaMITe."""


class Mit(nn.Module):
    """(B, 3, H, W) normalised RGB -> four maps (B, channels[i], H / 4·2^i, W / 4·2^i)."""

    def __init__(self, config: MitConfig) -> None:
        super().__init__()
        rates = drop_path_rates(config.drop_path, config.depths)
        width = 3
        for index, channels in enumerate(config.channels):
            kernel, stride = (7, 4) if index == 0 else (3, 2)
            heads, reduction = config.heads[index], config.reductions[index]
            blocks = nn.ModuleList(Block(channels, heads, reduction, rate) for rate in rates[index])
            self.add_module(f"patch_embed{index + 1}", OverlapPatchEmbed(width, channels, kernel, stride))
            self.add_module(f"block{index + 1}", blocks)
            self.add_module(f"norm{index + 1}", nn.LayerNorm(channels, eps=BLOCK_EPS))
            width = channels
        for part in FROZEN:
            self.get_submodule(part).requires_grad_(False)

    def forward(self, image: Tensor) -> list[Tensor]:
        x, outputs = image, []
        for stage in range(1, STAGES + 1):
            x = self.get_submodule(f"patch_embed{stage}")(x)  # (B, h, w, C)
            blocks = self.get_submodule(f"block{stage}")
            assert isinstance(blocks, nn.ModuleList)
            for block in blocks:
                x = block(x)
            x = self.get_submodule(f"norm{stage}")(x).permute(0, 3, 1, 2)
            outputs.append(x)
        return outputs


class OverlapPatchEmbed(nn.Module):
    """A strided convolution whose patches overlap, then layer norm: (B, C, H, W) -> (B, h, w, C')."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int) -> None:
        super().__init__()
        self.proj = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2)
        self.norm = nn.LayerNorm(outputs)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(self.proj(x).permute(0, 2, 3, 1))


class Block(nn.Module):
    """x + attention(LN(x)), then x + mlp(LN(x)), on (B, h, w, C)."""

    def __init__(self, channels: int, heads: int, reduction: int, drop_path: float) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(channels, eps=BLOCK_EPS)
        self.attn = ReducedAttention(channels, heads, reduction)
        self.norm2 = nn.LayerNorm(channels, eps=BLOCK_EPS)
        self.mlp = MixFeedForward(channels)
        self.drop_path = DropPath(drop_path)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.drop_path(self.attn(self.norm1(x)))
        return x + self.drop_path(self.mlp(self.norm2(x)))


class ReducedAttention(nn.Module):
    """Self attention whose keys and values come from a map that is ``reduction`` times smaller on each side."""

    def __init__(self, channels: int, heads: int, reduction: int) -> None:
        super().__init__()
        self.heads = heads
        self.q = nn.Linear(channels, channels)
        self.kv = nn.Linear(channels, 2 * channels)
        self.proj = nn.Linear(channels, channels)
        self.is_reduced = reduction > 1
        if self.is_reduced:
            self.sr = nn.Conv2d(channels, channels, reduction, reduction)
            self.norm = nn.LayerNorm(channels)

    def forward(self, x: Tensor) -> Tensor:
        memory = self.norm(self.sr(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)) if self.is_reduced else x
        key, value = self.kv(memory).flatten(1, 2).chunk(2, dim=-1)
        query = self.q(x).flatten(1, 2)
        mixed = F.scaled_dot_product_attention(self._split(query), self._split(key), self._split(value))
        return self.proj(mixed.transpose(1, 2).flatten(2)).unflatten(1, (x.shape[1], x.shape[2]))

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.heads, x.shape[-1] // self.heads)).transpose(1, 2)  # (B, heads, N, C / heads)


class MixFeedForward(nn.Module):
    """W2 gelu(depthwise 3x3(W1 x)): the convolution is what tells positions."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        inner = MLP_RATIO * channels
        self.fc1 = nn.Linear(channels, inner)
        self.dwconv = DepthwiseConv(inner)
        self.fc2 = nn.Linear(inner, channels)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(F.gelu(self.dwconv(self.fc1(x))))


class DepthwiseConv(nn.Module):
    """A 3x3 convolution of each channel by itself, on (B, h, w, C)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.dwconv = nn.Conv2d(channels, channels, 3, padding=1, groups=channels)

    def forward(self, x: Tensor) -> Tensor:
        return self.dwconv(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)
