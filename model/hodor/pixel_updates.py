"""HODOR's pixel updates after DynaMITe's layers: ``TransformerConfig.kind = "m2f+hodor_dec"``.

They stand for the reverse attention: the mask features, at stride 4, also mix with their neighbours, and read objects
and background through projections of their own.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from model.config import ModelConfig
from model.hodor.decoder import PixelUpdateLayer
from model.hodor.transformer import check_sizes
from model.interactive_transformer import InteractiveTransformer, Queries
from model.positional_encoding import pixel_encoding


class HodorPixels(InteractiveTransformer):
    """Features and clicks in, one map per query out."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config)
        check_sizes(config)
        part = config.transformer
        del self.decoder  # the reverse attention, for which these stand
        self.pixel_updates = nn.ModuleList(
            PixelUpdateLayer(config.hidden, part.heads) for _ in range(part.decoder_layers)
        )

    def _decode(self, x: Tensor, queries: Queries, mask_features: Tensor, basis: Tensor | None) -> Tensor:
        height, width = mask_features.shape[-2:]
        position = pixel_encoding(height, width, self.hidden, self.config.align, mask_features)
        is_object = (queries.owner >= 0).unsqueeze(-1)
        located = x + queries.position
        for index, layer in enumerate(self.pixel_updates):
            assert isinstance(layer, PixelUpdateLayer)
            keys = torch.where(is_object, layer.k_proj_fg(located), layer.k_proj_bg(located))
            values = torch.where(is_object, layer.v_proj_fg(x), layer.v_proj_bg(x))
            bias = self._pixel_bias(index, queries, basis)
            mask_features = layer.update(mask_features, position, keys, values, bias)
        return mask_features
