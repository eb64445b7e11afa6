"""MaskFormer's pixel decoder (arXiv 2107.06278): a feature pyramid, for some networks behind an encoder over res5."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn

from model.normed_conv import NormedConv
from model.positional_encoding import pixel_encoding
from model.universal.config import UniversalConfig
from model.universal.detr_transformer import Encoder, EncoderSizes

LEVELS = 4


class MaskFormerPixels(nn.Module):
    """Four maps at strides 4..32 -> what the queries read (B, C', H/32, W/32), and mask features (B, C, H/4, W/4).

    With an encoder (``encoder_layers``) queries read what it made of res5, otherwise res5 itself. ``layer_4`` stands
    for the coarsest level, ``layer_1`` for the finest; parameter names as published.
    """

    def __init__(self, config: UniversalConfig) -> None:
        super().__init__()
        wide, groups, channels = config.hidden, config.pixel_decoder.groups, config.backbone.channels
        self.has_encoder, self.wide = config.encoder_layers > 0, wide
        for level in range(1, LEVELS):
            self.add_module(f"adapter_{level}", NormedConv(channels[level - 1], wide, 1, nn.GroupNorm(groups, wide)))
            self.add_module(f"layer_{level}", NormedConv(wide, wide, 3, nn.GroupNorm(groups, wide)))
        coarsest = wide if self.has_encoder else channels[-1]
        self.layer_4 = NormedConv(coarsest, wide, 3, nn.GroupNorm(groups, wide))
        self.mask_features = nn.Conv2d(wide, wide, 3, padding=1)
        if self.has_encoder:
            sizes = EncoderSizes(wide, config.heads, config.encoder_layers, config.ffn)
            self.input_proj = nn.Conv2d(channels[-1], wide, 1)
            self.transformer = nn.ModuleDict({"encoder": Encoder(sizes)})

    def forward(self, features: list[Tensor]) -> tuple[Tensor, Tensor]:
        memory = self._encoded(features[-1]) if self.has_encoder else features[-1]
        x = self.layer_4(memory).relu()
        for level in range(LEVELS - 1, 0, -1):
            fine = self.get_submodule(f"adapter_{level}")(features[level - 1])
            x = fine + F.interpolate(x, size=fine.shape[-2:], mode="nearest")
            x = self.get_submodule(f"layer_{level}")(x).relu()
        return memory, self.mask_features(x)

    def _encoded(self, res5: Tensor) -> Tensor:
        x = self.input_proj(res5)
        height, width = x.shape[-2:]
        place = pixel_encoding(height, width, self.wide, False, x)
        tokens = self.transformer["encoder"](x.flatten(2).transpose(1, 2), place)
        return tokens.transpose(1, 2).unflatten(2, (height, width))
