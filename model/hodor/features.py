"""HODOR's feature extractor: Swin, a feature pyramid, a group norm per level (arXiv 2112.09131, section 3)."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn

from model.backbones.swin import Swin
from model.config import SwinConfig

STRIDES = (4, 8, 16, 32)
GROUPS = 16


class FeatureExtractor(nn.Module):
    """Normalised RGB (B, 3, H, W), sides multiples of 32 -> {stride: (B, C, H / stride, W / stride)}."""

    def __init__(self, config: SwinConfig, channels: int) -> None:
        super().__init__()
        self.bb_fpn = nn.Sequential(Swin(config), FeaturePyramid(config.channels, channels))
        self.norm_layers = nn.ModuleList(nn.GroupNorm(GROUPS, channels) for _ in STRIDES)

    def forward(self, image: Tensor) -> dict[int, Tensor]:
        levels = self.bb_fpn(image)
        return {stride: norm(x) for stride, norm, x in zip(STRIDES, self.norm_layers, levels, strict=True)}


class FeaturePyramid(nn.Module):
    """Coarse levels are added to finer ones (Lin et al., arXiv 1612.03144): no norms, nearest neighbour."""

    def __init__(self, inputs: tuple[int, ...], channels: int) -> None:
        super().__init__()
        self.lateral_convs = nn.ModuleList(_named(nn.Conv2d(each, channels, 1)) for each in inputs)
        self.fpn_convs = nn.ModuleList(_named(nn.Conv2d(channels, channels, 3, padding=1)) for _ in inputs)

    def forward(self, levels: list[Tensor]) -> list[Tensor]:
        """Maps of a backbone, finest first -> as many maps of one width."""
        merged = [lateral(level) for lateral, level in zip(self.lateral_convs, levels, strict=True)]
        for index in range(len(merged) - 1, 0, -1):
            fine_hw = merged[index - 1].shape[-2:]
            merged[index - 1] = merged[index - 1] + F.interpolate(merged[index], size=fine_hw, mode="nearest")
        return [convolution(x) for convolution, x in zip(self.fpn_convs, merged, strict=True)]


def _named(convolution: nn.Conv2d) -> nn.Sequential:
    """The published files call each of these convolutions ``conv``."""
    wrapped = nn.Sequential()
    wrapped.add_module("conv", convolution)
    return wrapped
