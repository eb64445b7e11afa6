"""From a query to its map: an embedding, multiplied with the mask features (DynaMITe, arXiv 2304.06668, figure 2)."""

from __future__ import annotations

from torch import Tensor, nn


class MaskEmbed(nn.Module):
    """Three linear layers with ReLU between: a query's embedding for the product with the mask features."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(channels, channels) for _ in range(3))

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers[:-1]:
            x = layer(x).relu()
        return self.layers[-1](x)
