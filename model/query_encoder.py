"""The encoder of the interactive transformer: queries read the image, then each other (DynaMITe, arXiv 2304.06668)."""

from __future__ import annotations

from torch import Tensor, nn

from model.attention import CrossAttentionLayer, FeedForwardLayer, SelfAttentionLayer, Turns


class QueryEncoder(nn.Module):
    """Layers of masked cross attention, self attention and feed-forward, by kind (the published names)."""

    def __init__(self, channels: int, heads: int, layers: int, ffn: int) -> None:
        super().__init__()
        self.cross_attention_layers = nn.ModuleList(CrossAttentionLayer(channels, heads) for _ in range(layers))
        self.self_attention_layers = nn.ModuleList(SelfAttentionLayer(channels, heads) for _ in range(layers))
        self.ffn_layers = nn.ModuleList(FeedForwardLayer(channels, ffn) for _ in range(layers))

    def layer(
        self,
        index: int,
        x: Tensor,
        position: Tensor,
        memory: Tensor,
        memory_position: Tensor,
        memory_bias: Tensor,
        self_bias: Tensor | None,
        turns: Turns | None = None,
    ) -> Tensor:
        """Queries x (B, Q, C) after layer ``index``.

        ``memory`` (B, N, C) are the tokens of one level; the biases, (B, 1 or heads, Q, N) and (B, 1 or heads, 1 or Q,
        Q), are added to the logits of cross and self attention. ``turns`` stand for the positions in cross attention.
        """
        x = self.cross_attention_layers[index](x, position, memory, memory_position, memory_bias, turns=turns)
        x = self.self_attention_layers[index](x, position, self_bias)
        return self.ffn_layers[index](x)
