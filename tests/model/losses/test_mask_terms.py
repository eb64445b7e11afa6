"""Terms of one map: each against plain loops at odd sizes."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from model.losses.boundary import boundary_weight
from model.losses.forms import LossConfig
from model.losses.mask_terms import bce_loss, dice_loss, map_losses, normalised_focal_loss


def maps(cells: int, seed: int = 0) -> tuple[Tensor, Tensor, Tensor]:
    """Logits, soft truth and known cells, (2, cells) each."""
    rng = torch.Generator().manual_seed(seed)
    logits = 3 * torch.randn(2, cells, generator=rng)
    truth = torch.rand(2, cells, generator=rng).round(decimals=1)
    return logits, truth, (torch.rand(2, cells, generator=rng) > 0.3).float()


def naive_focal(logits: Tensor, truth: Tensor, known: Tensor, gamma: float) -> list[float]:
    """-Σ α (w·n / Σw) log p_t / n over the known cells of each map."""
    values = []
    for row in range(len(logits)):
        cells = [
            (1 / (1 + math.exp(-float(z))), float(y))
            for z, y, k in zip(logits[row], truth[row], known[row], strict=True)
            if k
        ]
        weights = [abs(y - p) ** gamma for p, y in cells]
        n, total = len(cells), sum(weights)
        logs = [y * math.log(p) + (1 - y) * math.log(1 - p) for p, y in cells]
        values.append(-sum(0.5 * (w * n / total) * log for w, log in zip(weights, logs, strict=True)) / n)
    return values


@pytest.mark.parametrize("cells", [1, 35, 99])
@pytest.mark.parametrize("gamma", [0.0, 1.0, 2.0])
def test_the_normalised_focal_loss_equals_plain_loops(cells: int, gamma: float) -> None:
    logits, truth, known = maps(cells)
    known[:, 0] = 1
    expected = torch.tensor(naive_focal(logits, truth, known, gamma))
    torch.testing.assert_close(normalised_focal_loss(logits, truth, known, gamma), expected, rtol=1e-4, atol=1e-5)


def test_without_focus_it_is_half_the_mean_cross_entropy() -> None:
    logits, truth, known = maps(63)
    torch.testing.assert_close(
        normalised_focal_loss(logits, truth, known, gamma=0.0), 0.5 * bce_loss(logits, truth, known, known)
    )


def test_the_normaliser_gets_no_gradient_and_keeps_the_gradient_of_good_maps_alive() -> None:
    truth = torch.tensor([[1.0, 0.0, 1.0]])
    logits = torch.tensor([[6.0, -6.0, 5.0]], requires_grad=True)
    known = torch.ones(1, 3)
    normalised_focal_loss(logits, truth, known).sum().backward()
    p = logits.detach().sigmoid()
    wrong = (truth - p).abs()
    entropy = -(truth * p.log() + (1 - truth) * (1 - p).log())
    # d/dz of 0.5·w²·e with w = |y - p|, e = -log(1 - w), over a constant Σw².
    slope = 0.5 * (2 * wrong * entropy * wrong * (1 - wrong) + wrong**3) * (1 - 2 * truth)
    assert logits.grad is not None
    torch.testing.assert_close(logits.grad, slope / (wrong**2).sum(), rtol=1e-3, atol=1e-7)


def test_dice_equals_plain_loops_and_is_small_for_empty_maps_of_empty_masks() -> None:
    logits, truth, known = maps(35)
    for row, value in enumerate(dice_loss(logits, truth, known)):
        cells = [
            (1 / (1 + math.exp(-float(z))), float(y))
            for z, y, k in zip(logits[row], truth[row], known[row], strict=True)
            if k
        ]
        overlap = sum(p * y for p, y in cells)
        expected = 1 - (2 * overlap + 1) / (sum(p for p, _ in cells) + sum(y for _, y in cells) + 1)
        assert float(value) == pytest.approx(expected, rel=1e-5)
    empty = dice_loss(torch.full((1, 9), -20.0), torch.zeros(1, 9), torch.ones(1, 9))
    assert float(empty) == pytest.approx(0, abs=1e-6)


def naive_boundary(mask: Tensor, cell_px: float) -> Tensor:
    height, width = mask.shape
    inside = [[bool(mask[y, x] > 0.5) for x in range(width)] for y in range(height)]
    edge = [
        (y, x)
        for y in range(height)
        for x in range(width)
        if any(
            inside[b][a] != inside[y][x]
            for b in range(max(0, y - 1), min(height, y + 2))
            for a in range(max(0, x - 1), min(width, x + 2))
        )
    ]
    weights = torch.ones(height, width)
    for y in range(height):
        for x in range(width):
            if edge:
                squared = min((y - b) ** 2 + (x - a) ** 2 for b, a in edge) * cell_px**2
                weights[y, x] += 4 * math.exp(-squared / (2 * 3**2))
    return weights


@pytest.mark.parametrize(("size", "cell_px"), [((13, 9), 4.0), ((19, 23), 1.0), ((1, 6), 2.0)])
def test_boundary_weights_equal_plain_distances(size: tuple[int, int], cell_px: float) -> None:
    mask = torch.zeros(size)
    mask[: size[0] // 2 + 1, : size[1] // 3] = 0.9
    expected = naive_boundary(mask, cell_px)
    torch.testing.assert_close(boundary_weight(mask[None, None], cell_px)[0, 0], expected, rtol=0, atol=2e-3)
    assert expected.max() == 5


def test_a_mask_without_an_edge_has_no_boundary() -> None:
    for value in (0.0, 1.0):
        assert torch.all(boundary_weight(torch.full((1, 1, 5, 7), value), 4.0) == 1)


def test_an_error_at_the_edge_costs_more_with_boundary_weights() -> None:
    masks = torch.zeros(1, 1, 15, 15)
    masks[..., :7] = 1
    weight = torch.ones(1, 15, 15)
    far, near = (8 * masks - 4 for _ in range(2))
    far[0, 0, :, 14] *= -1
    near[0, 0, :, 7] *= -1
    config = LossConfig(boundary=True, points=0)
    cost = {name: map_losses(x, masks, weight, config) for name, x in (("far", far), ("near", near))}
    assert float(cost["near"]["bce"]) > 4 * float(cost["far"]["bce"])
    torch.testing.assert_close(cost["near"]["dice"], cost["far"]["dice"])
