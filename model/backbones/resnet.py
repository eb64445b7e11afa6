"""ResNet-50 with frozen batch norms (He et al., arXiv 1512.03385), stride in the 3x3 convolution.

Parameter names as in the published DynaMITe and Mask2Former files: ``stem``, ``res2`` to ``res5``.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model.config import ResNetConfig
from model.normed_conv import NormedConv

STEM = 64


class ResNet(nn.Module):
    """(B, 3, H, W) normalised RGB -> four maps (B, 256·2^i, H / 4·2^i, W / 4·2^i), sides rounded up.

    ``dilated`` keeps the last stage at stride 16 and spreads its 3x3 convolutions, all but the first (DC5 of DETR).
    """

    def __init__(self, config: ResNetConfig, dilated: bool = False) -> None:
        super().__init__()
        self.stem = Stem()
        width = STEM
        self._stages = [f"res{i}" for i in range(2, 6)]
        for index, (name, depth) in enumerate(zip(self._stages, config.depths, strict=True)):
            outputs = config.channels[index]
            keeps_size = dilated and name == "res5"
            blocks = [Bottleneck(width, outputs, 1 if index == 0 or keeps_size else 2)]
            blocks += [Bottleneck(outputs, outputs, 1, 2 if keeps_size else 1) for _ in range(depth - 1)]
            self.add_module(name, nn.Sequential(*blocks))
            width = outputs

    def forward(self, image: Tensor) -> list[Tensor]:
        x = self.stem(image)
        outputs = []
        for name in self._stages:
            x = self.get_submodule(name)(x)
            outputs.append(x)
        return outputs


class Stem(nn.Module):
    """7x7 convolution and 3x3 maximum, together stride 4."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = NormedConv(3, STEM, 7, FrozenBatchNorm(STEM), stride=2)

    def forward(self, image: Tensor) -> Tensor:
        return F.max_pool2d(self.conv1(image).relu(), kernel_size=3, stride=2, padding=1)


class Bottleneck(nn.Module):
    """relu(shortcut(x) + 1x1(relu(3x3(relu(1x1(x)))))); the shortcut is a 1x1 convolution where the shape changes."""

    def __init__(self, inputs: int, outputs: int, stride: int, dilation: int = 1) -> None:
        super().__init__()
        inner = outputs // 4
        self.conv1 = NormedConv(inputs, inner, 1, FrozenBatchNorm(inner))
        self.conv2 = NormedConv(inner, inner, 3, FrozenBatchNorm(inner), stride, dilation)
        self.conv3 = NormedConv(inner, outputs, 1, FrozenBatchNorm(outputs))
        self.shortcut = (
            nn.Identity()
            if inputs == outputs
            else NormedConv(inputs, outputs, 1, FrozenBatchNorm(outputs), stride=stride)
        )

    def forward(self, x: Tensor) -> Tensor:
        y = self.conv2(self.conv1(x).relu()).relu()
        return (self.conv3(y) + self.shortcut(x)).relu()


class FrozenBatchNorm(nn.Module):
    """Batch norm whose statistics and affine part are constants (buffers), eps 1e-5."""

    weight: Tensor
    bias: Tensor
    running_mean: Tensor
    running_var: Tensor

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.register_buffer("weight", torch.ones(channels))
        self.register_buffer("bias", torch.zeros(channels))
        self.register_buffer("running_mean", torch.zeros(channels))
        self.register_buffer("running_var", torch.ones(channels))

    def forward(self, x: Tensor) -> Tensor:
        return F.batch_norm(x, self.running_mean, self.running_var, self.weight, self.bias, training=False, eps=1e-5)
