"""HODOR's encoder: soft masks between none and hard, what descriptors start from, nine background regions."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from model.hodor.encoder import DescriptorEncoder, SoftMaskedAttention, initial_descriptors
from model.hodor.regions import background_masks, grid_cells


def attention() -> SoftMaskedAttention:
    torch.manual_seed(0)
    return SoftMaskedAttention(16, 4)


def plain(layer: SoftMaskedAttention, x: torch.Tensor, memory: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
    """The same attention in torch's words; ``allowed`` bool (B, Q, N)."""
    q, k, v = (
        project(given).unflatten(-1, (4, 4)).transpose(1, 2)
        for project, given in ((layer.q_proj, x), (layer.k_proj, memory), (layer.v_proj, memory))
    )
    mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=allowed.unsqueeze(1))
    return layer.out_proj(mixed.transpose(1, 2).flatten(2))


def test_a_mask_of_ones_is_plain_attention() -> None:
    layer, x, memory = attention(), torch.randn(2, 3, 16), torch.randn(2, 10, 16)
    masks = torch.ones(2, 3, 10)
    torch.testing.assert_close(layer(x, memory, masks), plain(layer, x, memory, masks.bool()), atol=1e-5, rtol=1e-5)


def test_a_large_scaling_factor_is_a_hard_mask() -> None:
    layer, x, memory = attention(), torch.randn(2, 3, 16), torch.randn(2, 10, 16)
    allowed = torch.rand(2, 3, 10) > 0.5
    assert allowed.any(-1).all()
    with torch.no_grad():
        layer.scaling_factors.fill_(1e6)
    soft = layer(x, memory, allowed.float())
    torch.testing.assert_close(soft, plain(layer, x, memory, allowed), atol=1e-5, rtol=1e-5)


def test_masks_and_scaling_factors_have_gradients() -> None:
    layer, masks = attention(), torch.rand(1, 2, 10, requires_grad=True)
    layer(torch.randn(1, 2, 16), torch.randn(1, 10, 16), masks).square().sum().backward()
    assert masks.grad is not None and masks.grad.abs().sum() > 0
    assert layer.scaling_factors.grad is not None and layer.scaling_factors.grad.abs().sum() > 0


def test_heads_start_from_the_object_alone_to_its_surroundings() -> None:
    assert SoftMaskedAttention(16, 8).scaling_factors.tolist() == [32, 32, 16, 16, 8, 8, 4, 4]
    assert SoftMaskedAttention(16, 4).scaling_factors.tolist() == [32, 16, 8, 4]


def test_descriptors_start_as_the_mean_inside_or_the_best_cell_or_zero() -> None:
    features = torch.arange(12.0).reshape(1, 2, 2, 3)
    objects = torch.zeros(1, 2, 2, 3)
    objects[0, 0, 0, :2] = 1.0  # channel 0 there: 0, 1
    objects[0, 1, 1, 2] = 0.4  # nowhere above one half: cell (1, 2)
    background, found = initial_descriptors(features, objects, torch.zeros(1, 1, 2, 3))
    torch.testing.assert_close(found[0], torch.tensor([[0.5, 6.5], [5.0, 11.0]]))
    assert not background.any()


def test_the_grid_gives_its_remainders_to_the_last_row_and_column() -> None:
    cells = grid_cells(7, 11, torch.zeros(()))
    sums = cells.flatten(1).sum(1).reshape(3, 3)
    assert sums.tolist() == [[6, 6, 10], [6, 6, 10], [9, 9, 15]]
    assert torch.equal(cells.sum(0), torch.ones(7, 11))


def test_background_is_what_no_object_takes() -> None:
    objects = torch.rand(1, 2, 6, 6) * 0.5
    torch.testing.assert_close(background_masks(objects).sum(1) + objects.sum(1), torch.ones(1, 6, 6))


def test_unused_descriptors_change_nothing() -> None:
    torch.manual_seed(0)
    encoder = DescriptorEncoder(16, 4, layers=2, ffn=32).eval()
    features, objects = torch.randn(1, 16, 6, 6), torch.rand(1, 3, 6, 6)
    background = background_masks(objects[:, :2])
    alone = encoder(features, objects[:, :2], background)
    unused = torch.tensor([[False] * 11 + [True]])
    padded = encoder(features, objects, background, unused=unused)
    torch.testing.assert_close(padded.objects[:, :2], alone.objects, atol=1e-6, rtol=1e-5)
    torch.testing.assert_close(padded.background, alone.background, atol=1e-6, rtol=1e-5)
