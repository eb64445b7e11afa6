"""The loss: who speaks for what, and that it rewards the right maps."""

from __future__ import annotations

import torch

from model.interactive_transformer import Prediction
from model.losses import EMPTY, LossConfig, Targets, click_anchor_loss, merged, soft_iou, softmax_loss, total_loss

OWNER = torch.tensor([[0, 0, 1, -1, -2]])


def targets(size: int = 8) -> Targets:
    """Object 0 left quarter, object 1 right quarter, background between."""
    masks = torch.zeros(1, 3, size, size)
    masks[:, 0, :, : size // 4] = 1
    masks[:, 1, :, -size // 4 :] = 1
    masks[:, 2] = 1 - masks[:, 0] - masks[:, 1]
    return Targets(masks, torch.ones(1, 3, dtype=torch.bool), torch.ones(1, size, size))


def right_maps(strength: float) -> torch.Tensor:
    """Maps of the five queries that draw the targets; the padding query shouts everywhere."""
    signs = targets().masks[0] * 2 - 1
    shouting = torch.full_like(signs[0], 99.0)
    return torch.stack((signs[0], -torch.ones_like(signs[0]), signs[1], signs[2], shouting)).unsqueeze(0) * strength


def test_merging_takes_the_maximum_of_an_objects_clicks_and_ignores_padding() -> None:
    logits = merged(right_maps(3.0), OWNER, 2)
    assert logits.shape == (1, 3, 8, 8)
    assert logits.max() == 3.0
    assert torch.equal(logits[:, 0] > 0, targets().masks[:, 0] > 0)


def test_an_object_without_queries_is_empty() -> None:
    assert torch.all(merged(right_maps(1.0), torch.tensor([[0, 0, 0, -1, -2]]), 2)[:, 1] == EMPTY)


def test_right_maps_cost_less_than_wrong_ones_in_every_term() -> None:
    config = LossConfig(softmax=1.0, click_anchor=1.0, points=0)
    points, owner = torch.tensor([[[16.0, 4.0, 0.0], [16.0, 30.0, 1.0]]]), torch.tensor([[0, 1]])
    costs = []
    for strength in (4.0, -4.0):
        prediction = Prediction([right_maps(strength)], OWNER, None)
        costs.append(total_loss(prediction, targets(), points, owner, config)[1])
    assert set(costs[0]) == {"bce", "dice", "softmax", "click_anchor"}
    assert all(costs[0][name] < costs[1][name] for name in costs[0])


def test_cells_of_unknown_weight_cost_nothing() -> None:
    known = targets()
    blind = Targets(known.masks, known.valid, known.weight.clone())
    blind.weight[:, :, :4] = 0
    wrong_left = merged(right_maps(4.0), OWNER, 2)
    right_left = wrong_left.clone()
    wrong_left[:, :, :, :4] *= -1
    torch.testing.assert_close(softmax_loss(wrong_left, blind), softmax_loss(right_left, blind))


def test_sampled_points_agree_with_whole_maps_on_uniform_maps() -> None:
    flat = Prediction([torch.full((1, 5, 8, 8), 0.7)], torch.tensor([[0, 0, 1, -1, -1]]), None)
    whole = torch.zeros(1, 3, 8, 8)
    whole[:, 2] = 1
    truth = Targets(whole, torch.ones(1, 3, dtype=torch.bool), torch.ones(1, 8, 8))
    points, owner = torch.zeros(1, 1, 3), torch.zeros(1, 1, dtype=torch.long)
    sampled = total_loss(flat, truth, points, owner, LossConfig(points=4000))[1]["bce"]
    full = total_loss(flat, truth, points, owner, LossConfig(points=0))[1]["bce"]
    assert abs(sampled - full) < 0.02


def test_the_anchor_punishes_a_click_whose_mask_lost_it() -> None:
    logits = merged(right_maps(4.0), OWNER, 2)
    inside, outside = torch.tensor([[[16.0, 4.0, 0.0]]]), torch.tensor([[[16.0, 16.0, 0.0]]])
    owner = torch.tensor([[0]])
    assert click_anchor_loss(logits, targets(), inside, owner) < 0.1
    assert click_anchor_loss(logits, targets(), outside, owner) > 2.0


def test_soft_iou_of_right_maps_is_one() -> None:
    torch.testing.assert_close(soft_iou(merged(right_maps(2.0), OWNER, 2), targets()), torch.ones(1, 2))
