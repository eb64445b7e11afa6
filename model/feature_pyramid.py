"""A feature pyramid of plain convolutions (arXiv 1612.03144): the pixel decoder of networks that run on CPUs.

On a CPU deformable attention costs more than all convolutions here together, and at these widths it brings nothing.
"""

from __future__ import annotations

from torch import Tensor, nn

from model.bilinear import resize
from model.config import ModelConfig


class FeaturePyramid(nn.Module):
    """Four maps at strides 4..32 -> ([F32, F16, F8], mask features at stride 8, F4), all C wide."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        wide, groups = config.hidden, config.pixel_decoder.groups
        channels = config.backbone.channels
        self.lateral = nn.ModuleList(
            nn.Sequential(nn.Conv2d(inputs, wide, 1, bias=False), nn.GroupNorm(groups, wide)) for inputs in channels
        )
        self.smooth = nn.ModuleList(
            nn.Sequential(nn.Conv2d(wide, wide, 3, padding=1, bias=False), nn.GroupNorm(groups, wide), nn.ReLU())
            for _ in channels
        )
        self.context = nn.Sequential(nn.Linear(channels[-1], wide), nn.ReLU(), nn.Linear(wide, wide))
        self.mask_features = nn.Conv2d(wide, wide, 1)

    def forward(self, features: list[Tensor]) -> tuple[list[Tensor], Tensor, Tensor]:
        context = self.context(features[-1].mean((2, 3)))  # (B, C): the whole image at once
        x = self.smooth[-1](self.lateral[-1](features[-1]) + context[..., None, None])
        levels = [x]
        for index in range(len(features) - 2, -1, -1):
            fine = self.lateral[index](features[index])
            x = self.smooth[index](fine + resize(x, fine.shape[-2:]))
            levels.append(x)
        return levels[:-1], self.mask_features(levels[-2]), levels[-1]
