"""The transformer of DETR (arXiv 2005.12872, figure 10): pixels attend to pixels, then queries to both.

Post-norm; positions enter queries and keys of every attention, never values. Padding is never attended to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor, nn

from model.attention import MultiheadAttention


class Sizes(Protocol):
    """Those of an encoder or a decoder: the width, heads and layers of its attention, and the width of its FFN."""

    @property
    def hidden(self) -> int: ...
    @property
    def heads(self) -> int: ...
    @property
    def layers(self) -> int: ...
    @property
    def ffn(self) -> int: ...


@dataclass(frozen=True)
class EncoderSizes:
    """Sizes of an encoder that has others than the rest of its network."""

    hidden: int
    heads: int
    layers: int
    ffn: int


class DetrTransformer(nn.Module):
    """Pixels of the last feature map and learned query positions -> queries and encoded pixels."""

    def __init__(self, config: Sizes) -> None:
        super().__init__()
        self.encoder = Encoder(config)
        self.decoder = Decoder(config)

    def forward(self, pixels: Tensor, pos: Tensor, query_pos: Tensor, padding: Tensor) -> tuple[Tensor, Tensor]:
        """pixels and pos (B, N, C), query_pos (Q, C), padding bool (B, N) -> queries (B, Q, C), memory (B, N, C)."""
        bias = torch.zeros_like(padding, dtype=pixels.dtype).masked_fill(padding, float("-inf"))[:, None, None]
        memory = self.encoder(pixels, pos, bias)
        return self.decoder(memory, pos, query_pos, bias), memory


class Encoder(nn.Module):
    """Self-attention among pixels; as published, without a norm at the end."""

    def __init__(self, config: Sizes) -> None:
        super().__init__()
        self.layers = nn.ModuleList(EncoderLayer(config) for _ in range(config.layers))

    def forward(self, x: Tensor, pos: Tensor, bias: Tensor | None = None) -> Tensor:
        for layer in self.layers:
            x = layer(x, pos, bias)
        return x


class EncoderLayer(nn.Module):
    """One layer over pixels (B, N, C)."""

    def __init__(self, config: Sizes) -> None:
        super().__init__()
        self.self_attn = MultiheadAttention(config.hidden, config.heads)
        self.linear1 = nn.Linear(config.hidden, config.ffn)
        self.linear2 = nn.Linear(config.ffn, config.hidden)
        self.norm1 = nn.LayerNorm(config.hidden)
        self.norm2 = nn.LayerNorm(config.hidden)

    def forward(self, x: Tensor, pos: Tensor, bias: Tensor | None) -> Tensor:
        placed = x + pos
        x = self.norm1(x + self.self_attn(placed, placed, x, bias))
        return self.norm2(x + self.linear2(self.linear1(x).relu()))


class Decoder(nn.Module):
    """Queries start as zeros and differ by their positions alone; one norm at the end."""

    def __init__(self, config: Sizes) -> None:
        super().__init__()
        self.layers = nn.ModuleList(DecoderLayer(config) for _ in range(config.layers))
        self.norm = nn.LayerNorm(config.hidden)

    def forward(self, memory: Tensor, pos: Tensor, query_pos: Tensor, bias: Tensor) -> Tensor:
        *_, x = self.states(memory, pos, query_pos, bias)
        return self.norm(x)

    def states(self, memory: Tensor, pos: Tensor, query_pos: Tensor, bias: Tensor | None = None) -> Iterator[Tensor]:
        """The queries (B, Q, C) after each layer, before the norm."""
        x = torch.zeros_like(query_pos).expand(len(memory), -1, -1)
        placed = memory + pos
        for layer in self.layers:
            x = layer(x, query_pos, memory, placed, bias)
            yield x


class DecoderLayer(nn.Module):
    """Queries (B, Q, C) attend to each other, then to pixels (B, N, C)."""

    def __init__(self, config: Sizes) -> None:
        super().__init__()
        self.self_attn = MultiheadAttention(config.hidden, config.heads)
        self.multihead_attn = MultiheadAttention(config.hidden, config.heads)
        self.linear1 = nn.Linear(config.hidden, config.ffn)
        self.linear2 = nn.Linear(config.ffn, config.hidden)
        self.norm1 = nn.LayerNorm(config.hidden)
        self.norm2 = nn.LayerNorm(config.hidden)
        self.norm3 = nn.LayerNorm(config.hidden)

    def forward(self, x: Tensor, query_pos: Tensor, memory: Tensor, placed: Tensor, bias: Tensor | None) -> Tensor:
        """``placed`` is the memory with its positions added."""
        query = x + query_pos
        x = self.norm1(x + self.self_attn(query, query, x))
        x = self.norm2(x + self.multihead_attn(x + query_pos, placed, memory, bias))
        return self.norm3(x + self.linear2(self.linear1(x).relu()))
