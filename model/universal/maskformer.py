"""MaskFormer (arXiv 2107.06278): classes of masks instead of classes of pixels, with DETR's decoder.

Queries read one map at stride 32 without masks; each layer's output goes through the same final norm.
"""

from __future__ import annotations

from torch import Tensor, nn

from model.backbones import build_backbone
from model.mask_head import MaskEmbed
from model.positional_encoding import pixel_encoding
from model.universal.config import UniversalConfig
from model.universal.detr_transformer import Decoder
from model.universal.masked_decoder import with_earlier
from model.universal.maskformer_pixels import MaskFormerPixels
from model.universal.prediction import Prediction


class PlainDecoder(nn.Module):
    """One map (B, C', h, w) and mask features in, a class and a map per query out; names as published."""

    def __init__(self, config: UniversalConfig) -> None:
        super().__init__()
        wide = config.hidden
        self.wide = wide
        self.query_embed = nn.Embedding(config.queries, wide)
        self.input_proj = nn.Identity() if config.encoder_layers else nn.Conv2d(config.backbone.channels[-1], wide, 1)
        self.transformer = nn.ModuleDict({"decoder": Decoder(config)})
        self.class_embed = nn.Linear(wide, config.labels.count + 1)
        self.mask_embed = MaskEmbed(wide)

    def forward(self, memory: Tensor, mask_features: Tensor) -> Prediction:
        x = self.input_proj(memory)
        place = pixel_encoding(x.shape[-2], x.shape[-1], self.wide, False, x)
        decoder = self.transformer["decoder"]
        assert isinstance(decoder, Decoder)
        states = decoder.states(x.flatten(2).transpose(1, 2), place, self.query_embed.weight)
        return with_earlier([self.predict(decoder.norm(state), mask_features) for state in states])

    def predict(self, queries: Tensor, mask_features: Tensor) -> Prediction:
        maps = self.mask_embed(queries) @ mask_features.flatten(2)  # (B, Q, h·w)
        return Prediction(self.class_embed(queries), maps.unflatten(2, mask_features.shape[-2:]))


class MaskFormer(nn.Module):
    """Normalised RGB (B, 3, H, W) -> a class and a map per query."""

    def __init__(self, config: UniversalConfig) -> None:
        super().__init__()
        self.config = config
        self.backbone = build_backbone(config.backbone)
        self.sem_seg_head = nn.ModuleDict(
            {"pixel_decoder": MaskFormerPixels(config), "predictor": PlainDecoder(config)}
        )

    def forward(self, image: Tensor) -> Prediction:
        memory, mask_features = self.sem_seg_head["pixel_decoder"](self.backbone(image))
        prediction: Prediction = self.sem_seg_head["predictor"](memory, mask_features)
        return prediction
