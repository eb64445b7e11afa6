"""Deformable attention against the sum it stands for."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from model.deformable_attention import DeformableAttention


def naive(attention: DeformableAttention, x: Tensor, reference: Tensor, sizes: list[tuple[int, int]]) -> Tensor:
    """One image, token by token, head by head, point by point."""
    heads, levels, points = attention.heads, attention.levels, attention.points
    tokens, channels = x.shape[1:]
    offsets = attention.sampling_offsets(x).view(tokens, heads, levels, points, 2)
    weights = attention.attention_weights(x).view(tokens, heads, -1).softmax(-1).view(tokens, heads, levels, points)
    values = attention.value_proj(x).view(tokens, heads, channels // heads)
    out = torch.zeros_like(values)
    start = 0
    for level, (height, width) in enumerate(sizes):
        grid = values[start : start + height * width].view(height, width, heads, -1)
        start += height * width
        for token in range(tokens):
            for head in range(heads):
                for point in range(points):
                    dx, dy = offsets[token, head, level, point]
                    px, py = reference[token, 0] * width + dx - 0.5, reference[token, 1] * height + dy - 0.5
                    for row in (int(py.floor()), int(py.floor()) + 1):
                        for column in (int(px.floor()), int(px.floor()) + 1):
                            if 0 <= row < height and 0 <= column < width:
                                share = (1 - (px - column).abs()) * (1 - (py - row).abs())
                                out[token, head] += weights[token, head, level, point] * share * grid[row, column, head]
    return attention.output_proj(out.flatten(1)).unsqueeze(0)


@pytest.mark.parametrize("sizes", [[(1, 2), (2, 3), (3, 5)], [(2, 2), (3, 3), (1, 7)]])
def test_equals_the_plain_sum_with_its_gradient(sizes: list[tuple[int, int]]) -> None:
    torch.manual_seed(0)
    attention = DeformableAttention(8, 2, 3, 2)
    nn.init.normal_(attention.sampling_offsets.weight, std=0.3)
    nn.init.normal_(attention.attention_weights.weight)
    tokens = sum(height * width for height, width in sizes)
    x, reference = torch.randn(1, tokens, 8), torch.rand(tokens, 2)
    fast, slow = attention(x, reference, x, sizes), naive(attention, x, reference, sizes)
    torch.testing.assert_close(fast, slow, atol=1e-5, rtol=1e-4)
    weight = attention.sampling_offsets.weight
    (of_fast,) = torch.autograd.grad(fast.square().sum(), weight)
    (of_slow,) = torch.autograd.grad(slow.square().sum(), weight)
    torch.testing.assert_close(of_fast, of_slow, atol=1e-4, rtol=1e-3)
