"""A convolution that carries its norm, with the published parameter names (``weight``, ``norm.*``)."""

from __future__ import annotations

from torch import Tensor, nn


class NormedConv(nn.Conv2d):
    """``norm(conv(x))``; the convolution has no bias and keeps the size but for ``stride``."""

    def __init__(
        self, inputs: int, outputs: int, kernel: int, norm: nn.Module, stride: int = 1, dilation: int = 1
    ) -> None:
        super().__init__(inputs, outputs, kernel, stride, dilation * (kernel // 2), dilation, bias=False)
        self.norm = norm
        nn.init.kaiming_uniform_(self.weight, a=1)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(super().forward(x))
