"""The pixel decoder: deformable attention over three levels, a fine level, and mask features.

Mask2Former's decoder (arXiv 2112.01527), for interactive networks with DynaMITe's refinement branch; parameter names as
published.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model.bilinear import resize
from model.config import PixelDecoderConfig
from model.deformable_attention import DeformableAttention
from model.normed_conv import NormedConv
from model.positional_encoding import pixel_encoding

LEVELS = 3


class PixelDecoder(nn.Module):
    """Four maps at strides 4..32 -> ([F32, F16, F8], mask features at stride 4), all ``wide``.

    ``channels`` are those of the backbone. ``refined`` adds the coarse levels to the mask features once more.
    """

    def __init__(
        self,
        channels: tuple[int, int, int, int],
        wide: int,
        part: PixelDecoderConfig,
        align: bool = False,
        refined: bool = False,
    ) -> None:
        super().__init__()
        self.align, self.wide = align, wide
        self.input_proj = nn.ModuleList(
            nn.Sequential(nn.Conv2d(channels[3 - level], wide, 1), nn.GroupNorm(part.groups, wide))
            for level in range(LEVELS)
        )
        self.transformer = DeformableEncoder(wide, part.layers, part.heads, part.points, part.ffn)
        self.fine_levels = part.fine_levels
        for level in range(1, part.fine_levels + 1):
            adapter_norm, layer_norm = nn.GroupNorm(part.groups, wide), nn.GroupNorm(part.groups, wide)
            self.add_module(f"adapter_{level}", NormedConv(channels[level - 1], wide, 1, adapter_norm))
            self.add_module(f"layer_{level}", NormedConv(wide, wide, 3, layer_norm))
        self.mask_features = nn.Conv2d(wide, wide, 1)
        self.refine = nn.ModuleList(nn.Conv2d(wide, wide, 3, padding=1) for _ in range(LEVELS)) if refined else None

    def forward(self, features: list[Tensor]) -> tuple[list[Tensor], Tensor]:
        coarse = [project(features[3 - level]) for level, project in enumerate(self.input_proj)]
        places = [pixel_encoding(x.shape[-2], x.shape[-1], self.wide, self.align, x) for x in coarse]
        out = self.with_fine(self.transformer(coarse, places), features)
        return out[:LEVELS], self._mask_features(out)

    def with_fine(self, out: list[Tensor], features: list[Tensor]) -> list[Tensor]:
        """The levels ``out`` and, after them, finer ones: each a map of the backbone plus the last level, smoothed."""
        for level in range(self.fine_levels, 0, -1):
            adapter, layer = self.get_submodule(f"adapter_{level}"), self.get_submodule(f"layer_{level}")
            fine = adapter(features[level - 1])
            out = [*out, F.relu(layer(fine + resize(out[-1], fine.shape[-2:])))]
        return out

    def _mask_features(self, out: list[Tensor]) -> Tensor:
        if self.refine is None:
            return self.mask_features(out[-1])
        levels = out[::-1][1:4]
        target = levels[0].shape[-2:]
        refined = self.refine[0](levels[0])
        for convolution, level in zip(list(self.refine)[1:], levels[1:], strict=True):
            refined = refined + resize(convolution(level), target)
        return self.mask_features(resize(refined, out[-1].shape[-2:]) + out[-1])


class DeformableEncoder(nn.Module):
    """Deformable self attention over the tokens of three maps, coarsest first."""

    def __init__(self, channels: int, layers: int, heads: int, points: int, ffn: int) -> None:
        super().__init__()
        self.level_embed = nn.Parameter(torch.randn(LEVELS, channels))
        stack = (DeformableEncoderLayer(channels, heads, points, ffn) for _ in range(layers))
        self.encoder = nn.ModuleDict({"layers": nn.ModuleList(stack)})

    def forward(self, maps: list[Tensor], places: list[Tensor]) -> list[Tensor]:
        """maps (B, C, h, w) and the positions of their cells (B or 1, h·w, C) -> as many maps."""
        sizes = [(x.shape[-2], x.shape[-1]) for x in maps]
        tokens = torch.cat([x.flatten(2).transpose(1, 2) for x in maps], dim=1)  # (B, N, C)
        positions = torch.cat([place + self.level_embed[level] for level, place in enumerate(places)], dim=1)
        reference = torch.cat([_cell_centres(h, w, tokens) for h, w in sizes], dim=0)
        layers = self.encoder["layers"]
        assert isinstance(layers, nn.ModuleList)
        for layer in layers:
            tokens = layer(tokens, positions, reference, sizes)
        split = tokens.transpose(1, 2).split([h * w for h, w in sizes], dim=-1)
        return [x.unflatten(-1, (h, w)) for x, (h, w) in zip(split, sizes, strict=True)]


class DeformableEncoderLayer(nn.Module):
    """LN(x + MSDA(x + pos, x)), then LN(x + W2 relu(W1 x))."""

    def __init__(self, channels: int, heads: int, points: int, ffn: int) -> None:
        super().__init__()
        self.self_attn = DeformableAttention(channels, heads, LEVELS, points)
        self.norm1 = nn.LayerNorm(channels)
        self.linear1 = nn.Linear(channels, ffn)
        self.linear2 = nn.Linear(ffn, channels)
        self.norm2 = nn.LayerNorm(channels)

    def forward(self, x: Tensor, pos: Tensor, reference_xy: Tensor, sizes_hw: list[tuple[int, int]]) -> Tensor:
        x = self.norm1(x + self.self_attn(x + pos, reference_xy, x, sizes_hw))
        return self.norm2(x + self.linear2(self.linear1(x).relu()))


def _cell_centres(height: int, width: int, like: Tensor) -> Tensor:
    y = (torch.arange(height, device=like.device, dtype=torch.float32) + 0.5) / height
    x = (torch.arange(width, device=like.device, dtype=torch.float32) + 0.5) / width
    grid = torch.stack((x[None, :].expand(height, width), y[:, None].expand(height, width)), dim=-1)
    return grid.reshape(height * width, 2)
