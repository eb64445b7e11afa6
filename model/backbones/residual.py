"""A plain residual backbone of full 3x3 convolutions (He et al., arXiv 1512.03385), sized for CPUs.

Full convolutions, not depthwise ones: at these widths they train and run faster on a CPU per unit of accuracy, and
their batch norms fold into them at export.
"""

from __future__ import annotations

from torch import Tensor, nn

from model.config import ResidualConfig


class ResidualBackbone(nn.Module):
    """(B, 3, H, W) normalised RGB -> four maps (B, channels[i], H / 4·2^i, W / 4·2^i)."""

    def __init__(self, config: ResidualConfig) -> None:
        super().__init__()
        self.stem = nn.Sequential(_conv(3, config.stem, 2), nn.ReLU(inplace=True))
        stages = []
        width = config.stem
        for channels, depth in zip(config.channels, config.depths, strict=True):
            blocks: list[nn.Module] = [ResidualBlock(width, channels, 2)]
            blocks += [ResidualBlock(channels, channels, 1) for _ in range(depth - 1)]
            stages.append(nn.Sequential(*blocks))
            width = channels
        self.stages = nn.ModuleList(stages)

    def forward(self, image: Tensor) -> list[Tensor]:
        x = self.stem(image)
        outputs = []
        for stage in self.stages:
            x = stage(x)
            outputs.append(x)
        return outputs


class ResidualBlock(nn.Module):
    """relu(shortcut(x) + conv(relu(conv(x)))); the shortcut is a strided 1x1 convolution where the shape changes."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.first = _conv(inputs, outputs, stride)
        self.second = _conv(outputs, outputs, 1)
        self.relu = nn.ReLU(inplace=True)
        same = inputs == outputs and stride == 1
        self.shortcut = nn.Identity() if same else _conv(inputs, outputs, stride, kernel=1)
        norm = self.second[1]
        assert isinstance(norm, nn.BatchNorm2d)
        nn.init.zeros_(norm.weight)  # every block starts as its shortcut

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.second(self.relu(self.first(x)))
        return self.relu(y + self.shortcut(x))


def _conv(inputs: int, outputs: int, stride: int, kernel: int = 3) -> nn.Sequential:
    conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    nn.init.kaiming_normal_(conv.weight, mode="fan_out", nonlinearity="relu")
    return nn.Sequential(conv, nn.BatchNorm2d(outputs))
