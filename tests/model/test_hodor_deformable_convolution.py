"""The deformable convolution against one that is spelt out tap by tap."""

from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from model.hodor.deformable_convolution import DeformableConvolution, deformable_convolution


def naive(x: Tensor, offsets: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Every output value by itself: nine bilinear reads of every channel, zeros outside."""
    batch, _, height, width = x.shape
    out = bias.reshape(1, -1, 1, 1).expand(batch, -1, height, width).clone()
    for b in range(batch):
        for row in range(height):
            for column in range(width):
                for tap in range(9):
                    y = row + tap // 3 - 1 + offsets[b, 2 * tap, row, column]
                    x_ = column + tap % 3 - 1 + offsets[b, 2 * tap + 1, row, column]
                    read = bilinear(x[b], y, x_)
                    out[b, :, row, column] = out[b, :, row, column] + weight[:, :, tap // 3, tap % 3] @ read
    return out


def bilinear(x: Tensor, row: Tensor, column: Tensor) -> Tensor:
    top, left = math.floor(row.item()), math.floor(column.item())
    total = x.new_zeros(x.shape[0])
    for r, c in ((top, left), (top, left + 1), (top + 1, left), (top + 1, left + 1)):
        if 0 <= r < x.shape[1] and 0 <= c < x.shape[2]:
            total = total + x[:, r, c] * (1 - (row - r).abs()) * (1 - (column - c).abs())
    return total


@pytest.mark.parametrize(("height", "width"), [(5, 7), (1, 3), (4, 1)])
def test_values_and_gradients_equal_the_naive_ones(height: int, width: int) -> None:
    generator = torch.Generator().manual_seed(height * width)
    shapes = ((2, 3, height, width), (2, 18, height, width), (4, 3, 3, 3), (4,))
    given = [torch.randn(shape, generator=generator, dtype=torch.float64).float() for shape in shapes]
    given[1] = given[1] * 1.7  # many reads outside
    upstream = torch.randn((2, 4, height, width), generator=generator)
    results = []
    for function in (deformable_convolution, naive):
        tensors = [tensor.clone().requires_grad_() for tensor in given]
        out = function(*tensors)
        (out * upstream).sum().backward()
        results.append([out.detach(), *(tensor.grad for tensor in tensors)])
    for ours, expected in zip(*results, strict=True):
        torch.testing.assert_close(ours, expected, atol=2e-5, rtol=1e-4)


def test_without_offsets_it_is_a_plain_convolution() -> None:
    torch.manual_seed(0)
    layer, x = DeformableConvolution(4), torch.randn(1, 4, 6, 9)
    plain = F.conv2d(x, layer.conv_deform.weight, layer.conv_deform.bias, padding=1)
    torch.testing.assert_close(layer(x), plain, atol=1e-5, rtol=1e-5)
