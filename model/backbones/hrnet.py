"""HRNet-W32: branches of all four strides kept side by side and fused again and again (arXiv 1908.07919).

Parameter names as in the official ImageNet file. Sides must be multiples of 32 (nearest upsampling by whole factors).
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn

from model.config import HRNetConfig

STEM = 64
MODULES = {2: 1, 3: 4, 4: 3}
"""Fusion modules of the stages 2 to 4; stage s has s branches."""
BLOCKS = 4


class HRNet(nn.Module):
    """(B, 3, H, W) normalised RGB -> the four branches (B, width·2^i, H / 4·2^i, W / 4·2^i)."""

    def __init__(self, config: HRNetConfig) -> None:
        super().__init__()
        widths = config.channels
        self.conv1, self.bn1 = nn.Conv2d(3, STEM, 3, 2, 1, bias=False), nn.BatchNorm2d(STEM)
        self.conv2, self.bn2 = nn.Conv2d(STEM, STEM, 3, 2, 1, bias=False), nn.BatchNorm2d(STEM)
        first = [Bottleneck(STEM), *(Bottleneck(4 * STEM) for _ in range(3))]
        self.layer1 = nn.Sequential(*first)
        self.transition1 = nn.ModuleList(
            [_conv_bn_relu(4 * STEM, widths[0]), nn.Sequential(_conv_bn_relu(4 * STEM, widths[1], 2))]
        )
        self.stage2 = _stage(2, widths)
        self.transition2 = _new_branch(2, widths)
        self.stage3 = _stage(3, widths)
        self.transition3 = _new_branch(3, widths)
        self.stage4 = _stage(4, widths)

    def forward(self, image: Tensor) -> list[Tensor]:
        x = self.bn1(self.conv1(image)).relu()
        x = self.layer1(self.bn2(self.conv2(x)).relu())
        branches = [transition(x) for transition in self.transition1]
        branches = self._fused(self.stage2, branches)
        branches = self._fused(self.stage3, [*branches, self.transition2[-1](branches[-1])])
        return self._fused(self.stage4, [*branches, self.transition3[-1](branches[-1])])

    @staticmethod
    def _fused(stage: nn.Sequential, branches: list[Tensor]) -> list[Tensor]:
        for module in stage:
            branches = module(branches)
        return branches


class FusionModule(nn.Module):
    """Four residual blocks on every branch, then each branch becomes relu of the sum of all at its own size."""

    def __init__(self, widths: tuple[int, ...]) -> None:
        super().__init__()
        self.branches = nn.ModuleList(nn.Sequential(*(BasicBlock(width) for _ in range(BLOCKS))) for width in widths)
        self.fuse_layers = nn.ModuleList(
            nn.ModuleList(_fuse(source, target, widths) for source in range(len(widths)))
            for target in range(len(widths))
        )

    def forward(self, inputs: list[Tensor]) -> list[Tensor]:
        branches = [branch(x) for branch, x in zip(self.branches, inputs, strict=True)]
        outputs = []
        for target, layers in enumerate(self.fuse_layers):
            assert isinstance(layers, nn.ModuleList)
            size = branches[target].shape[-2:]
            total = None
            for source, layer in enumerate(layers):
                part = layer(branches[source])
                if source > target:
                    part = F.interpolate(part, size=(size[0], size[1]), mode="nearest")
                total = part if total is None else total + part
            assert total is not None
            outputs.append(total.relu())
        return outputs


class BasicBlock(nn.Module):
    """relu(x + bn(conv(relu(bn(conv(x))))))."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width)

    def forward(self, x: Tensor) -> Tensor:
        y = self.bn1(self.conv1(x)).relu()
        return (self.bn2(self.conv2(y)) + x).relu()


class Bottleneck(nn.Module):
    """The bottleneck of stage 1: 64 channels inside, 256 outside."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        outputs = 4 * STEM
        self.conv1, self.bn1 = nn.Conv2d(inputs, STEM, 1, bias=False), nn.BatchNorm2d(STEM)
        self.conv2, self.bn2 = nn.Conv2d(STEM, STEM, 3, 1, 1, bias=False), nn.BatchNorm2d(STEM)
        self.conv3, self.bn3 = nn.Conv2d(STEM, outputs, 1, bias=False), nn.BatchNorm2d(outputs)
        self.downsample = (
            nn.Identity()
            if inputs == outputs
            else nn.Sequential(nn.Conv2d(inputs, outputs, 1, bias=False), nn.BatchNorm2d(outputs))
        )

    def forward(self, x: Tensor) -> Tensor:
        y = self.bn1(self.conv1(x)).relu()
        y = self.bn2(self.conv2(y)).relu()
        return (self.bn3(self.conv3(y)) + self.downsample(x)).relu()


def _stage(branches: int, widths: tuple[int, ...]) -> nn.Sequential:
    return nn.Sequential(*(FusionModule(widths[:branches]) for _ in range(MODULES[branches])))


def _new_branch(branches: int, widths: tuple[int, ...]) -> nn.ModuleList:
    """Old branches go on as they are; the new one starts from the coarsest."""
    new = nn.Sequential(_conv_bn_relu(widths[branches - 1], widths[branches], 2))
    return nn.ModuleList([*(nn.Identity() for _ in range(branches)), new])


def _fuse(source: int, target: int, widths: tuple[int, ...]) -> nn.Module:
    """What brings branch ``source`` to the width (and, where it is finer, the size) of branch ``target``."""
    if source == target:
        return nn.Identity()
    if source > target:
        return nn.Sequential(nn.Conv2d(widths[source], widths[target], 1, bias=False), nn.BatchNorm2d(widths[target]))
    same = [_conv_bn_relu(widths[source], widths[source], 2) for _ in range(target - source - 1)]
    last = nn.Sequential(nn.Conv2d(widths[source], widths[target], 3, 2, 1, bias=False), nn.BatchNorm2d(widths[target]))
    return nn.Sequential(*same, last)


def _conv_bn_relu(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())
