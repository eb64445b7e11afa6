"""From a query to its map: an embedding, multiplied with the mask features (DynaMITe, arXiv 2304.06668, figure 2)."""

from __future__ import annotations

from model.mlp import Mlp


class MaskEmbed(Mlp):
    """A query's embedding for the product with the mask features, as wide as the query."""

    def __init__(self, channels: int) -> None:
        super().__init__(channels, channels)
