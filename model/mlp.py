"""Three linear layers with ReLU between, under the parameter names of the published networks (``layers.0`` to ``.2``)."""

from __future__ import annotations

from torch import Tensor, nn


class Mlp(nn.Module):
    """(..., channels) -> (..., outputs); the layers between are as wide as the input."""

    def __init__(self, channels: int, outputs: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(channels, width) for width in (channels, channels, outputs))

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers[:-1]:
            x = layer(x).relu()
        return self.layers[-1](x)
