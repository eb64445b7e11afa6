"""Mask2Former's transformer decoder (arXiv 2112.01527, section 3.2): learned queries read three levels in turn.

Each layer: masked cross attention, self attention, feed-forward. A prediction comes before the first and after each.
Parameter names as published.
"""

from __future__ import annotations

from torch import Tensor, nn

from model.attention import CrossAttentionLayer, FeedForwardLayer, SelfAttentionLayer
from model.mask_head import MaskEmbed
from model.masked_attention import mask_bias
from model.positional_encoding import pixel_encoding
from model.universal.config import UniversalConfig
from model.universal.prediction import Prediction


class MaskedDecoder(nn.Module):
    """Levels and mask features in, a class and a map per query out."""

    def __init__(self, config: UniversalConfig, levels: int = 3) -> None:
        super().__init__()
        wide, heads, layers = config.hidden, config.heads, config.layers
        self.wide, self.level_count = wide, levels
        self.transformer_cross_attention_layers = nn.ModuleList(CrossAttentionLayer(wide, heads) for _ in range(layers))
        self.transformer_self_attention_layers = nn.ModuleList(SelfAttentionLayer(wide, heads) for _ in range(layers))
        self.transformer_ffn_layers = nn.ModuleList(FeedForwardLayer(wide, config.ffn) for _ in range(layers))
        self.decoder_norm = nn.LayerNorm(wide)
        self.query_feat = nn.Embedding(config.queries, wide)
        self.query_embed = nn.Embedding(config.queries, wide)
        self.level_embed = nn.Embedding(levels, wide)
        self.class_embed = nn.Linear(wide, config.labels.count + 1)
        self.mask_embed = MaskEmbed(wide)

    def forward(self, levels: list[Tensor], mask_features: Tensor) -> Prediction:
        """levels [F32, F16, F8], each (B, C, h, w); mask features (B, C, H/4, W/4)."""
        memories = self.memories(levels)
        places = [pixel_encoding(x.shape[-2], x.shape[-1], self.wide, False, x) for x in levels]
        x, query_pos = self.start(len(mask_features))
        predictions = [self.predict(x, mask_features)]
        for index, cross in enumerate(self.transformer_cross_attention_layers):
            level = index % self.level_count
            bias = mask_bias(predictions[-1].mask_logits, levels[level].shape[-2:])
            x = self.settle(index, cross(x, query_pos, memories[level], places[level], bias), query_pos)
            predictions.append(self.predict(x, mask_features))
        return with_earlier(predictions)

    def memories(self, levels: list[Tensor]) -> list[Tensor]:
        """The tokens (B, N, C) of each level, with what tells the levels apart."""
        return [x.flatten(2).transpose(1, 2) + self.level_embed.weight[index] for index, x in enumerate(levels)]

    def start(self, images: int) -> tuple[Tensor, Tensor]:
        """Content and position (B, Q, C) of the queries, the same for every image."""
        return (
            self.query_feat.weight.expand(images, -1, -1),
            self.query_embed.weight.expand(images, -1, -1),
        )

    def settle(self, index: int, x: Tensor, query_pos: Tensor) -> Tensor:
        """What follows cross attention in layer ``index``."""
        return self.transformer_ffn_layers[index](self.transformer_self_attention_layers[index](x, query_pos, None))

    def predict(self, x: Tensor, mask_features: Tensor) -> Prediction:
        normed = self.decoder_norm(x)
        maps = (self.mask_embed(normed) @ mask_features.flatten(2)).float()  # (B, Q, h·w)
        return Prediction(self.class_embed(normed).float(), maps.unflatten(2, mask_features.shape[-2:]))


def with_earlier(predictions: list[Prediction]) -> Prediction:
    """The last of ``predictions``, with those before it."""
    *earlier, last = predictions
    return Prediction(last.class_logits, last.mask_logits, tuple(earlier))
