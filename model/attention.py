"""Multi-head attention with the parameter names of the published networks, and an additive bias on its logits."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model.queries.rotation import rotate

Turns = tuple[Tensor, Tensor]
"""Angles of queries (B, Q, pairs) and of keys (B or 1, N, pairs) that rotate them before their product."""


class MultiheadAttention(nn.Module):
    """softmax(q·k / sqrt(d) + bias)·v with the packed ``in_proj_weight`` (rows: q, k, v)."""

    def __init__(self, channels: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.in_proj_weight = nn.Parameter(torch.empty(3 * channels, channels))
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * channels))
        self.out_proj = nn.Linear(channels, channels)
        nn.init.xavier_uniform_(self.in_proj_weight)
        nn.init.zeros_(self.out_proj.bias)

    def forward(
        self,
        query: Tensor,
        key: Tensor,
        value: Tensor,
        bias: Tensor | None = None,
        few_keys: bool = False,
        turns: Turns | None = None,
    ) -> Tensor:
        """query (B, Q, C), key and value (B, N, C), bias broadcastable to (B, heads, Q, N) -> (B, Q, C).

        ``few_keys`` says that N is small and Q large (pixels that read clicks). Then the bias is (B, heads, N, Q) and
        the softmax runs over the outer axis, which vectorises: 3 times faster for 4096 x 13 on a CPU.
        """
        return self.attend(query, key, value, bias, few_keys, turns)[0]

    def attend(
        self,
        query: Tensor,
        key: Tensor,
        value: Tensor,
        bias: Tensor | None = None,
        few_keys: bool = False,
        turns: Turns | None = None,
    ) -> tuple[Tensor, Tensor]:
        """As ``forward``, with the weights (B, heads, Q, N) beside it; (B, heads, N, Q) where keys are few."""
        wq, wk, wv = self.in_proj_weight.chunk(3)
        bq, bk, bv = self.in_proj_bias.chunk(3)
        q = self._split(F.linear(query, wq, bq))
        k = self._split(F.linear(key, wk, bk))
        v = self._split(F.linear(value, wv, bv))
        if turns is not None:
            q, k = rotate(q, turns[0]), rotate(k, turns[1])
        q = q * q.shape[-1] ** -0.5
        logits = k @ q.transpose(-1, -2) if few_keys else q @ k.transpose(-1, -2)
        if bias is not None:
            logits = logits + bias
        weights = logits.softmax(dim=-2 if few_keys else -1).to(v.dtype)
        mixed = (weights.transpose(-1, -2) if few_keys else weights) @ v  # (B, heads, Q, C / heads)
        return self.out_proj(mixed.transpose(1, 2).flatten(2)), weights

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.heads, x.shape[-1] // self.heads)).transpose(1, 2)


class CrossAttentionLayer(nn.Module):
    """Post-norm cross attention: LN(x + attention(x + pos, memory + memory_pos, memory)).

    With ``turns`` places turn queries and keys and are not added: LN(x + attention(x, memory, memory)).
    """

    def __init__(self, channels: int, heads: int) -> None:
        super().__init__()
        self.multihead_attn = MultiheadAttention(channels, heads)
        self.norm = nn.LayerNorm(channels)

    def forward(
        self,
        x: Tensor,
        pos: Tensor,
        memory: Tensor,
        memory_pos: Tensor,
        bias: Tensor | None,
        few_keys: bool = False,
        turns: Turns | None = None,
    ) -> Tensor:
        query, key = (x + pos, memory + memory_pos) if turns is None else (x, memory)
        return self.norm(x + self.multihead_attn(query, key, memory, bias, few_keys, turns))

    def attend(
        self, x: Tensor, pos: Tensor, memory: Tensor, memory_pos: Tensor, bias: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """The same, with where each query looked: weights (B, Q, N), the mean over heads."""
        read, weights = self.multihead_attn.attend(x + pos, memory + memory_pos, memory, bias)
        return self.norm(x + read), weights.mean(dim=1)


class SelfAttentionLayer(nn.Module):
    """Post-norm self attention among queries; positions enter queries and keys, never values."""

    def __init__(self, channels: int, heads: int) -> None:
        super().__init__()
        self.self_attn = MultiheadAttention(channels, heads)
        self.norm = nn.LayerNorm(channels)

    def forward(self, x: Tensor, pos: Tensor, bias: Tensor | None) -> Tensor:
        return self.norm(x + self.self_attn(x + pos, x + pos, x, bias))


class FeedForwardLayer(nn.Module):
    """Post-norm LN(x + W2 relu(W1 x)); with ``mix`` a depthwise 3x3 convolution sits between W1 and the ReLU."""

    def __init__(self, channels: int, inner: int, mix: bool = False) -> None:
        super().__init__()
        self.linear1 = nn.Linear(channels, inner)
        self.linear2 = nn.Linear(inner, channels)
        self.norm = nn.LayerNorm(channels)
        if mix:
            self.mix = nn.Conv2d(inner, inner, 3, padding=1, groups=inner)
            nn.init.dirac_(self.mix.weight, groups=inner)
        for linear in (self.linear1, self.linear2):
            nn.init.xavier_uniform_(linear.weight)
            nn.init.zeros_(linear.bias)

    def forward(self, x: Tensor, grid_hw: tuple[int, int] | None = None) -> Tensor:
        inner = self.linear1(x)
        if hasattr(self, "mix"):
            assert grid_hw is not None
            inner = self.mix(inner.transpose(1, 2).unflatten(2, grid_hw)).flatten(2).transpose(1, 2)
        return self.norm(x + self.linear2(inner.relu()))
