"""The decoder of the interactive transformer, reverse attention: pixels read the queries (DynaMITe, arXiv 2304.06668).

It updates the mask features, not the queries; there is no self attention among pixels.
"""

from __future__ import annotations

from collections.abc import Iterable

from torch import Tensor, nn

from model.attention import CrossAttentionLayer, FeedForwardLayer


class ReverseAttention(nn.Module):
    """Layers of cross attention and feed-forward, by kind (the published names)."""

    def __init__(self, channels: int, heads: int, layers: int, ffn: int, mix: bool) -> None:
        super().__init__()
        self.cross_attention_layers = nn.ModuleList(CrossAttentionLayer(channels, heads) for _ in range(layers))
        self.ffn_layers = nn.ModuleList(FeedForwardLayer(channels, ffn, mix) for _ in range(layers))

    def forward(
        self,
        mask_features: Tensor,
        position: Tensor,
        x: Tensor,
        query_position: Tensor,
        biases: Iterable[Tensor | None],
    ) -> Tensor:
        """Mask features (B, C, h, w) that have read the queries x (B, Q, C).

        ``position`` (1, h·w, C) encodes the pixels; ``biases``, one a layer, are (B, 1 or heads, Q, 1 or h·w).
        """
        grid_hw = mask_features.shape[-2:]
        pixels = mask_features.flatten(2).transpose(1, 2)  # (B, h·w, C)
        for attention, feed_forward, bias in zip(self.cross_attention_layers, self.ffn_layers, biases, strict=True):
            pixels = attention(pixels, position, x, query_position, bias, few_keys=True)
            pixels = feed_forward(pixels, grid_hw)
        return pixels.transpose(1, 2).unflatten(2, grid_hw)
